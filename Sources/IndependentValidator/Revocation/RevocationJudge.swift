import ServerIdentity

/// Judges whether a certificate of a path was revoked, by the CRLs and OCSP responses that the caller has and by what
/// the server stapled (RFC 5280 section 6.3, RFC 6960).
///
/// Nothing is fetched, and what was given and can't be used is never a reason to accept.
struct RevocationJudge {
    private let crls: CRLIndex
    private let staple: StapledResponse
    private let responses: [OCSPResponseDER]
    private let policy: Policy
    private let signers: CRLSigners
    private let program: RootProgramIndex
    private let memory = Memory()

    /// What was found about certificates already: a search comes to the same ones along several paths.
    private final class Memory {
        var flaws: [Link: PathFlaw?] = [:]
        var staples: [Link: StapleJudgement] = [:]
        var responses: [Link: FetchedStatus] = [:]
        /// What was given and could not be used, where nothing required it.
        var unused: [Link: Finding] = [:]
        /// Whose status was determined.
        var determined: Set<Link> = []
    }

    /// A certificate, and everything above it up to the anchor: who may sign CRLs depends on all of that.
    private typealias Link = [ObjectIdentifier]

    private static func link(at place: Int, in path: [PathCertificate]) -> Link {
        path[place...].map { ObjectIdentifier($0) }
    }

    init(_ subject: ChainQuestion, crls: CRLIndex, program: RootProgramIndex) {
        self.init(
            crls, subject.staple, subject.revocation.responses, subject.policy, CRLSigners(visited: []), program)
    }

    private init(
        _ crls: CRLIndex, _ staple: StapledResponse, _ responses: [OCSPResponseDER], _ policy: Policy, _ signers: CRLSigners,
        _ program: RootProgramIndex
    ) {
        self.program = program
        self.crls = crls
        self.staple = staple
        self.responses = responses
        self.policy = policy
        self.signers = signers
    }

    /// The judge of a path to whoever signed a CRL: the same CRLs and responses, no staple.
    func forSigner(visited: [PathCertificate]) -> RevocationJudge {
        RevocationJudge(crls, .unknown, responses, policy, CRLSigners(visited: visited), program)
    }

    /// Whether there is anything to judge by, or a policy that demands it.
    var isAsked: Bool {
        if case .response = staple { return true }
        return !crls.isEmpty || !responses.isEmpty || policy.revocation == .chain || policy.revocation == .leaf
    }

    /// What is wrong with a path, leaf first, anchor last.
    func flaws(_ path: [PathCertificate], _ context: PathContext) -> [PathFlaw] {
        var flaws: [PathFlaw] = []
        if let missing = missingStaple(path[0], context) { flaws.append(missing) }
        if !isAsked { return flaws }
        for place in path.indices.dropLast() {
            if let flaw = remembered(at: place, in: path, context) { flaws.append(flaw) }
        }
        if let flaw = anchorFlaw(path, context) { flaws.append(flaw) }
        return flaws
    }

    private func remembered(at place: Int, in path: [PathCertificate], _ context: PathContext) -> PathFlaw? {
        let link = Self.link(at: place, in: path)
        if let known = memory.flaws[link] { return known }
        let (flaw, isDetermined) = flaw(path[place], at: place, in: path, context)
        memory.flaws[link] = .some(flaw)
        if isDetermined { memory.determined.insert(link) }
        return flaw
    }

