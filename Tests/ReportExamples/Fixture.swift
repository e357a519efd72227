package import Countersigning
import CrossCheck
package import ServerIdentity

/// Reports of every kind, made of plain values: no engine runs here.
package enum Fixture {
    package static let swiftScope: Scope = [.name, .validity, .form]
    package static let gnutlsScope: Scope = [.name, .validity, .form, .path, .signatures, .usage]
    package static let gnutls = EngineIdentity(id: "gnutls", version: "3.7.9", packageVersion: "3.7.9-2+deb12u7")
    package static let swift = EngineIdentity(id: "swift", version: "1.0.0")
    package static let openssl = EngineIdentity(id: "openssl", version: "3.0.22", packageVersion: "3.0.22-1~deb12u2")

    package static func instant(_ text: String) throws -> Instant { try InstantText(text).instant }

    private struct InstantText {
        struct Invalid: Error {}
        let instant: Instant

        init(_ text: String) throws {
            guard let instant = Instant(rfc3339: text) else { throw Invalid() }
            self.instant = instant
        }
    }

    package static let leaf: UInt8 = 1
    package static let intermediate: UInt8 = 2
    package static let root: UInt8 = 3

    package static func certificate(_ octet: UInt8) throws -> CertificateDER { try CertificateDER([octet]) }

    package static func facts(
        _ octet: UInt8, subject: String, issuer: String, until end: String, names: [PresentedIdentity] = []
    ) throws -> CertificateFacts {
        CertificateFacts(
            subject: subject, issuer: issuer, serial: "00" + hexadecimal(octet),
            validity: ValidityPeriod(notBefore: try instant("2026-01-01T00:00:00Z"), notAfter: try instant(end)), names: names,
            key: "ECDSA P-256", signatureAlgorithm: "ECDSA-SHA256", sha256: [UInt8](repeating: octet, count: 32),
            spkiSHA256: [UInt8](repeating: octet + 0x10, count: 32))
    }

    package static let names: [PresentedIdentity] = [
        .dns(Array("www.example.org".utf8)), .dns(Array("*.api.example.org".utf8)), .ip([192, 0, 2, 1]),
        .uri(Array("https://example.org/".utf8)), .srv(Array("_imaps.example.org".utf8)), .email(Array("a@example.org".utf8)),
        .directoryName("CN=dir"), .other("1.2.3.4"), .ip([1, 2, 3, 4, 5]),
    ]

    package static func identity(_ asked: String) throws -> ReferenceIdentity {
        try ReferenceIdentity(parsing: asked) { .failure(ReferenceIdentityError($0, "ASCII only")) }
    }

    /// - Parameter asked: nil for a question about the chain alone.
    package static func question(asked: String? = "www.example.org", policy: Policy = .default) throws -> Question {
        let anchors = try TrustAnchorSet([TrustAnchor(certificate(root))], source: "file roots.pem")
        return Question(
            chain: try CertificateChain([certificate(leaf), certificate(intermediate)]),
            identity: try asked.map(identity), policy: policy, anchors: anchors, instant: try instant("2026-11-23T21:00:00Z"))
    }

    package static func observation(_ question: Question) throws -> Observation {
        var timings = StageTimings()
        timings.resolve = 1_200
        timings.connect = 345
        timings.handshake = 12_345
        timings.verify = 999
        return Observation(
            address: "192.0.2.1", observedAt: try instant("2026-11-23T21:00:00Z"),
            tls: TLSFacts(
                version: "TLS1.3", cipher: "TLS_AES_256_GCM_SHA384", group: "X25519", signature: "ECDSA-SECP256R1-SHA256",
                alpn: "h2",
                serverName: "www.example.org"),
            chain: question.chain, stapledOCSP: nil, timings: timings)
    }

    package static let trace = [
        VerificationStep(depth: 1, subject: "CN=Example Intermediate", issuer: "CN=Example Root", codes: []),
        VerificationStep(depth: 0, subject: "CN=www.example.org", issuer: "CN=Example Intermediate", codes: []),
    ]

    package static func path() throws -> [CertificateDER] { try [leaf, intermediate, root].map(certificate) }

    package static func judged(
        _ answers: [EngineAnswer], advisory: [EngineAnswer] = [], question: Question? = nil, isOffline: Bool = false,
        leafSubject: String = "CN=www.example.org",
        leafEnd: String = "2027-02-01T00:00:00Z", names: [PresentedIdentity] = names
    ) throws -> Outcome {
        let question = try question ?? Self.question()
        let sentEnd = try instant(leafEnd)
        let isAccepted = answers.contains(where: \.verdict.isAccepted)
        return .judged(
            Judgement(
                examination: Examination(question: question, answers: answers, advisory: advisory),
                observation: isOffline ? nil : try observation(question),
                facts: [
                    try certificate(leaf): try facts(
                        leaf, subject: leafSubject, issuer: "CN=Example Intermediate", until: leafEnd, names: names),
                    try certificate(intermediate): try facts(
                        intermediate, subject: "CN=Example Intermediate", issuer: "CN=Example Root", until: "2031-01-01T00:00:00Z"),
                    try certificate(root): try facts(
                        root, subject: "CN=Example Root", issuer: "CN=Example Root", until: "9999-12-31T23:59:59Z"),
                ],
                anchorsSHA256: [UInt8](repeating: 0xAB, count: 32), sentExpiry: Judgement.SentExpiry(depth: 0, instant: sentEnd),
                pathExpiry: isAccepted ? sentEnd : nil))
    }

    package static func answers(gnutls first: Verdict, swift second: Verdict, notes: [Finding] = []) -> [EngineAnswer] {
        var remembered = EngineAnswer(engine: gnutls, scope: gnutlsScope, verdict: first, trace: trace)
        remembered.memo = .hit
        return [remembered, EngineAnswer(engine: swift, scope: swiftScope, verdict: second, notes: notes)]
    }

    package static func native(_ code: String) -> NativeDetail { NativeDetail(code: code, text: "text of \(code)") }

    package static func mismatch(_ asked: String, _ names: [PresentedIdentity] = names) throws -> (gnutls: Finding, swift: Finding)
    {
        let identity = try identity(asked)
        return (
            Finding(
                .other(.nameMismatch, .otherNames, detail: "GnuTLS finds no name in the certificate that matches \(identity)"),
                depth: 0,
                native: native("GNUTLS_CERT_UNEXPECTED_OWNER")),
            Finding(.nameMismatch(asked: identity, presented: names), depth: 0, rule: "RFC 9525 section 6.3")
        )
    }

    package static func expired() throws -> (gnutls: Finding, swift: Finding) {
        let now = try instant("2026-11-23T21:00:00Z")
        return (
            Finding(.expired(at: now, notAfter: nil), depth: nil, native: native("GNUTLS_CERT_EXPIRED")),
            Finding(
                .expired(at: now, notAfter: try instant("2026-11-01T00:00:00Z")), depth: 0, rule: "RFC 5280 section 6.1.3 (a)(2)")
        )
    }

    package static let constrained = Finding(
        .nameConstraint(
            NameConstraintBreach(name: "dNSName '*.example.org'", place: .partlyExcluded, issuer: "CN=Example CA")), depth: 0,
        rule: "RFC 5280 section 4.2.1.10")
    package static let unknownIssuer = Finding(
        .unknownIssuer(subject: "CN=Example Intermediate", issuer: "CN=Example Root"), depth: 1,
        native: native("GNUTLS_CERT_SIGNER_NOT_FOUND"))

    package static let failure = ProbeFailure(
        stage: .handshake, code: .notTLS, text: "the first octets are 'HTTP/1.1 400 Bad Request'", address: "192.0.2.1")
}
