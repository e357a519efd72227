import Countersigning
import NIOPosix
import ServerIdentity
import Testing

@testable import Lab

/// The servers of the lab, each on a port of its own on 127.0.0.1, and a clock that stands still.
struct LoopbackLab: Sendable {
    /// The one of the running tests.
    @TaskLocal static var current: LoopbackLab?

    /// The moment around which the certificates are valid, and the time of the verifiers' clock: 2027-01-15T08:00:00Z.
    let now: Instant
    let lab: Lab

    static func start() async throws -> LoopbackLab {
        let now = try #require(Instant(secondsSinceEpoch: 1_800_000_000))
        let lab = try await Lab.start(instant: now.secondsSinceEpoch, on: MultiThreadedEventLoopGroup.singleton)
        return LoopbackLab(now: now, lab: lab)
    }

    /// The lab of the running tests.
    static func started() throws -> LoopbackLab { try #require(current) }

    /// So many days after the moment, or before it.
    func day(_ days: Int64) throws -> Instant {
        try #require(Instant(secondsSinceEpoch: now.secondsSinceEpoch + days * 86_400))
    }

    /// The trusted roots as a bundle.
    var rootsPEM: String { lab.rootsPEM }

    var roots: [CertificateDER] { get throws { try lab.rootsDER.map { try CertificateDER($0) } } }

    /// A verifier that trusts the lab's roots.
    func verifier(_ change: (inout VerifierOptions) throws -> Void = { _ in }) throws -> Verifier {
        var options = VerifierOptions()
        options.trust = [.certificates(try roots, source: "the lab's roots")]
        options.clock = { [now] in now }
        try change(&options)
        return try Verifier(options)
    }

    func port(_ server: String) throws -> Int { try #require(lab.servers.first { $0.scenario.name == server }).port }

    /// The name by which a server of the lab is dialled; not those that are dialled by an address.
    func host(_ server: String) -> String { "\(server).lab.example" }

    /// `expired-leaf.lab.example{127.0.0.1}:PORT`.
    func target(_ server: String) throws -> String { "\(host(server)){127.0.0.1}:\(try port(server))" }

    /// The chain that a server presents, as a verifier saw it.
    func chain(_ server: String) async throws -> CertificateChain {
        let report = try await verifier().verify(target(server))
        return try #require(report.question).chain
    }

    /// A chain as a file holds it.
    static func pem(_ chain: CertificateChain) -> String { LabPEM.certificates(chain.certificates.map(\.octets)) }
}

/// Starts the lab before the tests of a suite, and stops it after them.
struct LabTrait: SuiteTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void)
        async throws
    {
        let started = try await LoopbackLab.start()
        try await started.lab.whileUp { try await LoopbackLab.$current.withValue(started) { try await function() } }
    }
}

extension Trait where Self == LabTrait {
    static var withLab: LabTrait { LabTrait() }
}
