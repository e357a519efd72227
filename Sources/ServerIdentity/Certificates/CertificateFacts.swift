/// What a certificate says of itself, for reports; saying it does not make it true.
public struct CertificateFacts: Hashable, Sendable {
    /// The subject in the string form of RFC 4514, escaped for printing.
    public let subject: String
    /// The issuer in the string form of RFC 4514, escaped for printing.
    public let issuer: String
    /// The serial number in hexadecimal, as its DER octets.
    public let serial: String
    /// The validity period.
    public let validity: ValidityPeriod
    /// All names of subjectAltName, in order.
    public let names: [PresentedIdentity]
    /// The key as text: `RSA 2048`, `ECDSA P-256`, `Ed25519`, or an object identifier.
    public let key: String
    /// The signature algorithm as text: `RSA-SHA256`, `ECDSA-SHA256`, or an object identifier.
    public let signatureAlgorithm: String
    /// SHA-256 of the DER encoding; 32 octets.
    public let sha256: [UInt8]
    /// SHA-256 of the SubjectPublicKeyInfo's DER encoding; 32 octets (the form of HTTP and curl pins).
    public let spkiSHA256: [UInt8]
    /// Whether its keyUsage lets the key sign (RFC 5280 section 4.2.1.3, digitalSignature); also where there is none.
    public let maySign: Bool
    /// Whether its basicConstraints say that it is a CA (RFC 5280 section 4.2.1.9).
    public let isCA: Bool

    /// Takes every fact as decoded.
    public init(
        subject: String, issuer: String, serial: String, validity: ValidityPeriod, names: [PresentedIdentity], key: String,
        signatureAlgorithm: String, sha256: [UInt8], spkiSHA256: [UInt8], maySign: Bool = true, isCA: Bool = false
    ) {
        self.subject = subject
        self.issuer = issuer
        self.serial = serial
        self.validity = validity
        self.names = names
        self.key = key
        self.signatureAlgorithm = signatureAlgorithm
        self.sha256 = sha256
        self.spkiSHA256 = spkiSHA256
        self.maySign = maySign
        self.isCA = isCA
    }
}
