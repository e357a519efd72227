import Testing
import TestKit

extension EndToEnd {
    @Suite("Servers that others wrote", .needs(.nginx, .gnutlsServ))
    struct RealServersTests {
        struct Row: Sendable, CustomTestStringConvertible {
            let software: ServerSoftware
            let version: TLSVersion
            let algorithm: PKI.Algorithm

            var testDescription: String { "\(software.rawValue), \(version.rawValue), \(algorithm.rawValue)" }

            static let all = ServerSoftware.allCases.flatMap { software in
                TLSVersion.allCases.flatMap { version in
                    PKI.Algorithm.allCases.map { Row(software: software, version: version, algorithm: $0) }
                }
            }
        }

        @Test("good, wrong host, expired, unknown root", arguments: Row.all)
        func verdicts(row: Row) async throws {
            let pki = try PKI.made()
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let servers = try await TLSServers.start(
                row.software, row.version, PKI.Chain.allCases.map { pki.leafAndIssuer($0, row.algorithm) }, files: files)
            defer { servers.stop() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (chain, port) in zip(PKI.Chain.allCases, servers.ports) {
                    group.addTask { try await expect(chain, at: port, row, trusting: pki.root(row.algorithm)) }
                }
                try await group.waitForAll()
            }
        }

        private func expect(_ chain: PKI.Chain, at port: Int, _ row: Row, trusting root: String) async throws {
            let arguments = ["verify", "\(PKI.host){127.0.0.1}:\(port)", "--cafile", root]
            let text = try await Countersign.run(arguments)
            #expect(text.exitCode == chain.exitCode, "\(text.story)")
            for words in chain.words(row.algorithm) { #expect(text.output.contains(words), "\(words) is not in\n\(text.story)") }

            let json = try await Countersign.run(arguments + ["--json"])
            #expect(json.exitCode == chain.exitCode, "\(json.story)")
            let record = try json.record()
            #expect(record["exit_code"].integer == chain.exitCode.map { Int($0) })
            #expect(record["verdict"].text == (chain == .good ? "countersigned" : "refused"), "\(json.story)")
            #expect(record["address"].text == "127.0.0.1")
            #expect(record["tls"]["version"].text == row.version.rawValue)
            #expect(
                record["tls"]["cipher"].text?.hasPrefix(row.version == .tls13 ? "TLS_AES_" : "TLS_ECDHE_\(row.algorithm.rawValue)_")
                    == true, "\(json.story)")
            #expect(record["tls"]["server_name"].text == PKI.host)
            #expect(record["chain"].elements.count == 2)
            #expect(record["chain"][0]["key"].text?.hasPrefix(row.algorithm.rawValue) == true, "\(json.story)")
            #expect(Set(record["findings"].elements.compactMap { $0["id"].text }) == Set(chain.findings), "\(json.story)")
            #expect(
                record["engines"].elements.filter { $0["role"].text == "deciding" }.compactMap { $0["id"].text } == [
                    "gnutls", "swift",
                ])
            #expect(record["agreement"]["class"].text == "agree", "\(json.story)")
        }
    }
}

extension PKI.Chain {
    /// By the table of exit codes in the README.
    fileprivate var exitCode: Int32? {
        switch self {
        case .good: 0
        case .wrongHost: 2
        case .unknownRoot: 3
        case .expired: 4
        }
    }

    fileprivate var findings: [String] {
        switch self {
        case .good: []
        case .wrongHost: ["name_mismatch"]
        case .unknownRoot: ["unknown_issuer"]
        case .expired: ["expired"]
        }
    }

    /// What the answer must name: for a refusal the certificate, by its place and subject, and the rule.
    fileprivate func words(_ algorithm: PKI.Algorithm) -> [String] {
        let subject = "CN=\(rawValue)-\(algorithm.rawValue)"
        switch self {
        case .good: return ["countersigned", subject]
        case .wrongHost:
            return ["certificate 0", subject, "other.e2e.example", PKI.host, "GNUTLS_CERT_UNEXPECTED_OWNER", "RFC 9525 section 6"]
        case .unknownRoot:
            return ["certificate 1", "CN=stranger-\(algorithm.rawValue) intermediate", "GNUTLS_CERT_SIGNER_NOT_FOUND"]
        case .expired: return ["certificate 0", subject, "2021-01-01T00:00:00Z", "GNUTLS_CERT_EXPIRED", "RFC 5280 section 6.1.3"]
        }
    }
}
