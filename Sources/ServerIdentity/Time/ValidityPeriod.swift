/// The time during which a certificate is valid, both ends included (RFC 5280 section 4.1.2.5).
public struct ValidityPeriod: Hashable, Sendable {
    /// The first second of validity.
    public let notBefore: Instant
    /// The last second of validity; `Instant.noExpiry` means that there is no well-defined end.
    public let notAfter: Instant

    /// Takes both ends as the certificate gives them; a period that ends before it begins holds no instant.
    public init(notBefore: Instant, notAfter: Instant) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Whether an instant lies inside; both ends do.
    public func contains(_ instant: Instant) -> Bool { notBefore <= instant && instant <= notAfter }
}
