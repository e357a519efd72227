import Foundation
import GnuTLS
import Lab
import NIOCore
import NIOPosix
import Testing

/// 2027-01-15T08:00:00Z.
private let instant: Int64 = 1_800_000_000
private let group = MultiThreadedEventLoopGroup.singleton

@Suite("Lab", .serialized)
struct LabTests {
    private func withLab(_ body: (Lab) async throws -> Void) async throws {
        let lab = try await Lab.start(instant: instant, on: group)
        do { try await body(lab) } catch {
            await lab.stop()
            throw error
        }
        await lab.stop()
    }

    @Test func `each server does what its row says, by GnuTLS's judgement`() async throws {
        try await withLab { lab in
            let trustList = try TrustList(anchors: lab.rootsDER)
            #expect(lab.servers.map(\.scenario.name) == LabScenario.all.map(\.name))
            try await withThrowingTaskGroup(of: (LabScenario, LabClient.Outcome).self) { tasks in
                for server in lab.servers {
                    let scenario = server.scenario
                    let patience = TimeAmount.seconds(scenario.expected == .failure(code: "timeout") ? 1 : 20)
                    tasks.addTask {
                        (
                            scenario,
                            try await LabClient.dial(server.port, serverName: scenario.serverName, on: group, patience: patience)
                        )
                    }
                }
                for try await (scenario, outcome) in tasks { try judge(scenario, outcome, trustList) }
            }
        }
    }

    private func judge(_ scenario: LabScenario, _ outcome: LabClient.Outcome, _ trustList: TrustList) throws {
        let name = Comment(rawValue: scenario.name)
        if case .failure(let code) = scenario.expected {
            #expect(Self.codes(of: outcome).contains(code), "\(name): \(outcome)")
            return
        }
        guard case .presented(let chain, let version, let answer) = outcome else {
            Issue.record("\(name): \(outcome)")
            return
        }
        #expect(version == (scenario.name == "tls12-only" ? "TLS1.2" : "TLS1.3"), name)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\nCountersign lab.\n"), name)
        let verification = try trustList.verify(chain: chain, for: Self.peerName(scenario), at: instant)
        switch scenario.expected {
        case .accepted, .knownDifference: #expect(verification.isTrusted, "\(name): \(verification.status.names)")
        case .refused(let finding):
            let bits = try #require(Self.bits[finding], name)
            #expect(verification.status.contains(bits), "\(name): \(verification.status.names)")
        case .failure: break
        }
        expectPresentedAsWritten(scenario, chain, verification)
    }

    /// Nothing between the row and the client sorts certificates or drops them.
    private func expectPresentedAsWritten(_ scenario: LabScenario, _ chain: [[UInt8]], _ verification: Verification) {
        let name = Comment(rawValue: scenario.name)
        #expect(chain.count == Self.presentedCounts[scenario.name, default: 2], name)
        if scenario.name == "wrong-order" {
            #expect(Array(verification.path.dropFirst().prefix(2)) == chain.dropFirst().reversed(), "the leaf's issuer comes last")
        }
    }

    /// Rows that present another number of certificates than leaf and intermediate.
    private static let presentedCounts = [
        "self-signed": 1, "missing-intermediate": 1, "long-chain": 6, "wrong-order": 3, "extra-certificates": 5,
        "expired-unused-extra": 3, "leaf-as-ca": 3,
    ]

    private static let bits: [String: CertificateStatus] = [
        "expired": .expired, "not_yet_valid": .notActivated, "name_mismatch": .unexpectedOwner, "no_usable_name": .unexpectedOwner,
        "self_signed": .signerNotFound, "unknown_issuer": .signerNotFound, "not_a_ca": .signerNotCA,
        "purpose_mismatch": .purposeMismatch, "weak_key": .insecureAlgorithm, "bad_signature": .signatureFailure,
        "name_constraint_violation": .signerConstraintsFailure,
    ]

    private static func peerName(_ scenario: LabScenario) -> PeerName? {
        if scenario.identity.contains(":") { return nil }  // SRV-ID and URI-ID: GnuTLS can't compare them
        if scenario.identity == "127.0.0.1" { return .address([127, 0, 0, 1]) }
        return scenario.serverName.map { .host($0) }
    }

    /// The words of the record that fit what this client met.
    private static func codes(of outcome: LabClient.Outcome) -> [String] {
        switch outcome {
        case .presented: []
        case .timeout: ["timeout"]
        case .ended(let isReset): isReset ? ["reset"] : ["closed_early"]
        case .failed("GNUTLS_E_FATAL_ALERT_RECEIVED"): ["alert_received"]
        case .failed("GNUTLS_E_HANDSHAKE_TOO_LARGE"): ["limit_exceeded"]
        case .failed("GNUTLS_E_UNEXPECTED_PACKET_LENGTH"), .failed("GNUTLS_E_UNSUPPORTED_VERSION_PACKET"),
            .failed("GNUTLS_E_RECORD_OVERFLOW"), .failed("GNUTLS_E_UNEXPECTED_PACKET"):
            ["not_tls"]
        case .failed: []
        }
    }

