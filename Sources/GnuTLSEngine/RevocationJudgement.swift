import GnuTLS
import ServerIdentity

/// What GnuTLS says of revocation along a path that it accepted.
///
/// `gnutls_x509_trust_list_add_crls` takes only lists that a trust anchor signed, and then asks nobody for the others.
/// So each list is verified here, by GnuTLS, against the certificate that issued the one in question; and where a
/// status must be known, a certificate without a list is refused.
struct RevocationJudgement: Sendable {
    /// Reasons to refuse; empty if there are none.
    private(set) var findings: [Finding] = []
    /// What was given and GnuTLS can't use.
    private(set) var notes: [Finding] = []
    /// The certificates, by their places in the chain as presented, whose status was determined.
    private(set) var examined: [Int] = []

    static let none = RevocationJudgement()

    private init() {}

    /// - Parameters:
    ///   - path: leaf first, anchor last.
    ///   - lists: the CRLs as GnuTLS took them.
    ///   - issuers: whoever issued the anchor, trusted or presented: no path needs them, but they may say that it was
    ///     revoked.
    ///   - responses: OCSP responses that somebody fetched, and that the root program lets count.
    ///   - isStapleRefused: the stapled response is refused for another reason: what it says counts for nothing.
    init(
        _ subject: ChainQuestion, _ certificates: CertificateList, path: [CertificateDER], _ lists: RevocationLists,
        issuers: [CertificateDER], responses: [OCSPResponseDER], profile: SecurityProfile, isStapleRefused: Bool,
        at instant: Instant
    ) throws(GnuTLSError) {
        let demanded = subject.placesOfDemandedStatus(on: path)
        let hasLists = !subject.crls.lists.isEmpty
        var staple = StapleAnswer.none
        if !isStapleRefused { staple = try Self.staple(subject, certificates, path, instant) }
        if let finding = staple.finding { findings.append(finding) }
        var determined: Set<Int> = staple.isGood || staple.finding?.id == .revoked ? [0] : []
        for (place, certificate) in path.dropLast().enumerated() {
            let isDemanded = demanded.contains(place)
            guard hasLists || isDemanded || !responses.isEmpty else { continue }
            let depth = subject.chain.certificates.firstIndex(of: certificate)
            let above = path[(place + 1)...].map(\.octets) + path[1..<(place + 1)].map(\.octets)
            let asked = Asked(certificate, issuer: path[place + 1], authorities: above, depth: depth, profile, instant)
            // What a response answers, or is refused for, is not asked again.
            let isAnswered = place == 0 && (staple.isGood || isStapleRefused || staple.isRefused)
            let isDetermined = try judge(asked, lists, responses, isDemanded: isDemanded, isAnswered: isAnswered)
            if isDetermined, let depth { determined.insert(depth) }
        }
        for issuer in issuers {
            guard let anchor = path.last else { break }
            let depth = subject.chain.certificates.firstIndex(of: anchor)
            let asked = Asked(anchor, issuer: issuer, authorities: [issuer.octets], depth: depth, profile, instant)
            var staple: [UInt8]?
            if path.count == 1, !isStapleRefused, case .response(let octets) = subject.staple { staple = octets }
            let isDetermined = try judgeAnchor(asked, lists, responses, staple: staple)
            if isDetermined, let depth { determined.insert(depth) }
        }
        notes += Self.leftOut(lists, of: subject.crls)
        examined = determined.sorted()
    }

    /// One certificate whose status is asked for.
    private struct Asked {
        let certificate: CertificateDER
        let issuer: CertificateDER
        /// Who may have signed a list about it.
        let authorities: [[UInt8]]
        let depth: Int?
        let profile: SecurityProfile
        let instant: Instant

        init(
            _ certificate: CertificateDER, issuer: CertificateDER, authorities: [[UInt8]], depth: Int?,
            _ profile: SecurityProfile, _ instant: Instant
        ) {
            self.certificate = certificate
            self.issuer = issuer
            self.authorities = authorities
            self.depth = depth
            self.profile = profile
            self.instant = instant
        }

        func status(in lists: RevocationLists) throws(GnuTLSError) -> RevocationLists.Status {
            try lists.status(
                of: certificate.octets, issuedBy: authorities, profile: profile, at: instant.secondsSinceEpoch)
        }
    }