    /// Evidence that the anchor itself was revoked. RFC 5280 section 6 is silent about it, because trust in an anchor
    /// comes from elsewhere; that such evidence refuses is a policy of ours. Of a self-issued one nobody could tell.
    private func anchorFlaw(_ path: [PathCertificate], _ context: PathContext) -> PathFlaw? {
        guard let anchor = path.last, !anchor.isSelfIssued else { return nil }
        let place = path.count - 1
        let isLeaf = place == 0
        var isGood = false
        var unavailable: PathFlaw?
        // Several certificates may have the issuer's name and key, and some of them may sign no CRLs: what any of them
        // proves counts.
        for issuer in context.issuers(ofAnchor: anchor) {
            let flaw = remembered(at: place, in: path + [issuer], context)
            guard case .finding(let finding)? = flaw else {
                if flaw != nil { return flaw }
                isGood = true
                continue
            }
            if finding.id == .revoked, !isLeaf { return .finding(Self.ofAnchor(finding)) }
            if finding.id != .revocationUnavailable { return flaw }
            unavailable = flaw
        }
        guard !isGood, isLeaf, policy.revocation == .leaf || policy.revocation == .chain else { return nil }
        if let unavailable { return unavailable }
        let detail =
            "whether '\(anchor.subjectText)' was revoked can't be told: it is a trust anchor itself, and its issuer "
            + "'\(anchor.decoded.issuer.text)' is neither presented nor trusted"
        return .finding(
            Finding(.other(.revocationUnavailable, .noCRL, detail: detail), depth: anchor.depth, rule: "RFC 5280 section 6.3"))
    }

    private static func ofAnchor(_ finding: Finding) -> Finding {
        Finding(
            .other(.revoked, .revokedAnchor, detail: "the trust anchor \(finding.evidence)"), depth: finding.depth,
            rule: "RFC 5280 section 6.3; for anchors a rule of this program", origin: finding.origin, anchor: finding.anchor)
    }

    /// The certificates of a path whose status was determined, good or revoked. Evidence that is about nothing on the
    /// path, or that can't be used, is no judgement.
    func examined(_ path: [PathCertificate]) -> [PathCertificate] {
        path.indices.filter { place in
            if place < path.count - 1 { return memory.determined.contains(Self.link(at: place, in: path)) }
            // The anchor, by an issuer that no path needs.
            return memory.determined.contains { $0.count == 2 && $0.first == ObjectIdentifier(path[place]) }
        }.map { path[$0] }
    }

    /// Evidence that a certificate was revoked that this path does not need: a note, and whoever's path does need it is
    /// refused by it.
    private func notesBeside(_ path: [PathCertificate], _ context: PathContext) -> [Finding] {
        guard !crls.isEmpty || !responses.isEmpty, let anchor = path.last, context.isAnchor(anchor) else { return [] }
        // An anchor above the path's own need not be presented.
        let above = context.issuers(ofAnchor: anchor).filter { $0.depth == nil }
        let beside = (above + context.presented.compactMap(\.self)).filter { certificate in
            !certificate.isSelfIssued && !path.contains { $0.decoded.der == certificate.decoded.der }
        }
        return beside.prefix(Self.maximumBeside).flatMap { certificate in
            context.issuers(ofAnchor: certificate).lazy.compactMap { issuer -> Finding? in
                // Not in the leaf's place, for a staple is about the leaf.
                let flaw = remembered(at: 1, in: [certificate, certificate, issuer], context)
                guard case .finding(let finding)? = flaw, finding.id == .revoked else { return nil }
                return finding
            }.prefix(1)
        }
    }

    /// 16: a library's path may hold as many certificates that this one does not need.
    private static let maximumBeside = 16

    /// RFC 7633 section 4.3.3: a server whose certificate promises status_request, and that staples nothing when asked.
    private func missingStaple(_ leaf: PathCertificate, _ context: PathContext) -> PathFlaw? {
        guard staple == .missing, leaf.depth == 0, leaf.requiresStaple else { return nil }
        let detail = "the certificate promises a stapled OCSP response (TLS feature status_request), and the server sent none"
        return .finding(Finding(.other(.stapleMissing, .noStaple, detail: detail), depth: 0, rule: "RFC 7633 section 4.3.3"))
    }

