/// The certificates that a server presented: DER, leaf first, at least one, in the order in which they came.
///
/// Nothing says that they form a path: certificates may be missing, extra or in the wrong order.
public struct CertificateChain: Hashable, Sendable {
    /// Leaf first; 1 to `maximumLength` certificates.
    public let certificates: [CertificateDER]

    /// Takes the certificates in the order presented.
    ///
    /// - Throws: `CertificateChainError` if there are none, more than `maximumLength` or more than `maximumOctets`.
    public init(_ certificates: [CertificateDER]) throws(CertificateChainError) {
        if certificates.isEmpty { throw .empty }
        if certificates.count > Self.maximumLength { throw .tooLong(certificates: certificates.count) }
        self.certificates = certificates
        if octets > Self.maximumOctets { throw .tooLarge(octets: octets) }
    }

    /// Octets of all certificates together.
    public var octets: Int { certificates.reduce(0) { $0 + $1.octets.count } }

    /// The certificate that must carry the server's name.
    public var leaf: CertificateDER { certificates[0] }

    /// 128. Paths on the web have 2 to 5 certificates and GnuTLS verifies at most 16, but suites that probe path
    ///   building present a hundred.
    public static let maximumLength = 128
    /// 1 MiB in all certificates together: they are decoded for the report, whatever the engines say. Engines have
    /// lower limits of their own; usual chains have 2 to 10 KiB, and GnuTLS takes no more than 128 KiB from a server.
    public static let maximumOctets = 1_024 * 1_024
}

/// Why certificates do not make a chain.
public enum CertificateChainError: Error, Hashable, Sendable {
    /// No certificate at all.
    case empty
    /// A certificate of no octets.
    case emptyCertificate
    /// More than `CertificateChain.maximumLength`.
    case tooLong(certificates: Int)
    /// More than `CertificateChain.maximumOctets`.
    case tooLarge(octets: Int)
    /// More than `CertificateDER.maximumLength`.
    case certificateTooLarge(octets: Int)
}

extension CertificateChainError: CustomStringConvertible {
    /// One clause with the limit that was passed.
    public var description: String {
        switch self {
        case .empty: "there is no certificate"
        case .emptyCertificate: "a certificate has no octets"
        case .tooLong(let certificates): "\(certificates) certificates are more than the limit of \(CertificateChain.maximumLength)"
        case .tooLarge(let octets):
            "certificates of \(octets) octets together are more than the limit of \(CertificateChain.maximumOctets)"
        case .certificateTooLarge(let octets):
            "a certificate of \(octets) octets is larger than the limit of \(CertificateDER.maximumLength)"
        }
    }
}
