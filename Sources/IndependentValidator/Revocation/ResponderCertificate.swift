import ServerIdentity
import SwiftASN1

/// A certificate that came with an OCSP response: what shows that its key may sign responses for a CA.
struct ResponderCertificate: Sendable {
    let issuer: DistinguishedName
    let subject: DistinguishedName
    let validity: ValidityPeriod
    let subjectPublicKeyInfo: [UInt8]
    let extensions: StatusExtensions
    let signatureAlgorithm: SignatureAlgorithm
    /// The encoding of tbsCertificate.
    let signed: ArraySlice<UInt8>
    let signature: ArraySlice<UInt8>

    /// Decodes the structure of RFC 5280 section 4.1, version 3 only: without extensions no certificate may sign responses.
    init(_ octets: ArraySlice<UInt8>) throws(CertificateDecodingError) {
        var outer = try FieldReader(try parseDER(octets, field: "certificate"), "certificate")
        let tbs = try outer.next("tbsCertificate")
        let algorithm = try outer.next("signatureAlgorithm")
        signature = try outer.next("signatureValue").wholeBitString("signatureValue")
        try outer.end()
        signed = tbs.encodedBytes
        signatureAlgorithm = try SignatureAlgorithm(algorithm, "signatureAlgorithm")

        var fields = try FieldReader(tbs, "tbsCertificate")
        let version = try unwrapExplicit(try fields.next("version"), .context(0), "tbsCertificate.version")
        guard try NaturalNumber(version, "tbsCertificate.version").small == 2 else {
            throw CertificateDecodingError(field: "tbsCertificate.version", reason: "not version 3")
        }
        _ = try fields.next("serialNumber").primitive(.integer, "tbsCertificate.serialNumber")
        guard try fields.next("signature").encodedBytes == algorithm.encodedBytes else {
            throw CertificateDecodingError(field: "signatureAlgorithm", reason: "differs from tbsCertificate.signature")
        }
        issuer = try DistinguishedName(try fields.next("issuer"), "tbsCertificate.issuer")
        var dates = try FieldReader(try fields.next("validity"), "tbsCertificate.validity")
        let notBefore = try CertificateTime(try dates.next("notBefore"), "tbsCertificate.validity.notBefore").instant
        let notAfter = try CertificateTime(try dates.next("notAfter"), "tbsCertificate.validity.notAfter").instant
        try dates.end()
        validity = ValidityPeriod(notBefore: notBefore, notAfter: notAfter)
        subject = try DistinguishedName(try fields.next("subject"), "tbsCertificate.subject")
        subjectPublicKeyInfo = Array(try fields.next("subjectPublicKeyInfo").encodedBytes)
        _ = fields.next(ifTagged: .context(1))
        _ = fields.next(ifTagged: .context(2))
        let list = try unwrapExplicit(try fields.next("extensions"), .context(3), "tbsCertificate.extensions")
        try fields.end()
        var cursor = DERCursor(list.encodedBytes)
        let content = try cursor.next(tagged: 0x30, "tbsCertificate.extensions").content
        extensions = try StatusExtensions(list.encodedBytes[content], "tbsCertificate.extensions")
    }

    /// Why the certificate may not sign OCSP responses, whoever issued it, as one clause; nil if it may (RFC 6960 section 4.2.2.2).
    func unusable(at instant: Instant) -> String? {
        if let unknown = extensions.unknownCritical(known: Self.knownExtensions) {
            return "has the unknown critical extension \(unknown)"
        }
        if !validity.contains(instant) { return "is valid from \(validity.notBefore) to \(validity.notAfter) only" }
        // "a certificate containing id-kp-OCSPSigning in an extended key usage extension": anyExtendedKeyUsage does not do.
        guard let usages = extensions[OID(2, 5, 29, 37)]?.value, Self.lists(.ocspSigning, usages) else {
            return "lacks the extendedKeyUsage OCSPSigning"
        }
        // RFC 5280 section 4.2.1.12: digitalSignature and nonRepudiation are the usages consistent with OCSPSigning.
        if let usage = extensions[OID(2, 5, 29, 15)]?.value, !Self.maySign(usage) {
            return "has a keyUsage without digitalSignature"
        }
        return nil
    }

    /// id-pkix-ocsp-nocheck (RFC 6960 section 4.2.2.2.1): its CA asks for no revocation check.
    var isExemptFromCheck: Bool { extensions[OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 5)] != nil }

    private static func lists(_ usage: OID, _ value: ArraySlice<UInt8>) -> Bool {
        guard let node = try? parseDER(value, field: ""), let usages = try? node.children(.sequence, "") else { return false }
        return usages.contains { (try? OID($0, "")) == usage }
    }

    private static func maySign(_ value: ArraySlice<UInt8>) -> Bool {
        guard let octets = try? parseDER(value, field: "").primitive(.bitString, ""), octets.count >= 2 else { return false }
        return octets[octets.startIndex + 1] & 0xC0 != 0
    }

    /// What a responder's certificate may have that does not bear on signing responses; the two usages and nocheck do, and are looked at.
    private static let knownExtensions: Set<OID> = [
        OID(2, 5, 29, 14), OID(2, 5, 29, 15), OID(2, 5, 29, 17), OID(2, 5, 29, 19), OID(2, 5, 29, 31), OID(2, 5, 29, 32),
        OID(2, 5, 29, 35), OID(2, 5, 29, 37), OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 5),
    ]
}

extension OID {
    /// id-kp-OCSPSigning, RFC 6960 section 4.2.2.2.
    fileprivate static let ocspSigning = OID(1, 3, 6, 1, 5, 5, 7, 3, 9)
}