    private func flaw(_ certificate: PathCertificate, at place: Int, in path: [PathCertificate], _ context: PathContext)
        -> (PathFlaw?, isDetermined: Bool)
    {
        let subject = RevocationSubject(certificate.decoded)
        let stapled = place == 0 ? judgeStaple(certificate, issuer: path[1], context.instant) : nil
        if case .revoked(let date, let reason, let weakness) = stapled?.outcome {
            let source = "the stapled OCSP response" + (weakness.map { ", though \($0)" } ?? "")
            let flaw = revoked(certificate, date, reason, .revokedInStaple, by: source, rule: "RFC 6960 section 2.2")
            return (flaw, true)
        }
        let fetched = judgeResponses(certificate, issuer: path[place + 1], context.instant)
        if case .revoked(let date, let reason, let origin) = fetched {
            let source = origin.isEmpty ? "an OCSP response" : "the OCSP response \(EscapedText(origin))"
            return (
                revoked(certificate, date, reason, .revokedInResponse, by: source, rule: "RFC 6960 section 2.2"), true
            )
        }
        let isStrict = policy.enforcedRules.contains(.revocationListNumber)
        let status = CRLStatus.find(subject, in: crls, at: context.instant, isStrict: isStrict) { issuer, standing in
            switch standing {
            case .inPath: signers.inPath(issuer, above: place, path)
            case .beside: signers.beside(issuer, above: place, path, context, self)
            }
        }
        if case .revoked(let date, let reason, let weakness) = status {
            let source = weakness.map { "a CRL that proves nothing else: \($0)" } ?? "a revocation list"
            return (revoked(certificate, date, reason, .revokedInCRL, by: source, rule: "RFC 5280 section 6.3.3"), true)
        }
        // Only now, for whoever is revoked must not choose another headline.
        let isGood = status == .unrevoked || stapled?.outcome == .good || fetched == .good
        if let flaw = stapleFlaw(stapled, certificate) { return (flaw, isGood) }
        guard case .undetermined(let why) = status, !isGood else { return (nil, true) }
        var clauses = [why.clause]
        if case .undetermined(let clause) = stapled?.outcome { clauses.insert(clause, at: 0) }
        var unusedResponse: String?
        if case .undetermined(let clause?) = fetched { unusedResponse = clause }
        clauses += [unusedResponse].compactMap(\.self)
        let finding = Finding(
            .other(
                .revocationUnavailable, why.cause,
                detail:
                    "whether '\(certificate.subjectText)' was revoked can't be told: \(clauses.joined(separator: "; "))"
            ),
            depth: certificate.depth, rule: "RFC 5280 section 6.3")
        if policy.revocation.demandsStatus(at: place, hasCRLs: !crls.isEmpty) { return (.finding(finding), false) }
        if unusedResponse != nil || !crls.isEmpty && why.cause != .noCRL {
            memory.unused[Self.link(at: place, in: path)] = finding
        }
        return (nil, false)
    }

    /// What is wrong with the stapled response itself.
    private func stapleFlaw(_ judgement: StapleJudgement?, _ certificate: PathCertificate) -> PathFlaw? {
        switch judgement?.outcome {
        case .invalid(let clause):
            return .finding(
                Finding(
                    .other(.stapleInvalid, .stapleProvesNothing, detail: clause), depth: certificate.depth,
                    rule: "RFC 6960 section 3.2"))
        case .distrusted(let clause):
            return .finding(
                Finding(
                    .other(.stapleInvalid, .distrustedResponder, detail: clause), depth: certificate.depth,
                    rule: RootProgramIndex.distrustRule, origin: .anchor))
        case .undetermined(let clause) where certificate.requiresStaple:
            // An answer such as tryLater is signed by nobody, so it can't stand for the response that the certificate
            // promises.
            let detail = "the certificate promises a stapled OCSP response, and what was stapled says nothing: \(clause)"
            return .finding(
                Finding(
                    .other(.stapleInvalid, .stapleWithoutStatus, detail: detail), depth: certificate.depth,
                    rule: "RFC 7633 section 4.3.3",
                    circumstance: judgement?.isUnknownToResponder == true ? .unknownToResponder : nil))
        case .good, .undetermined, .revoked, nil: return nil
        }
    }

