package import Countersigning
import CrossCheck
import ServerIdentity

/// One report of each kind, by the name of its snapshot.
package enum Examples {
    package static let names = [
        "countersigned", "countersigned-offline", "wrong-host", "expired", "unknown-root", "partial-wildcard",
        "unexplained",
        "undecided",
        "several-findings", "no-usable-name", "undecodable", "not-tls", "unreachable", "usage", "hostile", "third-opinion",
        "distrust-date", "distrusted-root", "pin-mismatch", "changed-key", "recorded-key", "chain-alone",
        "wants-client-certificate",
    ]

    package static func report(_ name: String) throws -> Report {
        Report(target: target(name), outcome: try outcome(name), triedAt: try Fixture.instant("2026-11-23T20:59:58Z"))
    }

    private static func target(_ name: String) -> String {
        switch name {
        case "countersigned-offline", "chain-alone": "chain.pem"
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
            let openssl = EngineAnswer(engine: Fixture.openssl, scope: Fixture.gnutlsScope, verdict: .refused([expired]))
            return try Fixture.judged(Fixture.answers(gnutls: accepted, swift: swiftAccepted), advisory: [openssl])
        case "chain-alone":
            let answers = Fixture.answers(gnutls: accepted, swift: swiftAccepted).map { answer in
                EngineAnswer(engine: answer.engine, scope: answer.scope.subtracting(.name), verdict: answer.verdict)
            }
            return try Fixture.judged(answers, question: Fixture.question(asked: nil), isOffline: true)
        case "wants-client-certificate":
            let outcome = try Fixture.judged(Fixture.answers(gnutls: accepted, swift: swiftAccepted))
            guard case .judged(var judgement) = outcome else { return outcome }
            var failure = ProbeFailure(
                stage: .handshake, code: .alertReceived, text: "the server refused the handshake with the alert 40",
                address: "192.0.2.1")
            (failure.alert, failure.wantsClientCertificate) = (40, true)
            judgement.handshakeFailure = failure
            return .judged(judgement)
        case "distrust-date", "distrusted-root": return try distrusted(byDate: name == "distrust-date")
        case "pin-mismatch", "changed-key", "recorded-key":
            return try demanded(name, Fixture.answers(gnutls: accepted, swift: swiftAccepted))
        case "wrong-host":
            let question = try Fixture.question(asked: "mail.example.net")
            let mismatch = try Fixture.mismatch("mail.example.net")
            return try Fixture.judged(
                Fixture.answers(gnutls: .refused([mismatch.gnutls]), swift: .refused([mismatch.swift])), question: question)
        case "expired":
            let expired = try Fixture.expired()
            return try Fixture.judged(
                Fixture.answers(gnutls: .refused([expired.gnutls]), swift: .refused([expired.swift])),
                leafEnd: "2026-11-01T00:00:00Z")
        case "unknown-root":
            return try Fixture.judged(Fixture.answers(gnutls: .refused([Fixture.unknownIssuer]), swift: swiftAccepted))
        case "partial-wildcard", "unexplained":
            let names = [PresentedIdentity.dns(Array((name == "unexplained" ? "www.example.org" : "*w.example.org").utf8))]
            let mismatch = try Fixture.mismatch("www.example.org", names)
            return try Fixture.judged(Fixture.answers(gnutls: accepted, swift: .refused([mismatch.swift])), names: names)
        case "undecided":
            return try Fixture.judged(
                Fixture.answers(gnutls: .undecided(reason: "an SRV-ID is not supported"), swift: swiftAccepted))
        case "several-findings":
            let question = try Fixture.question(asked: "192.0.2.9")
            let mismatch = try Fixture.mismatch("192.0.2.9")
            let expired = try Fixture.expired()
            let weak = Finding(
                .other(.weakKey, .keyBelowLevel, detail: "RSA 512"), depth: 1,
                native: Fixture.native("GNUTLS_CERT_INSECURE_ALGORITHM"))
            return try Fixture.judged(
                Fixture.answers(
                    gnutls: .refused([weak, Fixture.unknownIssuer, expired.gnutls]),
                    swift: .refused([expired.swift, mismatch.swift, Fixture.constrained])),
                question: question, leafEnd: "2026-11-01T00:00:00Z")
        case "no-usable-name":
            let question = try Fixture.question(asked: "192.0.2.9")
            let mismatch = try Fixture.mismatch("192.0.2.9")
            let names = [PresentedIdentity.commonName(Array("192.0.2.9".utf8)), .dns(Array("www.example.org".utf8))]
            let noName = Finding(
                .noUsableName(asked: try Fixture.identity("192.0.2.9"), presented: names), depth: 0,
                rule: "RFC 9525 section 6.4")
            return try Fixture.judged(
                Fixture.answers(gnutls: .refused([mismatch.gnutls]), swift: .refused([noName])), question: question)
        case "undecodable":
            let malformed = Finding(
                .other(.malformedCertificate, .undecodableCertificate, detail: "tbsCertificate.validity: no such element"),
                depth: 0,
                rule: "RFC 5280 section 4.1")
            let question = try Fixture.question()
            return .judged(
                Judgement(
                    examination: Examination(
                        question: question,
                        answers: Fixture.answers(gnutls: .refused([malformed]), swift: .refused([malformed]))),
                    observation: nil, facts: [:]))
        case "not-tls": return .failed(Fixture.failure)
        case "unreachable": return .failed(ProbeFailure(stage: .connect, code: .unreachable, text: "Connection refused"))
        case "usage": return .unusable(InputProblem(code: .usage, text: "'host:70000': the port is not between 1 and 65535"))
        default:
            return try hostile()
        }
    }

    private static func distrusted(byDate isByDate: Bool) throws -> Outcome {
        let evidence: Evidence =
            isByDate
            ? .distrustedAfter(
                anchor: "CN=Example Root", date: try Fixture.instant("2025-06-30T23:59:59Z"),
                notBefore: try Fixture.instant("2026-01-01T00:00:00Z"))
            : .distrusted(subject: "CN=Example Root", label: "Example Root, compromised")
        let depth = isByDate ? 0 : nil
        let gnutls = Finding(
            evidence, depth: depth, rule: isByDate ? RootProgramIndex.dateRule : RootProgramIndex.distrustRule,
            origin: .adapter,
            native: NativeDetail(
                code: isByDate ? nil : "GNUTLS_CERT_SIGNER_NOT_FOUND", text: "GnuTLS alone accepts the chain"))
        let swift = Finding(
            evidence, depth: depth, rule: isByDate ? RootProgramIndex.dateRule : RootProgramIndex.distrustRule,
            origin: .anchor, anchor: isByDate ? nil : "CN=Example Root")
        return try Fixture.judged(Fixture.answers(gnutls: .refused([gnutls]), swift: .refused([swift])))
    }

    private static func demanded(_ name: String, _ answers: [EngineAnswer]) throws -> Outcome {
        guard case .judged(var judgement) = try Fixture.judged(answers),
            let old = PublicKeyPin(sha256: [UInt8](repeating: 0x77, count: 32)),
            let found = PublicKeyPin(sha256: [UInt8](repeating: 0x11, count: 32))
        else { return .failed(Fixture.failure) }
        if name == "pin-mismatch" {
            let finding = Finding(
                .other(.pinMismatch, .notPinned, detail: "its key is \(found), not the pinned \(old)"), depth: 0, rule: "--pin",
                origin: .caller)
            judgement.keyDemand = KeyDemand(pins: [old], findings: [finding])
            return .judged(judgement)
        }
        let isChanged = name == "changed-key"
        let facts = try Fixture.facts(0x20, subject: "CN=www.example.org", issuer: "CN=Other CA", until: "2026-10-01T00:00:00Z")
        let entry = FirstUse.Entry(
            line: 3, pin: isChanged ? old : found, firstSeen: try Fixture.instant("2026-09-01T00:00:00Z"), facts: facts)
        let use = FirstUse(
            host: "www.example.org:443", file: "known", outcome: isChanged ? .changed : .recorded, entry: entry)
        let finding = Finding(
            .other(.pinMismatch, .keyChanged, detail: "its key is \(found)"), depth: 0, rule: "--tofu, known:3", origin: .caller)
        judgement.keyDemand = KeyDemand(firstUse: use, findings: isChanged ? [finding] : [])
        return .judged(judgement)
    }

    package struct NotJudged: Error {}

    /// A host that both engines accept, and what became of it in the file of known hosts.
    package static func accepted(_ outcome: FirstUse.Outcome, problem: String? = nil) throws -> Outcome {
        let answers = Fixture.answers(gnutls: .accepted(path: []), swift: .accepted(path: []))
        guard case .judged(var judgement) = try Fixture.judged(answers) else { throw NotJudged() }
        judgement.keyDemand = KeyDemand(
            firstUse: FirstUse(host: "a:443", file: "known", outcome: outcome, entry: nil, problem: problem))
        return .judged(judgement)
    }

    /// Escape codes, line breaks, bars and look-alikes wherever a peer's octets reach.
    private static func hostile() throws -> Outcome {
        let evil = Array("\u{1B}]0;x\u{07}|\r\nOK - фake\u{202E}".utf8)
        let names = [PresentedIdentity.dns(evil), .uri(evil), .dns([0x61, 0x00, 0xFF])]
        let mismatch = try Fixture.mismatch("www.example.org", names)
        let other = Finding(
            .other(.profileViolation, .libraryCode, detail: "\u{1B}[31m|\nOK"), depth: 0,
            native: NativeDetail(code: "X\n|", text: "\u{1B}"))
        return try Fixture.judged(
            Fixture.answers(gnutls: .refused([mismatch.gnutls, other]), swift: .refused([mismatch.swift])),
            leafSubject: "CN=a|\n\u{1B}b",
            names: names)
    }
}
