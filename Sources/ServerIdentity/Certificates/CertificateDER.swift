/// One certificate as the octets of its DER encoding; nothing in it has been checked.
public struct CertificateDER: Hashable, Sendable {
    /// The encoding of RFC 5280 section 4.1, at most `maximumLength` octets.
    public let octets: [UInt8]

    /// Takes the octets as they came.
    ///
    /// - Throws: `CertificateChainError` if they are empty or more than `maximumLength`.
    public init(_ octets: [UInt8]) throws(CertificateChainError) {
        if octets.isEmpty { throw .emptyCertificate }
        if octets.count > Self.maximumLength { throw .certificateTooLarge(octets: octets.count) }
        self.octets = octets
    }

    /// 256 KiB. Real certificates have 1 to 10 KiB; ones with thousands of names stay under 100 KiB.
    public static let maximumLength = 256 * 1_024
}

extension CertificateDER {
    /// Equal octets.
    public static func == (first: CertificateDER, second: CertificateDER) -> Bool { first.octets.isEqual(to: second.octets) }

    /// Hashes every octet, eight at a time: the standard library takes one at a time, which costs more than the rest of
    /// a look-up.
    public func hash(into hasher: inout Hasher) { octets.hashWords(into: &hasher) }
}
