import GnuTLS
import HandshakeProbe
import InternationalNames
import Lab
import NIOCore
import NIOPosix
import ServerIdentity
import TrustAnchors
import VerdictReport

/// Verifies every server of the lab as `countersign verify` would, and compares with what was expected.
struct LabRun {
    private let lab: Lab
    private let threads: ProbeThreads
    private let instant: Instant
    private let examiner: Examiner

    /// The lab's peers that say nothing say it at once: a second is enough to see it.
    private static let handshakeLimit = TimeAmount.seconds(1)

    init(_ lab: Lab, _ threads: ProbeThreads, _ instant: Instant) throws {
        self.lab = lab
        self.threads = threads
        self.instant = instant
        var anchors: [TrustAnchor] = []
        for der in lab.rootsDER { anchors.append(TrustAnchor(try CertificateDER(der), origin: "lab")) }
        examiner = Examiner(anchors: try TrustAnchorSet(anchors, source: "the lab's roots"), policy: .default)
    }

    func reports() async throws -> [Report] {
        let credentials = try Credentials()
        let priority = try Priority(Priority.clientDefault)
        return try await withThrowingTaskGroup(of: (Int, Report).self) { group in
            for (index, server) in lab.servers.enumerated() {
                var configuration = ProbeConfiguration(priority: priority, credentials: credentials)
                if case .failure = server.scenario.expected { configuration.limits.handshake = Self.handshakeLimit }
                configuration.serverName = server.scenario.serverName.map { .name($0) } ?? .none
                let configured = configuration
                group.addTask { (index, try await report(server, configured)) }
            }
            var reports: [(Int, Report)] = []
            for try await report in group { reports.append(report) }
            return reports.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func report(_ server: LabServer, _ configuration: ProbeConfiguration) async throws -> Report {
        let scenario = server.scenario
        let identity = try ReferenceIdentity(parsing: scenario.identity, asciiForm: InternationalNames.asciiForm)
        let target = Target(
            text: "\(scenario.identity):\(server.port)", identity: identity, host: "127.0.0.1", port: server.port,
            address: "127.0.0.1")
        let probe = threads.probe(configuration)
        let instant = instant
        let verifier = HostVerifier(
            probe: probe, examiner: examiner, expected: nil, address: nil, defaultPort: server.port, instant: { instant })
        let report = await verifier.verify(target, triedAt: instant)
        let entry = LabEntry(
            name: scenario.name, summary: scenario.summary, expected: scenario.expected.description,
            isMet: scenario.expected.isMet(by: report.outcome))
        return Report(target: report.target, outcome: report.outcome, labEntry: entry, triedAt: report.triedAt)
    }
}