    /// Whether the status was determined, good or revoked.
    private mutating func judge(
        _ asked: Asked, _ lists: RevocationLists, _ responses: [OCSPResponseDER], isDemanded: Bool, isAnswered: Bool
    ) throws(GnuTLSError) -> Bool {
        let depth = asked.depth
        let fetched = try Self.status(of: asked, responses)
        if case .revoked(let response) = fetched {
            findings.append(Self.revoked(.revokedInResponse, Self.said(by: response), depth))
            return true
        }
        // A list that GnuTLS does not have may revoke.
        let isGood = fetched == .good && !lists.isIncomplete
        switch try asked.status(in: lists) {
        case .revoked:
            findings.append(Self.revoked(.revokedInCRL, Self.listed, depth))
            return true
        case .revokedByWeakList(let problem):
            findings.append(Self.revokedByWeakList(.revokedInCRL, problem, depth))
            return true
        case .notRevoked: return !lists.isIncomplete
        case .tooManyLists:
            let detail = "GnuTLS would verify more than \(RevocationLists.maximumVerifications) lists of its issuer"
            notes.append(
                Finding(.other(.revocationUnavailable, .workLimit, detail: detail), depth: depth, origin: .adapter))
            return false
        case .onHold:
            if fetched == .good || isAnswered { return isGood }
            let detail =
                "it was on hold, says a revocation list of its issuer that is too old or too weak to show whether the "
                + "hold was lifted"
            let finding = Finding(
                .other(.revocationUnavailable, .untimelyCRL, detail: detail), depth: depth, origin: .adapter)
            if isDemanded { findings.append(finding) } else { notes.append(finding) }
            return false
        case .tooWeak(let weakness):
            if fetched == .good || isAnswered { return isGood }
            notes.append(Self.tooWeak(weakness, depth))
            return false
        case .unknown(let problems):
            if fetched == .good || isAnswered { return isGood }
            if !isDemanded {
                if fetched == .unknown, !problems.isEmpty || !responses.isEmpty {
                    notes.append(Self.unused(problems.first, depth: depth))
                }
            } else if problems.contains(.unknownCriticalExtensions) {
                notes.append(Self.unusable(depth: depth))
            } else if !lists.isIncomplete {  // else the missing one may be the list that is asked for: others judge it
                findings.append(Self.unknown(problems, depth: depth))
            }
            return false
        }
    }

    /// What an issuer says of an anchor: only evidence counts, for nothing of it is asked for.
    private mutating func judgeAnchor(
        _ asked: Asked, _ lists: RevocationLists, _ responses: [OCSPResponseDER], staple: [UInt8]?
    ) throws(GnuTLSError) -> Bool {
        let depth = asked.depth
        var isGood = false
        if let staple {
            let status = try StapledStatus(
                response: staple, of: asked.certificate.octets, issuedBy: asked.issuer.octets,
                at: asked.instant.secondsSinceEpoch)
            if status == .revoked {
                findings.append(Self.revoked(.revokedInStaple, "the stapled OCSP response says so", depth))
                return true
            }
            isGood = status == .good
        }
        let fetched = try Self.status(of: asked, responses)
        if case .revoked(let response) = fetched {
            findings.append(Self.revoked(.revokedAnchor, Self.said(by: response), depth))
            return true
        }
        isGood = isGood || fetched == .good
        switch try asked.status(in: lists) {
        case .revoked:
            findings.append(Self.revoked(.revokedAnchor, Self.listed, depth))
            return true
        case .revokedByWeakList(let problem):
            findings.append(Self.revokedByWeakList(.revokedAnchor, problem, depth))
            return true
        case .notRevoked: return !lists.isIncomplete
        case .onHold, .tooWeak, .unknown, .tooManyLists: return isGood && !lists.isIncomplete
        }
    }

    // MARK: What is said

    private static func said(by response: OCSPResponseDER) -> String {
        "the OCSP response \(EscapedText(response.origin)) says so"
    }

    private static let listed = "a revocation list of its issuer holds it"

    private static func revoked(_ cause: Cause, _ detail: String, _ depth: Int?) -> Finding {
        Finding(.other(.revoked, cause, detail: detail), depth: depth, native: CertificateStatus.revoked.native)
    }

    private static func revokedByWeakList(_ cause: Cause, _ problem: CertificateStatus, _ depth: Int?) -> Finding {
        let detail = "\(listed), which is too old or too weak to show the opposite"
        return Finding(
            .other(.revoked, cause, detail: detail), depth: depth, origin: .adapter, native: problem.native)
    }