    @Test func `a stopped lab has closed its ports and its connections`() async throws {
        let lab = try await Lab.start(instant: instant, on: group)
        let stalls = try #require(lab.servers.first { $0.scenario.name == "stalls" })
        async let outcome = LabClient.dial(stalls.port, serverName: nil, on: group, patience: .seconds(30))
        try await Task.sleep(for: .milliseconds(200))  // the connection must be there before it can be closed
        await lab.stop()
        #expect(try await outcome == .ended(isReset: false))
        await #expect(throws: (any Error).self) {
            try await LabClient.dial(stalls.port, serverName: nil, on: group)
        }
    }

    @Test func `two starts share nothing`() async throws {
        try await withLab { first in
            try await withLab { second in
                #expect(Set(first.rootsDER).isDisjoint(with: second.rootsDER))
                #expect(Set(first.servers.map(\.port)).isDisjoint(with: second.servers.map(\.port)))
            }
        }
    }

    @Test(.enabled(if: Tool.exists("openssl"), "needs openssl"))
    func `openssl accepts the good chains and refuses the others for its own reasons`() async throws {
        try await withLab { lab in
            // X509_V_ERR numbers of openssl-verification-options(1).
            let rows: [(name: String, says: String)] = [
                ("good-rsa", "Verify return code: 0 (ok)"), ("good-ecdsa", "Verify return code: 0 (ok)"),
                ("good-ed25519", "Verify return code: 0 (ok)"), ("tls12-only", "Verify return code: 0 (ok)"),
                ("long-chain", "Verify return code: 0 (ok)"), ("wrong-order", "Verify return code: 0 (ok)"),
                ("extra-certificates", "Verify return code: 0 (ok)"), ("expired-unused-extra", "Verify return code: 0 (ok)"),
                ("expired-leaf", "Verify return code: 10 "), ("expired-intermediate", "Verify return code: 10 "),
                ("not-yet-valid", "Verify return code: 9 "), ("wrong-host", "Verify return code: 62 "),
                ("nul-in-name", "Verify return code: 62 "), ("self-signed", "Verify return code: 18 "),
                ("unknown-root", "Verify return code: "), ("missing-intermediate", "Verify return code: "),
            ]
            let roots = try Tool.temporaryFile(lab.rootsPEM)
            defer { Tool.remove(roots) }
            for (name, says) in rows {
                let server = try #require(lab.servers.first { $0.scenario.name == name })
                let host = server.scenario.identity
                let output = try await Tool.run(
                    "openssl", "s_client", "-connect", "127.0.0.1:\(server.port)", "-servername", host, "-verify_hostname", host,
                    "-CAfile",
                    roots, "-attime", String(instant))
                let text = output.text
                #expect(text.contains(says), "\(name): \(text.split(separator: "\n").filter { $0.contains("erif") })")
                if says.hasSuffix(": ") { #expect(!text.contains("Verify return code: 0 (ok)"), "\(name)") }
            }
        }
    }

    @Test(.enabled(if: Tool.exists("curl"), "needs curl"))
    func `curl fetches a page`() async throws {
        // curl knows no other time than now.
        let lab = try await Lab.start(instant: Int64(Date().timeIntervalSince1970), on: group)
        let roots = try Tool.temporaryFile(lab.rootsPEM)
        let server = try #require(lab.servers.first { $0.scenario.name == "good-rsa" })
        let host = server.scenario.identity
        let output = try await Tool.run(
            "curl", "--silent", "--show-error", "--max-time", "20", "--cacert", roots, "--resolve",
            "\(host):\(server.port):127.0.0.1",
            "https://\(host):\(server.port)/")
        #expect(output.status == 0 && output.text == "Countersign lab.\n", "\(output)")
        Tool.remove(roots)
        await lab.stop()
    }

    @Test(.enabled(if: Tool.exists("gnutls-cli"), "needs gnutls-cli"))
    func `gnutls-cli accepts a good server and refuses a wrong host`() async throws {
        // gnutls-cli 3.7 knows no other time than now.
        let lab = try await Lab.start(instant: Int64(Date().timeIntervalSince1970), on: group)
        let roots = try Tool.temporaryFile(lab.rootsPEM)
        for (name, status) in [("good-ecdsa", Int32(0)), ("wrong-host", 1)] {
            let server = try #require(lab.servers.first { $0.scenario.name == name })
            let host = server.scenario.identity
            let output = try await Tool.run(
                "gnutls-cli", "--x509cafile", roots, "--sni-hostname", host, "--verify-hostname", host, "--port",
                String(server.port),
                "127.0.0.1")
            #expect(output.status == status, "\(name): \(output)")
        }
        Tool.remove(roots)
        await lab.stop()
    }
}
