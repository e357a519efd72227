/// Somebody who does one task, and whose time is taken.
///
/// Nobody is timed before ``prove()`` has shown that the work is done: a client that does not verify is fast.
public protocol Contender: AnyObject {
    /// Who: `GnuTLS.Session, verified`.
    var name: String { get }
    /// What it is in the comparison.
    var role: Role { get }
    /// What it does.
    var task: BenchmarkTask { get }
    /// Shows that the right thing is accepted, and wrong things are refused.
    ///
    /// - Throws: `ContenderError.unproven` with what went wrong.
    func prove() throws
    /// Does the task so many times.
    ///
    /// - Throws: whatever failed; a run with a failure in it has no time.
    func run(operations: Int) throws -> Timing
}

/// What a contender is in the comparison.
public enum Role: String, Codable, Sendable {
    /// Raw C on libgnutls: nothing that stands on GnuTLS can be cheaper.
    case limit
    /// This package.
    case ours
    /// Another library that does the same.
    case peer
    /// Does less than the task; shown to tell what the rest costs.
    case floor
}

/// A group of tasks.
public enum Suite: String, CaseIterable, Codable, Sendable {
    /// TLS client handshakes.
    case handshake
    /// Stored chains.
    case chains
    /// A host name and a certificate's names.
    case names
    /// Files of trusted roots.
    case trust
    /// One certificate decoded.
    case parsing
}

/// What several contenders do, each in its way.
public struct BenchmarkTask: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The group.
    public let suite: Suite
    /// `memory TLS1.3 RSA full`.
    public let name: String

    /// Names a task.
    public init(_ suite: Suite, _ name: String) {
        self.suite = suite
        self.name = name
    }

    /// `handshake memory TLS1.3 RSA full`.
    public var description: String { "\(suite.rawValue) \(name)" }
}

/// What a run took.
public struct Timing: Codable, Sendable {
    /// How often the task was done.
    public var operations: Int
    /// Processor time of the contender alone, in nanoseconds.
    public var processorTime: Int64
    /// Elapsed time, in nanoseconds.
    public var elapsedTime: Int64

    /// Takes what was measured.
    public init(operations: Int, processorTime: Int64, elapsedTime: Int64) {
        self.operations = operations
        self.processorTime = processorTime
        self.elapsedTime = elapsedTime
    }

    /// Microseconds of processor time for one operation.
    public var microseconds: Double { Double(processorTime) / 1_000 / Double(max(1, operations)) }
    /// Operations in a second of elapsed time.
    public var operationsPerSecond: Double { Double(operations) * 1_000_000_000 / Double(max(1, elapsedTime)) }
}

/// Why a contender can't be timed.
public enum ContenderError: Error, CustomStringConvertible {
    /// What it needs is not on this machine: it is left out, and the table says so.
    case missing(String)
    /// It could not be set up.
    case setup(String)
    /// It refused the peer, chain, name or file. In a timed run that is a failure.
    case refused(String)
    /// It did not do what the task asks for.
    case unproven(String)
    /// A run failed.
    case failed(String)

    /// One sentence.
    public var description: String {
        switch self {
        case .missing(let text): "missing: \(text)"
        case .setup(let text): "can't be set up: \(text)"
        case .refused(let text): "refused: \(text)"
        case .unproven(let text): "not proven: \(text)"
        case .failed(let text): "failed: \(text)"
        }
    }
}

extension Contender {
    /// Requires that something is refused.
    func requireRefusal(_ what: String, _ work: () throws -> Void) throws {
        do { try work() } catch ContenderError.refused { return } catch {
            throw ContenderError.unproven("\(name): \(what) ended with \(error), not with a refusal")
        }
        throw ContenderError.unproven("\(name): \(what) was accepted")
    }

    /// Requires that something is accepted.
    func requireAcceptance(_ what: String, _ work: () throws -> Void) throws {
        do { try work() } catch { throw ContenderError.unproven("\(name): \(what): \(error)") }
    }
}