    /// Rules of ours, which the library does not have: others are asked as well.
    private static func tooWeak(_ weakness: RevocationLists.Weakness, _ depth: Int?) -> Finding {
        let (cause, what, rule): (Cause, String, String) =
            switch weakness {
            case .undated: (.undatedCRL, "has no nextUpdate", "RFC 5280 section 5.1.2.5")
            case .weaklySigned: (.weaklySignedCRL, "is signed with SHA-1", "RFC 9155")
            }
        let detail = "the revocation list of its issuer \(what): it could only show that it was revoked"
        return Finding(
            .other(.revocationUnavailable, cause, detail: detail), depth: depth, rule: rule, origin: .adapter)
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
        let detail =
            "GnuTLS uses no CRL with a critical extension, such as issuingDistributionPoint, and no other tells more"
        return Finding(
            .other(.revocationUnavailable, .unusableCRL, detail: detail), depth: depth, rule: "RFC 5280 section 5.2",
            origin: .adapter, native: CertificateStatus.unknownCriticalExtensions.native)
    }

    private static func unknown(_ problems: [CertificateStatus], depth: Int?) -> Finding {
        guard let first = problems.first else {
            return Finding(
                .other(.revocationUnavailable, .noCRL, detail: "there is no revocation list of its issuer"),
                depth: depth)
        }
        let detail = "no revocation list of its issuer can be used"
        return Finding(
            .other(.revocationUnavailable, .unusableCRL, detail: detail), depth: depth,
            native: first.native)
    }

    // MARK: OCSP responses

    private enum FetchedStatus: Equatable {
        case revoked(OCSPResponseDER)
        case good
        case unknown
    }

    /// What the responses say of a certificate. One that says "revoked" outweighs all others; one that proves nothing
    /// about the certificate is passed over.
    private static func status(of asked: Asked, _ responses: [OCSPResponseDER]) throws(GnuTLSError) -> FetchedStatus {
        var status = FetchedStatus.unknown
        for response in responses {
            switch try StapledStatus(
                response: response.octets, of: asked.certificate.octets, issuedBy: asked.issuer.octets,
                at: asked.instant.secondsSinceEpoch)
            {
            case .revoked: return .revoked(response)
            case .good: status = .good
            case .unknown, .invalid: break
            }
        }
        return status
    }

    /// What was stapled, or should have been.
    private struct StapleAnswer {
        var finding: Finding?
        var isGood = false
        /// Whether there was a response, and it refuses.
        var isRefused = false

        static let none = StapleAnswer()
    }

    /// A response that proves nothing, and why.
    private static func useless(_ reason: String, _ circumstance: Finding.Circumstance?) -> StapleAnswer {
        let native = NativeDetail(
            code: "GNUTLS_CERT_INVALID_OCSP_STATUS", text: CertificateStatus.invalidOCSPStatus.text)
        let detail = "the stapled OCSP response proves nothing: \(reason)"
        return StapleAnswer(
            finding: Finding(
                .other(.stapleInvalid, .stapleProvesNothing, detail: detail), depth: 0, native: native,
                circumstance: circumstance),
            isRefused: true)
    }

    private static func staple(
        _ subject: ChainQuestion, _ certificates: CertificateList, _ path: [CertificateDER], _ instant: Instant
    ) throws(GnuTLSError) -> StapleAnswer {
        switch subject.staple {
        case .unknown: return .none
        case .missing:
            guard certificates.leafDemandsStaple else { return .none }
            let native = NativeDetail(code: "GNUTLS_CERT_MISSING_OCSP_STATUS", text: CertificateStatus.missingOCSPStatus.text)
            let detail = "the certificate demands a stapled OCSP response, and the server sent none"
            return StapleAnswer(
                finding: Finding(
                    .other(.stapleMissing, .noStaple, detail: detail), depth: 0, rule: "RFC 7633 section 4.3.3",
                    native: native))
        case .response(let response):
            // Of a leaf that is an anchor itself the issuer is looked for elsewhere.
            guard path.count >= 2 else { return .none }
            switch try StapledStatus(
                response: response, of: path[0].octets, issuedBy: path[1].octets, at: instant.secondsSinceEpoch)
            {
            case .good: return StapleAnswer(isGood: true)
            case .revoked:
                let finding = revoked(.revokedInStaple, "the stapled OCSP response says so", 0)
                return StapleAnswer(finding: finding, isRefused: true)
            case .unknown:
                return useless("the responder does not know the certificate", .unknownToResponder)
            case .invalid(let reason): return useless(reason, nil)
            }
        }
    }
}

extension CertificateStatus {
    /// The library's own names and text.
    fileprivate var native: NativeDetail { NativeDetail(code: names.joined(separator: "|"), text: text) }
}
