public import ServerIdentity
import SwiftASN1

/// A certificate, decoded once: what names, validity, linking and reports need.
///
/// Strict DER and the structure of RFC 5280 section 4.1. *Not* checked: the signature, the serial number's size and sign, the
/// contents of extensions that names and linking do not need, and whether critical ones are known. Where a CA broke a rule that
/// leaves the meaning clear, decoding goes on and `remarks` says so.
public struct DecodedCertificate: Sendable {
    /// The octets that were decoded.
    public let der: CertificateDER
    /// 1, 2 or 3.
    public let version: Int
    /// The content octets of the serial number, as encoded.
    public let serialNumber: [UInt8]
    /// Who issued it.
    public let issuer: DistinguishedName
    /// Whom it is about.
    public let subject: DistinguishedName
    /// When it is valid.
    public let validity: ValidityPeriod
    /// The names of subjectAltName in order; empty if there is no such extension.
    public let names: [PresentedIdentity]
    /// keyIdentifier of authorityKeyIdentifier; nil if absent.
    public let authorityKeyIdentifier: [UInt8]?
    /// subjectKeyIdentifier; nil if absent.
    public let subjectKeyIdentifier: [UInt8]?
    /// The DER encoding of SubjectPublicKeyInfo.
    public let subjectPublicKeyInfo: [UInt8]
    /// What the CA should have done otherwise, one clause each; no reason to refuse.
    public let remarks: [String]

    let keyDescription: KeyDescription
    let signatureAlgorithm: OID

    /// The subject's commonNames in encoded order; the last one is the most specific.
    public var commonNames: [[UInt8]] { subject.commonNames }

    /// Decodes one certificate; octets after its end are refused.
    ///
    /// - Throws: `CertificateDecodingError` with the field and what is wrong with it.
    public init(_ der: CertificateDER) throws(CertificateDecodingError) {
        var outer = try FieldReader(try parseDER(der.octets[...], field: "certificate"), "certificate")
        var fields = try FieldReader(try outer.next("tbsCertificate"), "tbsCertificate")
        let signed = try outer.next("signatureAlgorithm")
        _ = try outer.next("signatureValue").wholeBitString("signatureValue")
        try outer.end()

        let version = try Self.decodeVersion(&fields)
        serialNumber = Array(try fields.next("serialNumber").primitive(.integer, "tbsCertificate.serialNumber"))
        if serialNumber.isEmpty {
            throw CertificateDecodingError(field: "tbsCertificate.serialNumber", reason: "INTEGER of no octets")
        }
        let signature = try fields.next("signature")
        // RFC 5280 section 4.1.1.2: both algorithm identifiers MUST be the same.
        guard signature.encodedBytes == signed.encodedBytes else {
            throw CertificateDecodingError(field: "signatureAlgorithm", reason: "differs from tbsCertificate.signature")
        }
        signatureAlgorithm = try Self.algorithm(signed, "signatureAlgorithm")
        issuer = try DistinguishedName(try fields.next("issuer"), "tbsCertificate.issuer")
        let (validity, timeRemarks) = try Self.decodeValidity(try fields.next("validity"))
        subject = try DistinguishedName(try fields.next("subject"), "tbsCertificate.subject")
        let key = try fields.next("subjectPublicKeyInfo")
        keyDescription = try KeyDescription(key)
        subjectPublicKeyInfo = Array(key.encodedBytes)
        let extensions = try Self.decodeExtensions(&fields, version: version)

        names = try extensions.alternativeNames() ?? []
        var remarks = timeRemarks + extensions.remarks
        authorityKeyIdentifier = Self.optional(&remarks) { () throws(CertificateDecodingError) in
            try extensions.authorityKeyIdentifier()
        }
        subjectKeyIdentifier = Self.optional(&remarks) { () throws(CertificateDecodingError) in
            try extensions.subjectKeyIdentifier()
        }
        self.remarks = remarks
        self.der = der
        self.version = version
        self.validity = validity
    }

    private static func decodeVersion(_ fields: inout FieldReader) throws(CertificateDecodingError) -> Int {
        guard let tagged = fields.next(ifTagged: .context(0)) else { return 1 }
        let field = "tbsCertificate.version"
        let octets = try unwrapExplicit(tagged, .context(0), field).primitive(.integer, field)
        guard octets.count == 1, let number = octets.first, number <= 2 else {
            throw CertificateDecodingError(
                field: field, reason: "INTEGER \(hexadecimal(octets.prefix(8))) is no version (v1, v2, v3)")
        }
        return Int(number) + 1
    }

    private static func decodeValidity(
        _ node: ASN1Node
    ) throws(CertificateDecodingError) -> (validity: ValidityPeriod, remarks: [String]) {
        let path = "tbsCertificate.validity"
        var fields = try FieldReader(node, path)
        let notBefore = try CertificateTime(try fields.next("notBefore"), "\(path).notBefore")
        let notAfter = try CertificateTime(try fields.next("notAfter"), "\(path).notAfter")
        try fields.end()
        let period = ValidityPeriod(notBefore: notBefore.instant, notAfter: notAfter.instant)
        return (period, [notBefore.remark, notAfter.remark].compactMap(\.self))
    }

    /// Unique identifiers are passed over; extensions belong to version 3 only (RFC 5280 section 4.1.2.9).
    private static func decodeExtensions(
        _ fields: inout FieldReader, version: Int
    ) throws(CertificateDecodingError) -> CertificateExtensions {
        _ = fields.next(ifTagged: .context(1))
        _ = fields.next(ifTagged: .context(2))
        let tagged = fields.next(ifTagged: .context(3))
        try fields.end()
        guard let tagged else { return CertificateExtensions() }
        if version != 3 {
            throw CertificateDecodingError(
                field: CertificateExtensions.field, reason: "extensions in a certificate of version \(version)")
        }
        return try CertificateExtensions(tagged)
    }

    /// The object identifier of an AlgorithmIdentifier; its parameters are passed over.
    static func algorithm(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) -> OID {
        var fields = try FieldReader(node, field)
        return try OID(try fields.next("algorithm"), "\(field).algorithm")
    }

    /// A field that only helps linking: if it can't be decoded, it counts as absent, and a remark says so.
    private static func optional(
        _ remarks: inout [String], _ decode: () throws(CertificateDecodingError) -> [UInt8]?
    ) -> [UInt8]? {
        do {
            return try decode()
        } catch {
            remarks.append(error.description)
            return nil
        }
    }
}