    private func revoked(
        _ certificate: PathCertificate, _ date: Instant, _ reason: RevocationReason?, _ cause: Cause, by source: String,
        rule: String
    ) -> PathFlaw {
        let why = reason.map { " (\($0.text))" } ?? ""
        let detail = "'\(certificate.subjectText)' was revoked on \(date)\(why), says \(source)"
        return .finding(
            Finding(
                .other(.revoked, cause, detail: detail), depth: certificate.depth, rule: rule,
                circumstance: reason == .certificateHold ? .certificateHold : nil))
    }

    private func judgeStaple(_ leaf: PathCertificate, issuer: PathCertificate, _ instant: Instant) -> StapleJudgement? {
        guard case .response(let octets) = staple else { return nil }
        let link = [ObjectIdentifier(leaf), ObjectIdentifier(issuer)]
        if let known = memory.staples[link] { return known }
        let judgement = StapleCheck.judge(
            octets[...], about: RevocationSubject(leaf.decoded), issuer: StatusSigner(issuer), at: instant,
            maximumAge: policy.maximumResponseAge, program: program)
        memory.staples[link] = judgement
        return judgement
    }

    /// What the responses that somebody fetched say of a certificate.
    private enum FetchedStatus: Equatable {
        case revoked(Instant, RevocationReason?, origin: String)
        case good
        /// What is wrong with the last one that was about the certificate, if any was.
        case undetermined(String?)
    }

    /// One that says "revoked" outweighs all others: whoever is revoked stays so.
    private func judgeResponses(_ certificate: PathCertificate, issuer: PathCertificate, _ instant: Instant) -> FetchedStatus {
        if responses.isEmpty { return .undetermined(nil) }
        let link = [ObjectIdentifier(certificate), ObjectIdentifier(issuer)]
        if let known = memory.responses[link] { return known }
        let signer = StatusSigner(issuer)
        var status = FetchedStatus.undetermined(nil)
        for response in responses {
            let judgement = StapleCheck.judge(
                response.octets[...], about: RevocationSubject(certificate.decoded), issuer: signer, at: instant,
                maximumAge: policy.maximumResponseAge, program: program)
            switch judgement.outcome {
            case .revoked(let date, let reason, _): status = .revoked(date, reason, origin: response.origin)
            case .good: status = .good
            case .invalid(let clause), .distrusted(let clause), .undetermined(let clause):
                if status != .good { status = .undetermined("the OCSP response \(EscapedText(response.origin)): \(clause)") }
            }
            if case .revoked = status { break }
        }
        memory.responses[link] = status
        return status
    }

    /// What is worth saying beside the verdict on a path.
    func notes(_ path: [PathCertificate], _ context: PathContext) -> [Finding] {
        var notes = path.indices.compactMap { memory.unused[Self.link(at: $0, in: path)] } + notesBeside(path, context)
        guard path.count > 1, let judgement = judgeStaple(path[0], issuer: path[1], context.instant) else {
            return notes
        }
        notes += judgement.notes.map {
            Finding(
                .other(.profileViolation, .responderUnchecked, detail: $0), depth: 0, rule: "RFC 6960 section 4.2.2.2.1")
        }
        if case .undetermined(let clause) = judgement.outcome {
            let detail = "the stapled OCSP response says nothing of the certificate: \(clause)"
            notes.append(
                Finding(
                    .other(.revocationUnavailable, .stapleWithoutStatus, detail: detail), depth: 0,
                    rule: "RFC 6960 section 2.3"))
        }
        return notes
    }
}

extension PathCertificate {
    /// Whether the certificate promises a stapled response (RFC 7633, feature status_request).
    fileprivate var requiresStaple: Bool { decoded.extensions.tlsFeatures?.requiresStaple == true }
}

extension RevocationSubject {
    init(_ certificate: DecodedCertificate) {
        self.init(
            serialNumber: certificate.serialNumber[...], issuer: certificate.issuer,
            isCA: certificate.isCA,
            distributionPoints: certificate.extensions.crlDistributionPoints)
    }
}
