import ServerIdentity

/// Whether a certificate shows that its key may sign OCSP responses (RFC 6960 section 4.2.2.2); who issued it is
/// checked elsewhere.
enum OCSPDelegate {
    /// Why a certificate does not, as one clause; nil if it does.
    static func flaw(_ certificate: DecodedCertificate, at instant: Instant) -> String? {
        let extensions = certificate.extensions
        if let flaw = extensions.flaws.first { return "can't be decoded: \(flaw)" }
        if let unknown = extensions.unknownCritical.first(where: { $0 != .noCheck }) {
            return "has the unknown critical extension \(unknown)"
        }
        let validity = certificate.validity
        if !validity.contains(instant) { return "is valid from \(validity.notBefore) to \(validity.notAfter) only" }
        // "a certificate containing id-kp-OCSPSigning in an extended key usage extension": anyExtendedKeyUsage does not
        // do.
        guard extensions.extendedKeyUsage?.purposes.contains(.ocspSigning) == true else {
            return "lacks the extendedKeyUsage OCSPSigning"
        }
        // RFC 5280 section 4.2.1.12: digitalSignature and nonRepudiation are the usages consistent with OCSPSigning.
        if let usage = extensions.keyUsage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) {
            return "has a keyUsage without digitalSignature"
        }
        return nil
    }

    /// Whether its CA asks for no revocation check of it (id-pkix-ocsp-nocheck, RFC 6960 section 4.2.2.2.1).
    static func isExemptFromCheck(_ certificate: DecodedCertificate) -> Bool { certificate.extensions[.noCheck] != nil }
}

extension OID {
    /// id-kp-OCSPSigning, RFC 6960 section 4.2.2.2.
    fileprivate static let ocspSigning = OID(1, 3, 6, 1, 5, 5, 7, 3, 9)
    fileprivate static let noCheck = OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 5)
}

extension KeyUsage {
    fileprivate static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
}
