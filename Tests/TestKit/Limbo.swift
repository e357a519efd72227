package import Foundation
package import ServerIdentity

/// The suite x509-limbo, as far as an engine needs it.
package enum Limbo {
    /// Where the corpora are; nil if nobody said.
    package static var directory: String? { Corpus.directory }

    /// One case.
    package struct Case: Decodable, Sendable {
        private struct PeerName: Decodable, Sendable {
            let kind: String
            let value: String
        }

        /// `namespace::case`.
        package let id: String
        private let validation_kind: String
        private let trusted_certs: [String]
        private let untrusted_intermediates: [String]
        private let peer_certificate: String
        private let validation_time: String?
        /// `SUCCESS` or `FAILURE`.
        package let expected_result: String
        private let expected_peer_name: PeerName?
        private let max_chain_depth: Int?
        private let crls: [String]?

        /// Whether a server is to be verified.
        package var isServerCase: Bool { validation_kind == "SERVER" }
    }

    private struct File: Decodable { let testcases: [Case] }

    /// The cases of the suite in the corpora.
    package static func cases() throws -> [Case] {
        try JSONDecoder().decode(File.self, from: Corpus.unpacked("x509-limbo.json.xz")).testcases
    }
}

/// The files of the corpora.
package enum Corpus {
    /// Where they are; nil if nobody said.
    package static let directory = ProcessInfo.processInfo.environment["COUNTERSIGN_CORPORA"].flatMap { $0.isEmpty ? nil : $0 }

    /// A file, unpacked by xz.
    package static func unpacked(_ name: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/xz")
        process.arguments = ["-dc", (directory ?? ".") + "/" + name]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let json = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return json
    }
}

extension Limbo.Case {
    /// The suite's own time, or the one at which it was generated.
    private var instant: Instant? { Instant(rfc3339: validation_time ?? "2026-11-23T00:00:00Z") }

    /// The suite's contradictory pairs: cases of `webpki` are judged by that preset, all others by `rfc5280`.
    package var suitePolicy: Policy { id.hasPrefix("webpki::") ? .webpki : .rfc5280 }

    /// Whether the engine accepts, and if not, why.
    package func judged(by engine: some ChainEngine, policy: Policy) throws -> (accepted: Bool, why: String) {
        var policy = policy
        policy.maximumIntermediates = max_chain_depth
        guard let instant else { return (false, "the time can't be read") }
        let anchors = try TrustAnchorSet(trusted_certs.map { TrustAnchor(try CertificateDER(Self.octets($0))) }, source: id)
        let chain = try CertificateChain(([peer_certificate] + untrusted_intermediates).map { try CertificateDER(Self.octets($0)) })
        let lists = (crls ?? []).map { CRLDER(Self.octets($0)) }
        let subject = ChainQuestion(
            chain: chain, policy: policy, anchors: anchors,
            revocation: RevocationEvidence(crls: lists.isEmpty ? .none : CRLSet(lists, source: id)))
        let judged = engine.judge(subject, at: instant)
        let answer =
            try expected_peer_name.map { judged.answer(for: try ReferenceIdentity(parsing: $0.value, asciiForm: { .success($0) })) }
            ?? judged.answerWithoutName()
        // An engine that could not use the CRLs has not said that nothing was revoked.
        let isJudged = lists.isEmpty || answer.scope.contains(.revocation)
        return (
            answer.verdict.isAccepted && isJudged,
            answer.verdict.findings.map { "\($0.native?.code ?? $0.id.rawValue)" }.joined(separator: " ")
        )
    }

    private static func octets(_ pem: String) -> [UInt8] {
        let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        return Data(base64Encoded: lines.joined()).map { [UInt8]($0) } ?? []
    }
}
