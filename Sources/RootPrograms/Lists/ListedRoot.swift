public import ServerIdentity

/// A certificate of a root program's list, and what the program says of it.
public struct ListedRoot: Hashable, Sendable {
    /// The program's name for it; any text.
    public let label: String
    /// The certificate.
    public let certificate: DescribedCertificate
    /// What it is trusted for.
    public let trust: PurposeTrust
    /// Certificates of TLS servers issued after this instant are not trusted below it; nil: no such date.
    public let serverDistrustAfter: Instant?
    /// The same for certificates for mail.
    public let emailDistrustAfter: Instant?
    /// Where the list has it, counted from 1; 0 if it has no lines.
    public let line: Int

    /// Takes a certificate and what is said of it.
    public init(
        label: String, certificate: DescribedCertificate, trust: PurposeTrust, serverDistrustAfter: Instant? = nil,
        emailDistrustAfter: Instant? = nil, line: Int = 0
    ) {
        self.label = label
        self.certificate = certificate
        self.trust = trust
        self.serverDistrustAfter = serverDistrustAfter
        self.emailDistrustAfter = emailDistrustAfter
        self.line = line
    }

    /// SHA-256 of the certificate, 32 octets: what tells roots apart.
    public var sha256: [UInt8] { certificate.facts.sha256 }

    /// The date for a purpose; programs have none for code.
    public func distrustAfter(for purpose: RootPurpose) -> Instant? {
        switch purpose {
        case .server: serverDistrustAfter
        case .email: emailDistrustAfter
        case .code: nil
        }
    }

    /// The label in printable ASCII; the subject where there is none.
    public var shownLabel: String { label.isEmpty ? certificate.facts.subject : EscapedText(label).description }
}

/// A certificate that a program distrusts explicitly: whatever path holds it is not to be trusted.
public struct DistrustedRoot: Hashable, Sendable {
    /// The program's name for it; any text.
    public let label: String
    /// The DER encoding of the issuer's Name.
    public let issuer: [UInt8]
    /// The content octets of the serial number.
    public let serial: [UInt8]
    /// The certificate, where the list has it.
    public let certificate: DescribedCertificate?
    /// For what it is distrusted.
    public let trust: PurposeTrust
    /// Where the list has it, counted from 1; 0 if it has no lines.
    public let line: Int

    /// Takes what identifies the certificate, and what is said of it.
    public init(
        label: String, issuer: [UInt8], serial: [UInt8], certificate: DescribedCertificate?, trust: PurposeTrust, line: Int = 0
    ) {
        self.label = label
        self.issuer = issuer
        self.serial = serial
        self.certificate = certificate
        self.trust = trust
        self.line = line
    }

    /// Issuer and serial number, as certificates are told apart.
    public var number: IssuerAndSerial { IssuerAndSerial(issuer: issuer, serial: serial) }

    /// The label in printable ASCII.
    public var shownLabel: String { label.isEmpty ? "serial \(hexadecimal(serial))" : EscapedText(label).description }
}

/// Decodes a certificate. This module decodes none itself.
public typealias RootDecoding = (CertificateDER) throws(UndecodableCertificate) -> DescribedCertificate
