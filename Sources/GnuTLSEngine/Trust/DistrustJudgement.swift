import GnuTLS
import ServerIdentity

/// What the root program forbids in a chain, beside what GnuTLS says of it.
///
/// GnuTLS 3.7.9 has a blocklist of octets, which it compares only with what is left of a chain once it is sorted and
/// cut: a distrusted certificate that the path does not need, a self-signed one at the end, and an OCSP responder's are
/// passed over. It knows neither distrust by issuer and serial number nor distrust dates. All of that is looked up
/// here, in GnuTLS's reading of the certificates.
struct DistrustJudgement: Sendable {
    /// Certificates presented that the root program distrusts.
    private(set) var presented: [Finding] = []
    /// Why the path that GnuTLS accepts may not end at its anchor; nil if it may.
    var date: Finding?
    /// What is wrong with the certificates that the stapled response brings; nil if nothing.
    var staple: Finding?

    static let none = DistrustJudgement()

    private init() {}

    init(_ certificates: CertificateList, _ program: RootProgramIndex) {
        guard program.hasDistrusted else { return }
        presented = zip(certificates.der, certificates.serials).enumerated().compactMap { depth, certificate in
            guard let der = try? CertificateDER(certificate.0) else { return nil }
            return program.finding(
                about: der, number: certificate.1.map { IssuerAndSerial($0) }, depth: depth,
                subject: EscapedText(certificates.details(at: depth)?.subject ?? "").description)
        }
    }

    /// What refuses beside GnuTLS's own reasons, given whether it refuses too.
    func findings(isTrustedByGnuTLS isTrusted: Bool) -> [Finding] {
        let verdict = isTrusted ? "accepts the chain" : "refuses the chain for another reason"
        func adapter(_ alone: String) -> NativeDetail {
            NativeDetail(code: nil, text: "GnuTLS alone \(alone); what it can't be told is looked up by its adapter here")
        }
        return Self.by(adapter(verdict), presented + [date]) + Self.by(adapter("asks its blocklist about no responder"), [staple])
    }

    /// What the library alone passes over.
    var passedOver: [Finding] {
        let native = NativeDetail(
            code: nil, text: "passed over: GnuTLS can't be told, and only its own opinion was asked for")
        return Self.by(native, presented + [date, staple], cause: .passedOver)
    }

    private static func by(_ native: NativeDetail, _ findings: [Finding?], cause: Cause? = nil) -> [Finding] {
        findings.compactMap(\.self).map {
            Finding($0.evidence, cause: cause, depth: $0.depth, rule: $0.rule, origin: .adapter, native: native)
        }
    }
}

extension LoadedTrustList {
    /// Why an accepted path may not end at its anchor; nil if it may.
    func dateFinding(_ verified: GnuTLSJudgement.Verified, for purpose: Policy.Purpose) -> Finding? {
        guard program.hasDates, let anchor = verified.path.last else { return nil }
        return program.finding(
            aboutLeafIssuedAt: verified.certificates.leafNotBefore, below: anchor,
            named: EscapedText(CertificateDetails(der: anchor.octets)?.subject ?? "").description, for: purpose)
    }

    /// Why a stapled response about an accepted leaf counts for nothing; nil if it may count.
    func stapleFinding(_ verified: GnuTLSJudgement.Verified, _ staple: StapledResponse) throws(GnuTLSError) -> Finding? {
        // A leaf that is an anchor itself has no issuer, and its response is not looked at.
        guard verified.path.count >= 2, case .response(let response) = staple else { return nil }
        return try flaw(of: response).map {
            Finding(
                .other(.stapleInvalid, .distrustedResponder, detail: "the stapled OCSP response \($0)"), depth: 0,
                rule: RootProgramIndex.distrustRule, origin: .adapter)
        }
    }

    /// The responses in which the root program distrusts no certificate.
    func permitted(_ responses: [OCSPResponseDER]) throws(GnuTLSError) -> [OCSPResponseDER] {
        var permitted: [OCSPResponseDER] = []
        for response in responses where try flaw(of: response.octets) == nil { permitted.append(response) }
        return permitted
    }

    private func flaw(of response: [UInt8]) throws(GnuTLSError) -> String? {
        guard program.hasDistrusted else { return nil }
        return program.flaw(ofStapled: try StapledStatus.certificates(in: response)) { certificate in
            ((try? CertificateList(der: [certificate.octets]))?.serials.first ?? nil).map { IssuerAndSerial($0) }
        }
    }
}

extension CertificateList {
    /// Nil where GnuTLS can't read it.
    var leafNotBefore: Instant? {
        guard let seconds = validity.first?.notBefore, seconds != -1 else { return nil }
        return Instant(secondsSinceEpoch: seconds)
    }

    /// What a certificate says of itself.
    func details(at place: Int) -> CertificateDetails? { CertificateDetails(der: der[place]) }
}
