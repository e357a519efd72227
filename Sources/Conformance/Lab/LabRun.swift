package import Countersigning
import HandshakeProbe
import InternationalNames
package import Lab
import NIOCore
package import ServerIdentity

/// Verifies every server of the lab as `countersign verify` would, and compares with what was expected.
package struct LabRun {
    private let lab: Lab
    private let verifier: Verifier

    /// The lab's peers that say nothing say it at once: a second is enough to see it.
    private static let handshakeLimit = TimeAmount.seconds(1)

    /// Takes a lab that has started; everything is judged as of this instant.
    package init(_ lab: Lab, _ threads: ProbeThreads, _ instant: Instant) throws {
        self.lab = lab
        var options = VerifierOptions()
        options.trust = [.certificates(try lab.rootsDER.map { try CertificateDER($0) }, source: "the lab's roots")]
        options.time = .fixed(instant)
        options.threads = threads
        verifier = try Verifier(options)
    }

    /// One report for each server, in the lab's order.
    package func reports() async throws -> [Report] {
        try await withThrowingTaskGroup(of: (Int, Report).self) { group in
            for (index, server) in lab.servers.enumerated() {
                var connection = ConnectionOptions()
                if case .failure = server.scenario.expected { connection.limits.handshake = Self.handshakeLimit }
                connection.serverName = server.scenario.serverName.map { .name($0) } ?? .none
                let connecting = try verifier.connecting(by: connection)
                group.addTask { (index, try await report(server, connecting)) }
            }
            var reports: [(Int, Report)] = []
            for try await report in group { reports.append(report) }
            return reports.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func report(_ server: LabServer, _ verifier: Verifier) async throws -> Report {
        let scenario = server.scenario
        let identity = try ReferenceIdentity(parsing: scenario.identity, asciiForm: InternationalNames.asciiForm)
        let target = Target(
            text: "\(scenario.identity):\(server.port)", identity: identity, host: "127.0.0.1", port: server.port,
            address: "127.0.0.1")
        return await verifier.verify(target) { outcome in
            LabEntry(
                name: scenario.name, summary: scenario.summary, expected: scenario.expected.description,
                isMet: scenario.expected.isMet(by: outcome))
        }
    }
}
