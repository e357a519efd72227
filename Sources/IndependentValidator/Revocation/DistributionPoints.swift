import SwiftASN1

/// Where a certificate says that CRLs about it are (cRLDistributionPoints, RFC 5280 section 4.2.1.13).
struct CRLDistributionPoints: Hashable, Sendable {
    /// At least one.
    let points: [Point]

    /// One DistributionPoint.
    struct Point: Hashable, Sendable {
        /// Names of the CRL.
        let name: DistributionPointName?
        /// The reasons that the CRL covers; nil for all.
        let reasons: ReasonFlags?
        /// Who signs the CRL, if it is not the certificate's issuer.
        let issuer: [ComparableName]?
    }

    /// Decodes the octets inside extnValue.
    ///
    /// - Throws: for a broken structure, for more than `maximumCount` points, and for a point of reasons only ("either
    ///   distributionPoint or cRLIssuer MUST be present").
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

/// What a CRL covers (issuingDistributionPoint, RFC 5280 section 5.2.5).
struct IssuingDistributionPoint: Hashable, Sendable {
    private(set) var name: DistributionPointName?
    private(set) var onlyContainsUserCertificates = false
    private(set) var onlyContainsCACertificates = false
    private(set) var onlyContainsAttributeCertificates = false
    private(set) var onlySomeReasons: ReasonFlags?
    /// Whether the CRL has entries for certificates of other issuers.
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
            onlyContainsCACertificates = try node.boolean(field, tag: .context(2))
        }
        if let node = fields.next(ifTagged: .context(3)) { onlySomeReasons = try ReasonFlags(node, "\(field).onlySomeReasons") }
        if let node = fields.next(ifTagged: .context(4)) { isIndirect = try node.boolean(field, tag: .context(4)) }
        if let node = fields.next(ifTagged: .context(5)) {
            onlyContainsAttributeCertificates = try node.boolean(field, tag: .context(5))
        }
        try fields.end()
        // "at most one of onlyContainsUserCerts, onlyContainsCACerts, and onlyContainsAttributeCerts may be set to
        // TRUE"
        let kinds = [onlyContainsUserCertificates, onlyContainsCACertificates, onlyContainsAttributeCertificates]
        if kinds.count(where: \.self) > 1 {
            throw CertificateDecodingError(field: field, reason: "only one kind of certificates, and another one too")
        }
        // "CRL issuers MUST NOT issue CRLs where the DER encoding of the issuing distribution point extension is an
        // empty sequence."
        if name == nil, onlySomeReasons == nil, !isIndirect, !kinds.contains(true) {
            throw CertificateDecodingError(field: field, reason: "says nothing")
        }
    }
}

/// DistributionPointName of RFC 5280 section 4.2.1.13: names, or the last part of one.
enum DistributionPointName: Hashable, Sendable {
    case full([ComparableName])
    /// The content octets of a RelativeDistinguishedName, to be appended to a CRL issuer's name.
    case relative(ArraySlice<UInt8>)

    /// Reads the value inside the explicit tag [0]: a CHOICE keeps its own tag.
    init(explicit node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        let choice = try unwrapExplicit(node, .context(0), field)
        switch choice.identifier {
        case .context(0): self = .full(try ComparableName.list(choice, .context(0), "\(field).fullName"))
        case .context(1):
            let path = "\(field).nameRelativeToCRLIssuer"
            var content: [UInt8] = []
            for attribute in try choice.children(.context(1), path) {
                _ = try NameAttribute(attribute, path)
                content += attribute.encodedBytes
            }
            if content.isEmpty { throw CertificateDecodingError(field: path, reason: "no attribute") }
            self = .relative(content[...])
        default: throw CertificateDecodingError(field: field, reason: "\(choice.identifier.name) is no DistributionPointName")
        }
    }

    /// The names in full, a relative one appended to this issuer.
    func names(relativeTo issuer: DistinguishedName) -> [ComparableName] {
        switch self {
        case .full(let names): names
        case .relative(let content): issuer.appending(content).map { [.directory($0)] } ?? []
        }
    }
}

extension DistinguishedName {
    /// This name with one more RelativeDistinguishedName, given as the content of its SET; nil if the result is no
    /// name.
    fileprivate func appending(_ relative: ArraySlice<UInt8>) -> DistinguishedName? {
        guard let node = try? parseDER(octets[...], field: ""), let sets = try? node.children(.sequence, "") else { return nil }
        var serializer = DER.Serializer()
        serializer.appendConstructedNode(identifier: .sequence) { coder in
            for set in sets { coder.serialize(set) }
            coder.appendConstructedNode(identifier: .set) { $0.serializeRawBytes(relative) }
        }
        return try? DistinguishedName(try parseDER(serializer.serializedBytes[...], field: ""), "")
    }
}

/// A set of reasons for revocation (ReasonFlags, RFC 5280 section 4.2.1.13): what a CRL or a distribution point covers.
struct ReasonFlags: OptionSet, Hashable, Sendable {
    /// Bit n is bit n of the BIT STRING.
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// keyCompromise (1) to aACompromise (8); bit 0 is unused.
    static let all = ReasonFlags(rawValue: 0b1_1111_1110)

    /// Reads a BIT STRING with an implicit tag. Unused bits must be 0 (X.690 section 11.2.1), reasons beyond the known
    /// ones are passed over.
    init(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        let octets = try node.anyPrimitive(field)
        guard let unused = octets.first, unused < 8, octets.count > 1 || unused == 0,
            (octets.dropFirst().last ?? 0) & (1 << unused - 1) == 0
        else { throw CertificateDecodingError(field: field, reason: "no BIT STRING of DER") }
        var bits: UInt16 = 0
        for (place, octet) in octets.dropFirst().prefix(2).enumerated() {
            for bit in 0..<8 where octet & (0x80 >> UInt8(bit)) != 0 { bits |= 1 << UInt16(place * 8 + bit) }
        }
        self = ReasonFlags(rawValue: bits).intersection(.all)
    }
}

/// A GeneralName as far as distribution points compare them (RFC 5280 section 6.3.3 (b)(2)(i)).
///
/// Directory names compare as names; all others by their octets, which never matches too much.
enum ComparableName: Hashable, Sendable {
    case directory(DistinguishedName)
    /// The number of the tag, and the content octets.
    case other(tag: UInt, octets: ArraySlice<UInt8>)

    init(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        guard node.identifier.tagClass == .contextSpecific, node.identifier.tagNumber <= 8 else {
            throw CertificateDecodingError(field: field, reason: "\(node.identifier.name) is no GeneralName")
        }
        if node.identifier == .context(4) {
            self = .directory(try DistinguishedName(try unwrapExplicit(node, .context(4), field), field))
        } else {
            self = .other(tag: node.identifier.tagNumber, octets: node.encodedBytes)
        }
    }

    /// Reads GeneralNames, whatever their tag: at least one.
    static func list(_ node: ASN1Node, _ tag: ASN1Identifier, _ field: String) throws(CertificateDecodingError) -> [ComparableName]
    {
        var names: [ComparableName] = []
        for child in try node.children(tag, field) { names.append(try ComparableName(child, field)) }
        if names.isEmpty { throw CertificateDecodingError(field: field, reason: "GeneralNames without an entry") }
        return names
    }

    var directoryName: DistinguishedName? {
        if case .directory(let name) = self { return name }
        return nil
    }
}
