import CrossCheck
import ServerIdentity

/// An engine that says what it was told to say.
struct FakeEngine: VerificationEngine {
    let identity: EngineIdentity
    let scope: Scope
    let verdict: Verdict
    var notes: [Finding] = []

    init(_ id: String, _ scope: Scope, _ verdict: Verdict, notes: [Finding] = []) {
        identity = EngineIdentity(id: id, version: "1")
        self.scope = scope
        self.verdict = verdict
        self.notes = notes
    }

    func examine(_ question: Question) -> EngineAnswer {
        EngineAnswer(engine: identity, scope: scope, verdict: verdict, notes: notes)
    }
}

/// Octets that stand for certificates: nothing here decodes them.
enum Fixture {
    static let swiftScope: Scope = [.name, .validity, .form]
    static let gnutlsScope: Scope = [.name, .validity, .form, .path, .signatures, .usage]

    static func certificate(_ octet: UInt8) throws -> CertificateDER { try CertificateDER([octet]) }

    static func question(
        policy: Policy = .default, asked: String = "www.example.com", chain: [UInt8] = [0, 1, 2]
    ) throws -> Question {
        Question(
            chain: try CertificateChain(chain.map(certificate)), identity: .dns(try DNSName(parsing: asked)), policy: policy,
            anchors: try TrustAnchorSet([TrustAnchor(certificate(9))], source: "test"), instant: instant)
    }

    static let instant = Instant.epoch

    static func mismatch(asked: String = "www.example.com", presented: [PresentedIdentity]) throws -> Finding {
        Finding(.nameMismatch(asked: .dns(try DNSName(parsing: asked)), presented: presented), depth: 0)
    }

    static func unknownIssuer(depth: Int? = 0) -> Finding { Finding(.unknownIssuer(subject: "CN=a", issuer: "CN=b"), depth: depth) }

    static func expired(depth: Int?, at instant: Instant = instant) -> Finding {
        Finding(.expired(at: instant, notAfter: nil), depth: depth)
    }
}

/// A library that says one thing of a path alone, and another of whatever else is presented.
struct PathEngine: VerificationEngine {
    let presented: Verdict
    let alone: Verdict
    let path: [CertificateDER]

    var identity: EngineIdentity { EngineIdentity(id: "gnutls", version: "1") }
    var scope: Scope { Fixture.gnutlsScope }

    func examine(_ question: Question) -> EngineAnswer {
        let isAlone = question.chain.certificates == path
        return EngineAnswer(engine: identity, scope: scope, verdict: isAlone ? alone : presented)
    }
}
