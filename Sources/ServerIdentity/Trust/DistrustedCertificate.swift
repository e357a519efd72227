/// A certificate that a root program distrusts explicitly: no path may hold it, whoever signed it.
public struct DistrustedCertificate: Hashable, Sendable {
    /// The DER encoding of the issuer's Name (RFC 5280 section 4.1.2.4), tag and length included.
    public let issuer: [UInt8]
    /// The content octets of the serialNumber INTEGER, without tag and length (RFC 5280 section 4.1.2.2).
    public let serial: [UInt8]
    /// The certificate, where the program hands it out; nil where only issuer and serial number are known.
    public let certificate: CertificateDER?
    /// The program's name for it, escaped for printing; empty if it has none.
    public let label: String

    /// Issuer and serial number, as certificates are told apart.
    public var number: IssuerAndSerial { IssuerAndSerial(issuer: issuer, serial: serial) }

    /// Takes what identifies the certificate.
    public init(issuer: [UInt8], serial: [UInt8], certificate: CertificateDER? = nil, label: String = "") {
        self.issuer = issuer
        self.serial = serial
        self.certificate = certificate
        self.label = label
    }
}
