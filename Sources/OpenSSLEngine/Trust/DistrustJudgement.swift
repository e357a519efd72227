#if OpenSSL
import ServerIdentity

/// What the root program forbids in a chain, beside what OpenSSL says of it: libcrypto has neither a list of distrusted
/// certificates nor distrust dates, so all of it is looked up here, in OpenSSL's reading of the certificates.
struct DistrustJudgement: Sendable {
    /// Certificates presented that the root program distrusts.
    private(set) var presented: [Finding] = []
    /// Why the path that OpenSSL accepts may not end at its anchor; nil if it may.
    var date: Finding?
    /// The date of an anchor that another path does not need.
    var passedDate: Finding?

    init(_ chain: [X509Certificate], _ program: RootProgramIndex) {
        guard program.hasDistrusted else { return }
        presented = chain.enumerated().compactMap { depth, certificate in
            guard let der = try? CertificateDER(certificate.der) else { return nil }
            return program.finding(
                about: der, number: certificate.number, depth: depth, subject: EscapedText(certificate.subject).description,
                origin: .adapter, native: Self.native)
        }
    }

    /// What refuses beside OpenSSL's own reasons.
    var findings: [Finding] { presented + [date].compactMap(\.self) }

    /// Why a path may not end at its anchor; nil if it may.
    static func dateFinding(_ path: [[UInt8]], _ leaf: X509Certificate, _ program: RootProgramIndex, for purpose: Policy.Purpose)
        -> Finding?
    {
        guard program.hasDates, let last = path.last, let anchor = try? CertificateDER(last) else { return nil }
        return program.finding(
            aboutLeafIssuedAt: leaf.notBefore, below: anchor,
            named: EscapedText(X509Certificate(der: last)?.subject ?? "").description, for: purpose, origin: .adapter,
            native: native)
    }

    private static var native: NativeDetail {
        NativeDetail(
            code: nil, text: "OpenSSL alone knows no constraints of root programs; they are looked up by its adapter here")
    }
}
#endif
