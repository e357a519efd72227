public import ServerIdentity
import SwiftASN1

/// A certificate, decoded once: what names, path validation and reports need.
///
/// Strict DER and the structure of RFC 5280 section 4.1. *Not* checked: the signature, and every rule about what the
/// fields may hold. An extension whose contents are broken does not stop decoding: a path through the certificate is
/// refused for it, a certificate that no path needs may be so.
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
    /// The DER encoding of SubjectPublicKeyInfo.
    public let subjectPublicKeyInfo: [UInt8]

    /// The encoding of tbsCertificate, which the issuer signed.
    let signed: ArraySlice<UInt8>
    /// The issuer's signature.
    let signature: ArraySlice<UInt8>
    let signatureAlgorithm: SignatureAlgorithm
    /// Whether it has an issuerUniqueID or a subjectUniqueID.
    let hasUniqueIdentifier: Bool
    /// Whether the signature algorithm has a NULL that should be absent.
    let hasSuperfluousParameters: Bool
    let signatureAlgorithmIdentifier: OID
    let keyDescription: KeyDescription
    let extensions: CertificateExtensions
    /// Dates in the wrong form, one clause each.
    let timeRemarks: [String]

    /// The names of subjectAltName as name constraints need them.
    var alternativeNames: [GeneralName] { extensions.alternativeNames?.names ?? [] }
    /// keyIdentifier of authorityKeyIdentifier; nil if absent.
    public var authorityKeyIdentifier: [UInt8]? { extensions.authorityKeyIdentifier?.keyIdentifier }
    /// subjectKeyIdentifier; nil if absent.
    public var subjectKeyIdentifier: [UInt8]? { extensions.subjectKeyIdentifier }
    /// What its issuer tells it apart from others by.
    var issuerAndSerial: IssuerAndSerial { IssuerAndSerial(issuer: issuer.octets, serial: serialNumber) }
    /// Whether basicConstraints make it a CA.
    var isCA: Bool { extensions.basicConstraints?.isCA == true }
    /// Whether issuer and subject are the same name (RFC 5280 section 3.2).
    var isSelfIssued: Bool { issuer == subject }

    /// The subject's commonNames in encoded order; the last one is the most specific.
    public var commonNames: [[UInt8]] { subject.commonNames }

    /// Decodes one certificate; octets after its end are refused.
    ///
    /// - Throws: `CertificateDecodingError` with the field and what is wrong with it.
    public init(_ der: CertificateDER) throws(CertificateDecodingError) {
        var outer = try FieldReader(try parseDER(der.octets[...], field: "certificate"), "certificate")
        let content = try outer.next("tbsCertificate")
        var fields = try FieldReader(content, "tbsCertificate")
        signed = content.encodedBytes
        let algorithm = try outer.next("signatureAlgorithm")
        signature = try outer.next("signatureValue").wholeBitString("signatureValue")
        try outer.end()

        let version = try Self.decodeVersion(&fields)
        serialNumber = Array(try fields.next("serialNumber").primitive(.integer, "tbsCertificate.serialNumber"))
        if serialNumber.isEmpty {
            throw CertificateDecodingError(field: "tbsCertificate.serialNumber", reason: "INTEGER of no octets")
        }
        // X.690 section 8.3.2: the first nine bits of an INTEGER are not all equal.
        if serialNumber.count > 1,
            serialNumber[0] == 0 && serialNumber[1] < 0x80 || serialNumber[0] == 0xFF && serialNumber[1] >= 0x80
        {
            throw CertificateDecodingError(
                field: "tbsCertificate.serialNumber", reason: "INTEGER with superfluous octets in front")
        }
        // RFC 5280 section 4.1.1.2: both algorithm identifiers MUST be the same.
        guard try fields.next("signature").encodedBytes == algorithm.encodedBytes else {
            throw CertificateDecodingError(field: "signatureAlgorithm", reason: "differs from tbsCertificate.signature")
        }
        signatureAlgorithmIdentifier = try Self.algorithm(algorithm, "signatureAlgorithm")
        signatureAlgorithm = try SignatureAlgorithm(algorithm, "signatureAlgorithm", mayHaveNull: true)
        // Of ECDSA no other parameters than NULL were let through.
        hasSuperfluousParameters =
            signatureAlgorithm.isECDSA && algorithm.encodedBytes.suffix(2).elementsEqual([0x05, 0x00])
        let issuerNode = try fields.next("issuer")
        let issuer = try DistinguishedName(issuerNode, "tbsCertificate.issuer")
        (validity, timeRemarks) = try Self.decodeValidity(try fields.next("validity"))
        let subjectNode = try fields.next("subject")
        // A root has one name twice.
        let isOneName = subjectNode.encodedBytes == issuerNode.encodedBytes
        subject = isOneName ? issuer : try DistinguishedName(subjectNode, "tbsCertificate.subject")
        self.issuer = issuer
        let key = try fields.next("subjectPublicKeyInfo")
        keyDescription = try KeyDescription(key)
        subjectPublicKeyInfo = Array(key.encodedBytes)
        hasUniqueIdentifier = try Self.passUniqueIdentifiers(&fields)
        extensions = try Self.decodeExtensions(&fields, version: version)
        names = extensions.alternativeNames?.presented ?? []
        self.der = der
        self.version = version
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

    /// Unique identifiers are BIT STRINGs and else passed over.
    ///
    /// - Returns: whether there is one.
    private static func passUniqueIdentifiers(_ fields: inout FieldReader) throws(CertificateDecodingError) -> Bool {
        var isPresent = false
        for (tag, name) in [(ASN1Identifier.context(1), "issuerUniqueID"), (.context(2), "subjectUniqueID")] {
            guard let node = fields.next(ifTagged: tag) else { continue }
            let octets = try node.anyPrimitive("tbsCertificate.\(name)")
            guard let unused = octets.first, unused < 8, octets.count > 1 || unused == 0 else {
                throw CertificateDecodingError(field: "tbsCertificate.\(name)", reason: "no BIT STRING")
            }
            isPresent = true
        }
        return isPresent
    }

    /// Extensions belong to version 3 only (RFC 5280 section 4.1.2.9).
    private static func decodeExtensions(
        _ fields: inout FieldReader, version: Int
    ) throws(CertificateDecodingError) -> CertificateExtensions {
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
}
