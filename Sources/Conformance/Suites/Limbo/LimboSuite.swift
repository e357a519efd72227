public import ServerIdentity
import TrustAnchors

/// x509-limbo (C2SP/x509-limbo): path validation cases with a name, a time and an expected result; and cases of other
/// projects in its format.
public struct LimboSuite: Sendable {
    private let policy: Policy?
    private let now: Instant
    private let asciiForm: ASCIIForm

    /// Says how cases are asked.
    ///
    /// - Parameters:
    ///   - policy: by which policy; nil for the one that each case has in mind.
    ///   - now: the time of cases that name none.
    ///   - asciiForm: how names beyond ASCII are read.
    public init(policy: Policy? = nil, now: Instant, asciiForm: @escaping ASCIIForm) {
        self.policy = policy
        self.now = now
        self.asciiForm = asciiForm
    }

    /// The policy that a case has in mind: the preset that it names. Else, of x509-limbo, `webpki` for the namespace of
    /// that name and `rfc5280` for all others, for it has pairs of cases that contradict each other on purpose; of
    /// other projects, which say where they come from, `default`.
    private static func ownPolicy(of limbo: LimboCase) throws(FieldProblem) -> Policy {
        guard let name = limbo.policy else {
            if limbo.isOfAnotherProject { return .default }
            return limbo.id.hasPrefix("webpki::") ? .webpki : .rfc5280
        }
        guard let preset = Policy.presets.first(where: { $0.preset == name }) else {
            let known = Policy.presets.map(\.preset).joined(separator: ", ")
            throw FieldProblem("policy", "no preset is called \(EscapedText(name)); there are \(known)")
        }
        return preset
    }

    /// The namespace that a case is counted under; BetterTLS has two large ones.
    public static func group(of id: String) -> String {
        let parts = id.split(separator: ":").map(String.init)
        return parts.first == "bettertls" ? parts.prefix(2).joined(separator: "::") : parts.first ?? id
    }

    /// Reads one case. Never fails: a damaged case says so.
    public func suiteCase(_ part: SuitePart) -> SuiteCase {
        part.read(LimboCase.self, damagedGroup: Self.group) { limbo throws(FieldProblem) in
            SuiteCase(
                id: limbo.id, group: Self.group(of: limbo.id), isAcceptanceExpected: limbo.expected == .success,
                task: try task(of: limbo))
        }
    }

    private func task(of limbo: LimboCase) throws(FieldProblem) -> SuiteCase.Task {
        if let reason = Self.reasonToSkip(limbo) { return .skip(reason: reason) }
        var policy = if let policy { policy } else { try Self.ownPolicy(of: limbo) }
        policy.purpose = limbo.kind == .client ? .clientAuthentication : .serverAuthentication
        if let limit = limbo.maximumDepth {
            if limit < 0 { throw FieldProblem("max_chain_depth", "it is negative") }
            policy.maximumIntermediates = limit
        }
        let subject = ChainQuestion(
            chain: try chain(of: limbo), policy: policy, anchors: try anchors(of: limbo),
            revocation: RevocationEvidence(crls: try crls(of: limbo)))
        let identity: ReferenceIdentity?
        do throws(ReferenceIdentityError) { identity = try limbo.name.map(parse) } catch {
            return .refuse(reason: error.description)
        }
        return .ask(SuiteQuestion(subject: subject, identity: identity, instant: try instant(of: limbo)))
    }

    /// Why a case can't be put to an engine that verifies TLS peers by one name.
    private static func reasonToSkip(_ limbo: LimboCase) -> String? {
        if let name = limbo.name, name.kind != "DNS", name.kind != "IP" {
            return "a name of the kind \(EscapedText(name.kind)) can't be asked for"
        }
        if let name = limbo.names?.first {
            return "a client that may have one of several names (\(EscapedText(name.kind))) can't be asked for"
        }
        let purpose = limbo.kind == .client ? "clientAuth" : "serverAuth"
        if let usage = limbo.extendedKeyUsage?.first(where: { $0 != purpose }) {
            return "the extended key usage \(EscapedText(usage)) can't be asked for"
        }
        // What a TLS leaf signs its handshake with, and so no more than any verifier of TLS peers asks.
        if let usage = limbo.keyUsage?.first(where: { $0 != "digitalSignature" }) {
            return "the key usage \(EscapedText(usage)) can't be asked for"
        }
        return nil
    }

    private func parse(_ name: LimboCase.Name) throws(ReferenceIdentityError) -> ReferenceIdentity {
        try ReferenceIdentity(parsing: (name.kind == "IP" ? "ip:" : "dns:") + name.value, asciiForm: asciiForm)
    }

    private func instant(of limbo: LimboCase) throws(FieldProblem) -> Instant {
        guard let text = limbo.time else { return now }
        guard let instant = Instant(rfc3339: text) else { throw FieldProblem("validation_time", "it is no time of RFC 3339") }
        return instant
    }

    private func chain(of limbo: LimboCase) throws(FieldProblem) -> CertificateChain {
        var certificates = [try Self.certificate(limbo.peer, "peer_certificate")]
        for (index, text) in limbo.intermediates.enumerated() {
            certificates.append(try Self.certificate(text, "untrusted_intermediates.\(index)"))
        }
        do throws(CertificateChainError) { return try CertificateChain(certificates) } catch {
            throw FieldProblem("untrusted_intermediates", error.description)
        }
    }

    private func anchors(of limbo: LimboCase) throws(FieldProblem) -> TrustAnchorSet {
        var anchors: [TrustAnchor] = []
        for (index, text) in limbo.trusted.enumerated() {
            let field = "trusted_certs.\(index)"
            anchors.append(TrustAnchor(try Self.certificate(text, field), origin: field))
        }
        do throws(EmptyTrustAnchorSet) { return try TrustAnchorSet(anchors, source: limbo.id) } catch {
            throw FieldProblem("trusted_certs", "there is none")
        }
    }

    private func crls(of limbo: LimboCase) throws(FieldProblem) -> CRLSet {
        guard let texts = limbo.crls, !texts.isEmpty else { return .none }
        var lists: [CRLDER] = []
        for (index, text) in texts.enumerated() {
            lists.append(try Self.list(text, "crls.\(index)"))
        }
        return CRLSet(lists, source: limbo.id)
    }

    private static func certificate(_ text: String, _ field: String) throws(FieldProblem) -> CertificateDER {
        let bundle = PEMBundle(Array(text.utf8))
        if let problem = bundle.problems.first { throw FieldProblem(field, "line \(problem.line): \(problem.reason)") }
        guard let block = bundle.certificates.first, bundle.certificates.count == 1 else {
            throw FieldProblem(field, "it holds \(bundle.certificates.count) certificates instead of one")
        }
        return block.der
    }

    private static func list(_ text: String, _ field: String) throws(FieldProblem) -> CRLDER {
        let bundle = CRLBundle(Array(text.utf8), file: field)
        if let problem = bundle.problems.first { throw FieldProblem(field, "line \(problem.line): \(problem.reason)") }
        guard let list = bundle.lists.first, bundle.lists.count == 1 else {
            throw FieldProblem(field, "it holds \(bundle.lists.count) CRLs instead of one")
        }
        return list
    }
}
