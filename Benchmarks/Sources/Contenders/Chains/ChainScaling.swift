import Foundation
import Synchronization

/// Both engines on several threads: the engines are shared, each thread takes its part of the chains.
final class ChainScaling: Contender {
    let name: String
    let role = Role.ours
    let task: BenchmarkTask
    /// How many threads.
    let threads: Int
    private let pki: BenchmarkPKI
    private let kind: KeyKind
    private let verifier: CountersignChains

    init(_ kind: KeyKind, _ pki: BenchmarkPKI, threads: Int, _ engines: EngineSet) throws {
        self.threads = threads
        self.kind = kind
        self.pki = pki
        name = "\(engines.name), \(threads) \(threads == 1 ? "thread" : "threads")"
        task = BenchmarkTask(.chains, "\(kind.rawValue) \(BenchmarkTask.scaling)")
        verifier = try CountersignChains(.right(pki, kind), try pki.chains(kind), engines)
    }

    func prove() throws {
        try requireAcceptance("right host, right root") { _ = try run(operations: BenchmarkPKI.leaves) }
        for question in [HandshakeQuestion.wrongHost(pki, kind), .wrongRoot(pki)] {
            let other = try CountersignChains(question, try pki.chains(kind), .both())
            try requireRefusal("wrong host or root") { if !other.accepts(0) { throw ContenderError.refused("") } }
        }
    }

    func run(operations: Int) throws -> Timing {
        let refused = Atomic(0)
        let (verifier, threads) = (verifier, threads)
        let done = DispatchGroup()
        var stopwatch = Stopwatch(.process)
        stopwatch.start()
        for thread in 0..<threads {
            done.enter()
            let worker = Thread {
                for index in stride(from: thread, to: operations, by: threads) where !verifier.accepts(index % BenchmarkPKI.leaves)
                {
                    refused.add(1)
                }
                done.leave()
            }
            worker.stackSize = 8 << 20
            worker.start()
        }
        done.wait()
        stopwatch.stop()
        if refused.value > 0 { throw ContenderError.refused("\(refused.value) chains") }
        return stopwatch.measurement(of: operations)
    }
}

/// A number that several threads add to.
private final class Atomic: Sendable {
    private let stored: Mutex<Int>
    init(_ value: Int) { stored = Mutex(value) }
    var value: Int { stored.withLock { $0 } }
    func add(_ more: Int) { stored.withLock { $0 += more } }
}

extension BenchmarkTask {
    /// How the name of such a task ends.
    public static let scaling = "scaling"
    /// Whether it is about threads: what counts is elapsed time, not processor time.
    public var isScaling: Bool { name.hasSuffix(Self.scaling) }
}
