/// A certificate and what a decoder read in it: for those who list certificates and decode none themselves.
public struct DescribedCertificate: Hashable, Sendable {
    /// The octets.
    public let der: CertificateDER
    /// What it says of itself, and its SHA-256.
    public let facts: CertificateFacts
    /// The DER encoding of the issuer's Name.
    public let issuer: [UInt8]
    /// The DER encoding of the subject's Name.
    public let subject: [UInt8]
    /// The content octets of the serial number.
    public let serial: [UInt8]

    /// Takes a certificate and what was read.
    public init(_ der: CertificateDER, facts: CertificateFacts, issuer: [UInt8], subject: [UInt8], serial: [UInt8]) {
        self.der = der
        self.facts = facts
        self.issuer = issuer
        self.subject = subject
        self.serial = serial
    }

    /// Issuer and serial number, as certificates are told apart.
    public var number: IssuerAndSerial { IssuerAndSerial(issuer: issuer, serial: serial) }

    /// Equal octets.
    public static func == (first: DescribedCertificate, second: DescribedCertificate) -> Bool { first.der == second.der }

    /// Hashes the octets.
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

/// Why a certificate can't be described: nobody could decode it.
public struct UndecodableCertificate: Error, Hashable, Sendable, CustomStringConvertible {
    /// One clause, safe to print.
    public let description: String

    /// Takes a decoder's reason.
    public init(_ reason: String) { description = reason }
}
