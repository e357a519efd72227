public import ServerIdentity

/// Which certificate of a list ends first.
///
/// Asked of the chain as sent and of the path that an engine chose, it tells apart what a monitor should warn of (the
/// path) and what is merely presented (an old cross-sign).
public struct ChainExpiry: Hashable, Sendable {
    /// The place of the certificate in the list, 0 = first.
    public let depth: Int
    /// The end of its validity; `Instant.noExpiry` if no certificate of the list has a well-defined end.
    public let notAfter: Instant

    /// The earliest end in a list of certificates; of several equal ones, the first. Nil if none can be decoded: those
    /// that can't are left out.
    public static func earliest(of certificates: [CertificateDER]) -> ChainExpiry? {
        earliest(of: certificates.map { try? DecodedCertificate($0) })
    }

    /// The earliest end in a list that was decoded already; nil stands for a certificate that could not be.
    public static func earliest(of certificates: [DecodedCertificate?]) -> ChainExpiry? {
        earliest(of: certificates.map { $0?.validity })
    }

    /// The earliest end in a list of periods; nil stands for a certificate whose period nobody can read.
    public static func earliest(of periods: [ValidityPeriod?]) -> ChainExpiry? {
        periods.enumerated()
            .compactMap { depth, period in period.map { ChainExpiry(depth: depth, notAfter: $0.notAfter) } }
            .min { $0.notAfter < $1.notAfter }
    }
}
