import ServerIdentity

/// What people have at hand where a certificate belongs.
public enum OtherFileKind: String, CaseIterable, Hashable, Sendable {
    /// A key store of Windows and Java, with private keys and a password.
    case pkcs12 = "PKCS#12 file"
    /// Certificates in a SignedData, in an encoding that is not read here.
    case pkcs7 = "PKCS#7 file"
    /// A request to a CA (PKCS#10).
    case request = "certificate request (CSR)"
    /// A certificate revocation list.
    case revocationList = "revocation list (CRL)"
    /// A private key.
    case privateKey = "private key"
    /// A public key alone.
    case publicKey = "public key"

    /// What to do, as one clause.
    public var advice: String {
        switch self {
        case .pkcs12: "take the certificates out: openssl pkcs12 -in FILE -nokeys -out chain.pem"
        case .pkcs7:
            "take the certificates out: openssl pkcs7 -in FILE -print_certs -out chain.pem (with -inform DER if it is no PEM)"
        case .request: "give the certificate that the CA made of it"
        case .revocationList: "give it by --crlfile"
        case .privateKey: "give the certificate that belongs to it, and keep the key to yourself"
        case .publicKey: "give the certificate that holds it"
        }
    }

    /// By the label of a PEM block; nil for a label of none of them.
    init?(label: String) {
        switch label {
        case "PKCS7", "PKCS #7 SIGNED DATA", "CMS": self = .pkcs7
        case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": self = .request
        case "X509 CRL", "CRL": self = .revocationList
        case "PUBLIC KEY", "RSA PUBLIC KEY": self = .publicKey
        case _ where label.hasSuffix("PRIVATE KEY"): self = .privateKey
        default: return nil
        }
    }

    /// By the first values inside one SEQUENCE of DER; nil for what may be a certificate.
    init?(der octets: [UInt8]) {
        var outer = DERReader(octets[...])
        guard var content = outer.next(0x30) else { return nil }
        if content.tag == 0x06 {
            self = .pkcs7
            return
        }
        if let version = content.next(0x02) {
            // PFX has version 3 (RFC 7292 section 4); keys have 0 or 1 (RFC 5958, RFC 8017, RFC 5915).
            self = version.rest.elementsEqual([3]) && content.tag == 0x30 ? .pkcs12 : .privateKey
            return
        }
        guard var signed = content.next(0x30) else { return nil }
        if signed.tag == 0x06 {
            self = .publicKey
            return
        }
        // A request begins with version, name and key; a list with perhaps a version, algorithm, name and a time.
        let version = signed.next(0x02)
        guard let first = signed.next(0x30), let second = signed.next(0x30) else { return nil }
        if signed.tag == 0x17 || signed.tag == 0x18 {
            self = .revocationList
        } else if version?.rest.elementsEqual([0]) == true, signed.tag == 0xA0 || signed.tag == nil,
            first.tag == 0x31 || first.tag == nil,
            second.tag == 0x30
        {
            self = .request
        } else {
            return nil
        }
    }
}
