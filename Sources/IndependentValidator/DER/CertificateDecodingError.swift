/// Why octets are no certificate: which field, and what is wrong with it.
public struct CertificateDecodingError: Error, Hashable, Sendable {
    /// The field in the words of RFC 5280 section 4.1: `tbsCertificate.validity.notAfter`.
    public let field: String
    /// What was found there, as one clause: `UTCTime without seconds`.
    public let reason: String
    /// Whether nothing is wrong with it but that it is more than is taken here.
    public let isLimit: Bool

    /// Names a field and what is wrong with it.
    public init(field: String, reason: String, isLimit: Bool = false) {
        self.field = field
        self.reason = reason
        self.isLimit = isLimit
    }
}

extension CertificateDecodingError: CustomStringConvertible {
    /// `tbsCertificate.validity.notAfter: UTCTime without seconds`.
    public var description: String { "\(field): \(reason)" }
}
