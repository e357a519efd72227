import SwiftASN1

/// Where a certificate says that lists about it are (cRLDistributionPoints, RFC 5280 section 4.2.1.13).
struct CRLDistributionPoints: Hashable, Sendable {
    /// At least one.
    let points: [Point]

    /// One DistributionPoint.
    struct Point: Hashable, Sendable {
        /// Names of the list.
        let name: DistributionPointName?
        /// The reasons that the list covers; nil for all.
        let reasons: ReasonFlags?
        /// Who signs the list, if it is not the certificate's issuer.
        let issuer: [ComparableName]?
    }

    /// Decodes the octets inside extnValue.
    ///
    /// - Throws: for a broken structure, for more than `maximumCount` points, and for a point of reasons only ("either distributionPoint or
    ///   cRLIssuer MUST be present").
    init(_ extensionValue: ArraySlice<UInt8>) throws(CertificateDecodingError) {
        let field = "tbsCertificate.extensions.cRLDistributionPoints"
        var points: [Point] = []
        for node in try parseDER(extensionValue, field: field).children(.sequence, field) {
            if points.count == Self.maximumCount {
                throw CertificateDecodingError(field: field, reason: "more than \(Self.maximumCount) distribution points")
            }
            points.append(try Self.point(node, field))
        }
        if points.isEmpty { throw CertificateDecodingError(field: field, reason: "no distribution point") }
        self.points = points
    }

    private static func point(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) -> Point {
        var fields = try FieldReader(node, field)
        var name: DistributionPointName?
        var reasons: ReasonFlags?
        var issuer: [ComparableName]?
        if let node = fields.next(ifTagged: .context(0)) {
            name = try DistributionPointName(explicit: node, "\(field).distributionPoint")
        }
        if let node = fields.next(ifTagged: .context(1)) { reasons = try ReasonFlags(node, "\(field).reasons") }
        if let node = fields.next(ifTagged: .context(2)) {
            issuer = try ComparableName.list(node, .context(2), "\(field).cRLIssuer")
        }
        try fields.end()
        if name == nil, issuer == nil {
            throw CertificateDecodingError(field: field, reason: "neither distributionPoint nor cRLIssuer")
        }
        return Point(name: name, reasons: reasons, issuer: issuer)
    }

    /// 64: one for each set of reasons and each service would be a dozen.
    static let maximumCount = 64
}
