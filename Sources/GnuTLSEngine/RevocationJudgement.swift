import GnuTLS
import ServerIdentity

/// What GnuTLS says of revocation along a path that it accepted.
///
/// `gnutls_x509_trust_list_add_crls` takes only lists that a trust anchor signed, and then asks nobody for the others.
/// So each list is verified here, by GnuTLS, against the certificate that issued the one in question; and where a
/// status must be known, a certificate without a list is refused.
struct RevocationJudgement: Sendable {
    /// Reasons to refuse; empty if there are none.
    let findings: [Finding]
    /// What was given and GnuTLS can't use.
    let notes: [Finding]
    /// Whether it refuses, or at least one status was determined and none that is required is missing.
    let isJudged: Bool

    /// The certificates, by their places in the chain as presented, whose status was determined.
    let examined: [Int]

    static let none = RevocationJudgement(findings: [], notes: [], isJudged: false)

    private init(findings: [Finding], notes: [Finding], isJudged: Bool) {
        examined = []
        self.findings = findings
        self.notes = notes
        self.isJudged = isJudged
    }

    /// - Parameters:
    ///   - path: leaf first, anchor last.
    ///   - responses: OCSP responses that somebody fetched, and that the root program lets count.
    ///   - isStapleRefused: the stapled response is refused for another reason: what it says counts for nothing.
    init(
        _ subject: ChainQuestion, _ certificates: CertificateList, path: [CertificateDER], _ lists: RevocationLists,
        responses: [OCSPResponseDER], profile: SecurityProfile, isStapleRefused: Bool, at instant: Instant
    ) throws(GnuTLSError) {
        var findings: [Finding] = []
        var notes: [Finding] = []
        let hasLists = !subject.crls.lists.isEmpty
        let staple =
            isStapleRefused ? (finding: nil, isGood: false, isJudged: true) : try Self.staple(subject, certificates, path, instant)
        if let finding = staple.finding { findings.append(finding) }
        // What a response answers, or is refused for, is not asked again.
        var hasStapleAnswered = staple.isGood || isStapleRefused
        if case .response = subject.staple, staple.finding != nil { hasStapleAnswered = true }
        var isDetermined = staple.isJudged
        var examined: Set<Int> = staple.isGood || staple.finding?.id == .revoked ? [0] : []
        var isMissing = lists.isIncomplete
        for (place, certificate) in path.dropLast().enumerated() {
            let isRequired = subject.policy.revocation.demandsStatus(at: place, hasCRLs: hasLists)
            guard hasLists || isRequired || !responses.isEmpty else { continue }
            let depth = subject.chain.certificates.firstIndex(of: certificate)
            func determined() { if let depth { examined.insert(depth) } }
            let fetched = try Self.status(of: certificate, issuedBy: path[place + 1], responses, instant)
            if case .revoked(let response) = fetched {
                determined()
                let native = CertificateStatus.revoked.native
                let detail = "the OCSP response \(EscapedText(response.origin)) says so"
                findings.append(
                    Finding(.other(.revoked, .revokedInResponse, detail: detail), depth: depth, native: native))
                continue
            }
            if fetched == .good {
                isDetermined = true
                determined()
            }
            guard hasLists || isRequired else {
                if fetched == .unknown { notes.append(Self.unused(nil, depth: depth)) }
                continue
            }
            let authorities = path[(place + 1)...].map(\.octets) + path[1..<(place + 1)].map(\.octets)
            switch try lists.status(of: certificate.octets, issuedBy: authorities, profile: profile, at: instant.secondsSinceEpoch)
            {
            case .revoked:
                determined()
                let native = CertificateStatus.revoked.native
                findings.append(
                    Finding(
                        .other(.revoked, .revokedInCRL, detail: "a revocation list of its issuer holds it"), depth: depth,
                        native: native))
            case .revokedByWeakList(let problem):
                determined()
                let native = problem.native
                let detail = "a revocation list of its issuer holds it, which is too old or too weak to show the opposite"
                findings.append(
                    Finding(.other(.revoked, .revokedInCRL, detail: detail), depth: depth, origin: .adapter, native: native))
            case .notRevoked:
                isDetermined = true
                determined()
            case .tooManyLists:
                isMissing = true
                let detail = "GnuTLS would verify more than \(RevocationLists.maximumVerifications) lists of its issuer"
                notes.append(
                    Finding(.other(.revocationUnavailable, .workLimit, detail: detail), depth: depth, origin: .adapter))
            case .unknown(let problems):
                if fetched == .good || place == 0 && hasStapleAnswered { break }
                if !isRequired {
                    if !problems.isEmpty { notes.append(Self.unused(problems.first, depth: depth)) }
                } else if problems.contains(.unknownCriticalExtensions) {
                    notes.append(Self.unusable(depth: depth))
                    isMissing = true
                } else if lists.isIncomplete {
                    break  // the missing one may be the list that is asked for: others judge it
                } else {
                    findings.append(Self.unknown(problems, depth: depth))
                }
            }
        }
        notes += Self.leftOut(lists, of: subject.crls)
        self.findings = findings
        self.notes = notes
        self.examined = examined.sorted()
        // A leaf that is an anchor itself is below none: nothing was looked at.
        isJudged = !findings.isEmpty || isDetermined && !isMissing && path.count > 1
    }

