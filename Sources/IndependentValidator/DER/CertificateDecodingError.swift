/// Why octets are no certificate: which field, and what is wrong with it.
public struct CertificateDecodingError: Error, Hashable, Sendable {
    /// The field in the words of RFC 5280 section 4.1: `tbsCertificate.validity.notAfter`.
    public let field: String
    /// What was found there, as one clause: `UTCTime without seconds`.
    public let reason: String

    /// Names a field and what is wrong with it.
    public init(field: String, reason: String) {
        self.field = field
        self.reason = reason
    }
}

extension CertificateDecodingError: CustomStringConvertible {
    /// `tbsCertificate.validity.notAfter: UTCTime without seconds`.
    public var description: String { "\(field): \(reason)" }
}
