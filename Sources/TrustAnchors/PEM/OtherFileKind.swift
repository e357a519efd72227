import ServerIdentity

/// What people have at hand where a file of another kind belongs.
public enum OtherFileKind: String, CaseIterable, Hashable, Sendable {
    /// A key store of Windows and Java, with private keys and a password.
    case pkcs12 = "PKCS#12 file"
    /// Certificates in a SignedData, in an encoding that is not read here.
    case pkcs7 = "PKCS#7 file"
    /// A request to a CA (PKCS#10).
    case request = "certificate request (CSR)"
    /// A certificate, where a revocation list or an OCSP response belongs.
    case certificate = "certificate"
    /// An OCSP response.
    case ocspResponse = "OCSP response"
    /// A certificate revocation list.
    case revocationList = "revocation list (CRL)"
    /// A private key.
    case privateKey = "private key"
    /// A public key alone.
    case publicKey = "public key"

    /// What to do where a certificate belongs, as one clause.
    public var advice: String {
        switch self {
        case .pkcs12: "take the certificates out: openssl pkcs12 -in FILE -nokeys -out chain.pem"
        case .pkcs7:
            "take the certificates out: openssl pkcs7 -in FILE -print_certs -out chain.pem (with -inform DER if it is no PEM)"
        case .request: "give the certificate that the CA made of it"
        case .certificate: "give it as PEM or DER"
        case .ocspResponse: "give it by --ocsp"
        case .revocationList: "give it by --crlfile"
        case .privateKey: "give the certificate that belongs to it, and keep the key to yourself"
        case .publicKey: "give the certificate that holds it"
        }
    }

    /// What to do where a revocation list belongs.
    var adviceForRevocationList: String {
        switch self {
        case .ocspResponse: advice
        default: "give the revocation list (CRL) that the CA publishes, PEM or DER"
        }
    }

    /// What to do where an OCSP response belongs.
    var adviceForResponse: String {
        switch self {
        case .revocationList: advice
        default: "give an OCSP response in DER, as openssl ocsp -respout writes it"
        }
    }

    /// `this is a private key`.
    var naming: String { "this is \(self == .ocspResponse ? "an" : "a") \(rawValue)" }

    /// By the label of a PEM block; nil for a label of none of them.
    init?(label: String) {
        switch label {
        case "PKCS7", "PKCS #7 SIGNED DATA", "CMS": self = .pkcs7
        case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": self = .request
        case _ where PEMKind.certificate.labels.contains(label) || label == "TRUSTED CERTIFICATE": self = .certificate
        case "OCSP RESPONSE": self = .ocspResponse
        case "X509 CRL", "CRL": self = .revocationList
        case "PUBLIC KEY", "RSA PUBLIC KEY": self = .publicKey
        case _ where label.hasSuffix("PRIVATE KEY"): self = .privateKey
        default: return nil
        }
    }

    /// By the first values inside one SEQUENCE of DER; nil for what is none of them, or cut short.
    init?(der octets: [UInt8]) {
        var outer = DERReader(octets[...])
        guard var content = outer.next(0x30) else { return nil }
        if content.tag == 0x06 {
            self = .pkcs7
            return
        }
        if content.tag == 0x0A {
            self = .ocspResponse
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
        // RFC 5280 section 4.1: only a certificate begins with a version in a tag of its own.
        if signed.tag == 0xA0 {
            self = .certificate
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
        } else if version != nil, signed.tag == 0x30 {
            // Of version 1: serial number, algorithm, issuer, validity.
            self = .certificate
        } else {
            return nil
        }
    }
}