    /// What was given, could not be used, and is not required.
    private static func unused(_ problem: CertificateStatus?, depth: Int?) -> Finding {
        Finding(
            .other(
                .revocationUnavailable, .unusableCRL,
                detail: "no CRL or OCSP response that was given tells whether it was revoked"),
            depth: depth, rule: "RFC 5280 section 6.3", origin: .adapter,
            native: problem?.native)
    }

    /// Lists that GnuTLS does not have.
    private static func leftOut(_ lists: RevocationLists, of crls: CRLSet) -> [Finding] {
        crls.undecodable(by: "GnuTLS", lists.undecodable)
            + crls.notDecoded(by: "GnuTLS", lists.aboveLimits, limits: "the limits: \(RevocationLists.limits)")
    }

    /// What only this library can't use is no reason of its own to refuse: others are asked as well.
    private static func unusable(depth: Int?) -> Finding {
        let detail = "GnuTLS uses no CRL with a critical extension, such as issuingDistributionPoint, and there is no other"
        return Finding(
            .other(.revocationUnavailable, .unusableCRL, detail: detail), depth: depth, rule: "RFC 5280 section 5.2",
            origin: .adapter, native: CertificateStatus.unknownCriticalExtensions.native)
    }

    private enum FetchedStatus: Equatable {
        case revoked(OCSPResponseDER)
        case good
        case unknown
    }

    /// What the responses say of a certificate. One that says "revoked" outweighs all others; one that proves nothing
    /// about the certificate is passed over.
    private static func status(
        of certificate: CertificateDER, issuedBy issuer: CertificateDER, _ responses: [OCSPResponseDER], _ instant: Instant
    ) throws(GnuTLSError) -> FetchedStatus {
        var status = FetchedStatus.unknown
        for response in responses {
            switch try StapledStatus(
                response: response.octets, of: certificate.octets, issuedBy: issuer.octets, at: instant.secondsSinceEpoch)
            {
            case .revoked: return .revoked(response)
            case .good: status = .good
            case .invalid: break
            }
        }
        return status
    }

    private static func unknown(_ problems: [CertificateStatus], depth: Int?) -> Finding {
        guard let first = problems.first else {
            return Finding(
                .other(.revocationUnavailable, .noCRL, detail: "there is no revocation list of its issuer"), depth: depth)
        }
        let detail = "no revocation list of its issuer can be used"
        return Finding(
            .other(.revocationUnavailable, .unusableCRL, detail: detail), depth: depth,
            native: first.native)
    }

    private static func staple(
        _ subject: ChainQuestion, _ certificates: CertificateList, _ path: [CertificateDER], _ instant: Instant
    ) throws(GnuTLSError) -> (finding: Finding?, isGood: Bool, isJudged: Bool) {
        switch subject.staple {
        case .unknown: return (nil, false, false)
        case .missing:
            guard certificates.leafDemandsStaple else { return (nil, false, false) }
            let native = NativeDetail(code: "GNUTLS_CERT_MISSING_OCSP_STATUS", text: CertificateStatus.missingOCSPStatus.text)
            let detail = "the certificate demands a stapled OCSP response, and the server sent none"
            return (
                Finding(
                    .other(.stapleMissing, .noStaple, detail: detail), depth: 0, rule: "RFC 7633 section 4.3.3", native: native),
                false, true
            )
        case .response(let response):
            // A leaf that is an anchor itself has no issuer who could have signed a response.
            guard path.count >= 2 else { return (nil, false, false) }
            switch try StapledStatus(
                response: response, of: path[0].octets, issuedBy: path[1].octets, at: instant.secondsSinceEpoch)
            {
            case .good: return (nil, true, true)
            case .revoked:
                let native = CertificateStatus.revoked.native
                return (
                    Finding(
                        .other(.revoked, .revokedInStaple, detail: "the stapled OCSP response says so"), depth: 0, native: native),
                    false, true
                )
            case .invalid(let reason):
                let native = NativeDetail(
                    code: "GNUTLS_CERT_INVALID_OCSP_STATUS", text: CertificateStatus.invalidOCSPStatus.text)
                let detail = "the stapled OCSP response proves nothing: \(reason)"
                return (
                    Finding(.other(.stapleInvalid, .stapleProvesNothing, detail: detail), depth: 0, native: native), false, true
                )
            }
        }
    }
}

extension CertificateStatus {
    /// The library's own names and text.
    fileprivate var native: NativeDetail { NativeDetail(code: names.joined(separator: "|"), text: text) }
}
