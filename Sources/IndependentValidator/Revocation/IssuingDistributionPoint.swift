import SwiftASN1

/// What a list covers (issuingDistributionPoint, RFC 5280 section 5.2.5).
struct IssuingDistributionPoint: Hashable, Sendable {
    private(set) var name: DistributionPointName?
    private(set) var onlyContainsUserCertificates = false
    private(set) var onlyContainsAuthorityCertificates = false
    private(set) var onlyContainsAttributeCertificates = false
    private(set) var onlySomeReasons: ReasonFlags?
    /// Whether the list has entries for certificates of other issuers.
    private(set) var isIndirect = false

    init(_ extensionValue: ArraySlice<UInt8>) throws(CertificateDecodingError) {
        let field = "tbsCertList.crlExtensions.issuingDistributionPoint"
        var fields = try FieldReader(try parseDER(extensionValue, field: field), field)
        if let node = fields.next(ifTagged: .context(0)) {
            name = try DistributionPointName(explicit: node, "\(field).distributionPoint")
        }
        if let node = fields.next(ifTagged: .context(1)) {
            onlyContainsUserCertificates = try node.boolean(field, tag: .context(1))
        }
        if let node = fields.next(ifTagged: .context(2)) {
            onlyContainsAuthorityCertificates = try node.boolean(field, tag: .context(2))
        }
        if let node = fields.next(ifTagged: .context(3)) { onlySomeReasons = try ReasonFlags(node, "\(field).onlySomeReasons") }
        if let node = fields.next(ifTagged: .context(4)) { isIndirect = try node.boolean(field, tag: .context(4)) }
        if let node = fields.next(ifTagged: .context(5)) {
            onlyContainsAttributeCertificates = try node.boolean(field, tag: .context(5))
        }
        try fields.end()
        // "at most one of onlyContainsUserCerts, onlyContainsCACerts, and onlyContainsAttributeCerts may be set to TRUE"
        let kinds = [onlyContainsUserCertificates, onlyContainsAuthorityCertificates, onlyContainsAttributeCertificates]
        if kinds.count(where: \.self) > 1 {
            throw CertificateDecodingError(field: field, reason: "only one kind of certificates, and another one too")
        }
        // "CRL issuers MUST NOT issue CRLs where the DER encoding of the issuing distribution point extension is an empty sequence."
        if name == nil, onlySomeReasons == nil, !isIndirect, !kinds.contains(true) {
            throw CertificateDecodingError(field: field, reason: "says nothing")
        }
    }
}
