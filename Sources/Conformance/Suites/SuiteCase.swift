import Foundation
public import ServerIdentity

/// One case of a suite, ready to be put to an engine.
public struct SuiteCase: Sendable {
    /// The case's name in its suite; a made one (`#12`) where that can't be read.
    public let id: String
    /// The namespace or section that it is counted under.
    public let group: String
    /// What the suite expects of a sound verifier: acceptance or not; nil where that can't be read.
    public let isAcceptanceExpected: Bool?
    /// What to do with it.
    public let task: Task

    /// What to do with a case.
    public enum Task: Sendable {
        /// Ask an engine.
        case ask(SuiteQuestion)
        /// The answer does not need an engine: nobody is asked to verify a name that names no server.
        case refuse(reason: String)
        /// It asks for something that can't be put to any engine here.
        case skip(reason: String)
        /// The case itself is damaged: which one, where, and which field.
        case unusable(reason: String)
    }
}

/// What a case asks an engine.
public struct SuiteQuestion: Sendable {
    /// Everything about the chain.
    public let subject: ChainQuestion
    /// Whom the leaf must name; nil where the case judges the path alone.
    public let identity: ReferenceIdentity?
    /// As of when.
    public let instant: Instant
}

/// What came of a case.
public enum SuiteOutcome: Hashable, Sendable {
    /// The engine accepts.
    case accepted
    /// It does not, and why: a refusal, or that it could not judge.
    case refused(context: String)
    /// The case was not put to the engine.
    case skipped(context: String)
    /// The case is damaged.
    case unusable(context: String)
}

/// What came of a case, beside what was expected.
public struct SuiteResult: Hashable, Sendable {
    /// The case's name.
    public let id: String
    /// What it is counted under.
    public let group: String
    /// What the suite expects; nil where that can't be read.
    public let isAcceptanceExpected: Bool?
    /// What came of it.
    public let outcome: SuiteOutcome

    /// Takes a case and what came of it.
    public init(_ suiteCase: SuiteCase, _ outcome: SuiteOutcome) {
        id = suiteCase.id
        group = suiteCase.group
        isAcceptanceExpected = suiteCase.isAcceptanceExpected
        self.outcome = outcome
    }
}

extension SuitePart {
    /// Makes a case of what is written. Never fails: a damaged case says so, under its id where that can be read.
    ///
    /// - Parameters:
    ///   - damagedGroup: under what a damaged case is counted, from its id.
    ///   - make: the case, from what is written.
    func read<Written: Decodable>(
        _: Written.Type, damagedGroup: (String) -> String, _ make: (Written) throws(FieldProblem) -> SuiteCase
    ) -> SuiteCase {
        func damaged(_ id: String?, _ reason: String) -> SuiteCase {
            let id = id ?? "#\(index)"
            return SuiteCase(
                id: id, group: damagedGroup(id), isAcceptanceExpected: nil,
                task: .unusable(reason: "case \(index) (octet \(offset)) is damaged: \(reason)"))
        }
        let data: Data
        switch content {
        case .success(let octets): data = Data(octets)
        case .failure(let problem): return damaged(nil, problem.description)
        }
        let decoder = JSONDecoder()
        do throws(FieldProblem) {
            let written: Written
            do { written = try decoder.decode(Written.self, from: data) } catch { throw FieldProblem(error) }
            return try make(written)
        } catch {
            return damaged(try? decoder.decode(DamagedCase.self, from: data).id, error.description)
        }
    }
}

/// The part that is read of a case that is otherwise damaged.
private struct DamagedCase: Decodable {
    let id: String
}
