import ServerIdentity
import Testing
@testable import Countersigning

@testable import HandshakeBench

@Suite("The tally of a benchmark")
struct BenchTallyTests {
    private static let reset = ProbeFailure(stage: .handshake, code: .reset, text: "connection reset by peer")
    private static let closed = ProbeFailure(stage: .handshake, code: .closedEarly, text: "closed")
    private static let refused = ProbeFailure(stage: .connect, code: .unreachable, text: "connection refused")
    private static let late = ProbeFailure(stage: .handshake, code: .timeout, text: "no answer in time")

    private func tally(_ failures: [ProbeFailure]) -> BenchTally {
        var tally = BenchTally()
        for failure in failures { tally.failed(failure) }
        return tally
    }

    @Test(
        "the common failure is the code of most failed probes",
        arguments: [
            ([], nil),
            ([reset], .noSession),
            ([refused], .unreachable),
            // What counts are codes, not kinds of failure.
            ([reset, closed, refused], .noSession),
            ([refused, late, reset], .unreachable),
            // A server that goes away: a few resets, then nobody is there.
            ([reset, reset, refused, refused, refused], .unreachable),
            // Neither more often: the server is called unreachable.
            ([reset, refused], .unreachable),
            ([refused, reset], .unreachable),
        ] as [([ProbeFailure], Countersigning.ExitStatus?)])
    func commonFailure(failures: [ProbeFailure], code: Countersigning.ExitStatus?) {
        #expect(tally(failures).commonFailure == code)
    }

    @Test func `it is that of all loops together`() {
        var first = tally([Self.reset, Self.reset])
        first.merge(tally([Self.refused]))
        #expect(first.commonFailure == .noSession)
        first.merge(tally([Self.refused, Self.late]))
        #expect(first.commonFailure == .unreachable)
        #expect(first.failures.map(\.count) == [2, 2, 1])
    }
}
