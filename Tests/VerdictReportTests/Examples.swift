import CrossCheck
import ServerIdentity
import VerdictReport

/// One report of each kind, by the name of its snapshot.
enum Examples {
    static let names = [
        "countersigned", "countersigned-offline", "wrong-host", "expired", "unknown-root", "partial-wildcard",
        "unexplained",
        "undecided",
        "several-findings", "no-usable-name", "undecodable", "not-tls", "unreachable", "usage", "hostile", "third-opinion",
    ]

    static func report(_ name: String) throws -> Report {
        Report(target: target(name), outcome: try outcome(name), triedAt: try Fixture.instant("2026-11-23T20:59:58Z"))
    }

    private static func target(_ name: String) -> String {
        switch name {
        case "countersigned-offline": "chain.pem"
        case "hostile": "evil|\u{1B}[2J.example\n:443"
        case "usage": "host:70000"
        default: "www.example.org:443"
        }
    }

    private static func outcome(_ name: String) throws -> Outcome {
        let accepted = Verdict.accepted(path: try Fixture.path())
        let swiftAccepted = Verdict.accepted(path: Array(try Fixture.path().dropLast()))
        switch name {
        case "countersigned", "countersigned-offline":
            let note = Finding(
                .expired(at: try Fixture.instant("2026-11-23T21:00:00Z"), notAfter: try Fixture.instant("2025-01-01T00:00:00Z")),
                depth: 1)
            let answers = Fixture.answers(gnutls: accepted, swift: swiftAccepted, notes: name == "countersigned" ? [note] : [])
            return try Fixture.judged(answers, isOffline: name != "countersigned")
        case "third-opinion":
            let expired = Finding(
                .expired(at: try Fixture.instant("2026-11-23T21:00:00Z"), notAfter: try Fixture.instant("2026-11-23T20:59:59Z")),
                depth: 0, native: Fixture.native("X509_V_ERR_CERT_HAS_EXPIRED"))
            let openssl = EngineAnswer(engine: Fixture.openssl, scope: Fixture.gnutlsScope, verdict: .rejected([expired]))
            return try Fixture.judged(Fixture.answers(gnutls: accepted, swift: swiftAccepted), advisory: [openssl])
        case "wrong-host":
            let question = try Fixture.question(asked: "mail.example.net")
            let mismatch = try Fixture.mismatch("mail.example.net")
            return try Fixture.judged(
                Fixture.answers(gnutls: .rejected([mismatch.gnutls]), swift: .rejected([mismatch.swift])), question: question)
        case "expired":
            let expired = try Fixture.expired()
            return try Fixture.judged(
                Fixture.answers(gnutls: .rejected([expired.gnutls]), swift: .rejected([expired.swift])),
                leafEnd: "2026-11-01T00:00:00Z")
        case "unknown-root":
            return try Fixture.judged(Fixture.answers(gnutls: .rejected([Fixture.unknownIssuer]), swift: swiftAccepted))
        case "partial-wildcard", "unexplained":
            let names = [PresentedIdentity.dns(Array((name == "unexplained" ? "www.example.org" : "*w.example.org").utf8))]
            let mismatch = try Fixture.mismatch("www.example.org", names)
            return try Fixture.judged(Fixture.answers(gnutls: accepted, swift: .rejected([mismatch.swift])), names: names)
        case "undecided":
            return try Fixture.judged(
                Fixture.answers(gnutls: .undecided(reason: "an SRV-ID is not supported"), swift: swiftAccepted))
        case "several-findings":
            let question = try Fixture.question(asked: "192.0.2.9")
            let mismatch = try Fixture.mismatch("192.0.2.9")
            let expired = try Fixture.expired()
            let weak = Finding(
                .other(.weakKey, detail: "RSA 512"), depth: 1, native: Fixture.native("GNUTLS_CERT_INSECURE_ALGORITHM"))
            return try Fixture.judged(
                Fixture.answers(
                    gnutls: .rejected([weak, Fixture.unknownIssuer, expired.gnutls]),
                    swift: .rejected([expired.swift, mismatch.swift, Fixture.constrained])),
                question: question, leafEnd: "2026-11-01T00:00:00Z")
        case "no-usable-name":
            let question = try Fixture.question(asked: "192.0.2.9")
            let mismatch = try Fixture.mismatch("192.0.2.9")
            let names = [PresentedIdentity.commonName(Array("192.0.2.9".utf8)), .dns(Array("www.example.org".utf8))]
            let noName = Finding(.noUsableName(asked: question.identity, presented: names), depth: 0, rule: "RFC 9525 section 6.4")
            return try Fixture.judged(
                Fixture.answers(gnutls: .rejected([mismatch.gnutls]), swift: .rejected([noName])), question: question)
        case "undecodable":
            let malformed = Finding(
                .other(.malformedCertificate, detail: "tbsCertificate.validity: no such element"), depth: 0,
                rule: "RFC 5280 section 4.1")
            let question = try Fixture.question()
            return .judged(
                Judgement(
                    examination: Examination(
                        question: question,
                        answers: Fixture.answers(gnutls: .rejected([malformed]), swift: .rejected([malformed]))),
                    observation: nil, facts: [:]))
        case "not-tls": return .failed(Fixture.failure)
        case "unreachable": return .failed(ProbeFailure(stage: .connect, code: .unreachable, text: "Connection refused"))
        case "usage": return .unusable(InputProblem(code: .usage, text: "'host:70000': the port is not between 1 and 65535"))
        default:
            return try hostile()
        }
    }

    /// Escape codes, line breaks, bars and look-alikes wherever a peer's octets reach.
    private static func hostile() throws -> Outcome {
        let evil = Array("\u{1B}]0;x\u{07}|\r\nOK - фake\u{202E}".utf8)
        let names = [PresentedIdentity.dns(evil), .uri(evil), .dns([0x61, 0x00, 0xFF])]
        let mismatch = try Fixture.mismatch("www.example.org", names)
        let other = Finding(
            .other(.profileViolation, detail: "\u{1B}[31m|\nOK"), depth: 0, native: NativeDetail(code: "X\n|", text: "\u{1B}"))
        return try Fixture.judged(
            Fixture.answers(gnutls: .rejected([mismatch.gnutls, other]), swift: .rejected([mismatch.swift])),
            leafSubject: "CN=a|\n\u{1B}b",
            names: names)
    }
}
