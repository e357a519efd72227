import ServerIdentity
import SwiftASN1

/// A CRL of RFC 5280 section 5, decoded once: what it covers, when it is good, and whom it revokes.
///
/// Strict DER. *Not* checked: the signature (`CRLSignature`), the dates, and whether anything in it forbids its use;
/// see `forbidden`.
final class CertificateRevocationList: Sendable {
    /// Where it came from.
    let origin: String
    let issuer: DistinguishedName
    let thisUpdate: Instant
    let nextUpdate: Instant?
    /// Its issuer's signature, not checked.
    let signature: CRLSignature
    let entries: CRLEntries
    /// cRLNumber; nil if absent.
    let number: NaturalNumber?
    /// deltaCRLIndicator: the number of the complete CRL that this one is relative to; nil for a complete CRL.
    let baseNumber: NaturalNumber?
    /// authorityKeyIdentifier, its whole value, for comparing; nil if absent.
    let authorityKey: ArraySlice<UInt8>?
    /// keyIdentifier of authorityKeyIdentifier; nil if absent.
    let authorityKeyIdentifier: [UInt8]?
    /// issuingDistributionPoint; nil for a CRL of all that its issuer issued.
    let distributionPoint: IssuingDistributionPoint?
    /// What RFC 5280 section 5 asks of issuers and this CRL lacks, one clause each.
    let remarks: [Obstacle]

    private let unknownCritical: OID?

    /// Decodes one CRL; octets after its end are refused.
    ///
    /// - Throws: `CertificateDecodingError` with the field and what is wrong with it.
    init(_ crl: CRLDER) throws(CertificateDecodingError) {
        let octets = crl.octets[...]
        if octets.count > CRLDER.maximumLength {
            throw CertificateDecodingError(field: "certificateList", reason: "more than \(CRLDER.maximumLength) octets")
        }
        origin = crl.origin
        var outermost = DERCursor(octets)
        let whole = try outermost.next(tagged: 0x30, "certificateList")
        guard outermost.isAtEnd else {
            throw CertificateDecodingError(
                field: "certificateList", reason: "followed by \(octets.endIndex - whole.whole.upperBound) more octets")
        }
        var outer = DERCursor(octets[whole.content])
        let tbs = try outer.next(tagged: 0x30, "tbsCertList")
        let algorithm = octets[try outer.next(tagged: 0x30, "signatureAlgorithm").whole]
        let bits = octets[try outer.next(tagged: 0x03, "signatureValue").whole]
        guard outer.isAtEnd else { throw CertificateDecodingError(field: "certificateList", reason: Self.more) }
        var fields = DERCursor(octets[tbs.content])
        let isVersion2 = try Self.version(&fields, octets)
        let innerAlgorithm = octets[try fields.next(tagged: 0x30, "tbsCertList.signature").whole]
        let name = octets[try fields.next(tagged: 0x30, "tbsCertList.issuer").whole]
        let begin = try fields.next("tbsCertList.thisUpdate")
        let end = fields.nextTag == 0x17 || fields.nextTag == 0x18 ? try fields.next("tbsCertList.nextUpdate") : nil
        let list = fields.nextTag == 0x30 ? try fields.next("tbsCertList.revokedCertificates") : nil
        // Up to here nothing was decoded.
        if octets.count - (list?.content.count ?? 0) > Self.maximumOctetsBesideEntries {
            throw CertificateDecodingError(
                field: "certificateList", reason: "more than \(Self.maximumOctetsBesideEntries) octets beside its entries")
        }
        let revoked = list.map { octets[$0.content] }

        let value = try parseDER(bits, field: "signatureValue").wholeBitString("signatureValue")
        signature = CRLSignature(
            value, over: octets[tbs.whole],
            try SignatureAlgorithm(try parseDER(algorithm, field: "signatureAlgorithm"), "signatureAlgorithm"))
        // RFC 5280 section 5.1.1.2: both algorithm identifiers MUST be the same.
        guard innerAlgorithm == algorithm else {
            throw CertificateDecodingError(field: "signatureAlgorithm", reason: "differs from tbsCertList.signature")
        }
        let issuer = try Self.name(name)
        thisUpdate = try StatusTime.instant(begin, in: octets, "tbsCertList.thisUpdate")
        nextUpdate = try end.map { end throws(CertificateDecodingError) in
            try StatusTime.instant(end, in: octets, "tbsCertList.nextUpdate")
        }
        let extensions = try Self.extensions(&fields, octets)
        guard fields.isAtEnd else { throw CertificateDecodingError(field: "tbsCertList", reason: Self.more) }

        let entries =
            try revoked.map { content throws(CertificateDecodingError) in try CRLEntries(content, issuer: issuer) }
            ?? CRLEntries(issuer: issuer)
        // RFC 5280 section 5.1.2.1: with extensions, "this field MUST be present and MUST specify version 2".
        if !isVersion2, extensions != nil || entries.hasExtensions {
            throw CertificateDecodingError(field: "tbsCertList.version", reason: "extensions in a list of version 1")
        }
        let known = extensions ?? StatusExtensions()
        number = try Self.number(known, .cRLNumber, "cRLNumber")
        baseNumber = try Self.number(known, .deltaCRLIndicator, "deltaCRLIndicator")
        authorityKey = known[.authorityKeyIdentifier]?.value
        authorityKeyIdentifier = try Self.keyIdentifier(known)
        distributionPoint =
            if let value = known[.issuingDistributionPoint]?.value { try IssuingDistributionPoint(value) } else { nil }
        unknownCritical = known.unknownCritical(known: Self.knownExtensions) ?? entries.unknownCritical
        remarks = Self.remarks(known, isEmptyListWritten: revoked?.isEmpty ?? false, hasNextUpdate: nextUpdate != nil)
        self.issuer = issuer
        self.entries = entries
    }

    /// Whether the CRL is a delta CRL (RFC 5280 section 5.2.4).
    var isDelta: Bool { baseNumber != nil }

    /// When the CRL is good, for whoever remembers answers; without nextUpdate, from thisUpdate on.
    var period: ValidityPeriod { ValidityPeriod(notBefore: thisUpdate, notAfter: nextUpdate ?? .noExpiry) }

    /// Why nothing may be concluded from this CRL, whatever the date and whoever signed it, as one clause; nil if
    /// nothing forbids it.
    var forbidden: Obstacle? {
        // RFC 5280 sections 5.2 and 5.3: "the application MUST NOT use that CRL to determine the status of
        // certificates".
        if let unknownCritical { return Obstacle(.unusableCRL, "has the unknown critical extension \(unknownCritical)") }
        // RFC 5280 section 5.3.3: certificateIssuer belongs to entries of indirect CRLs. Elsewhere nobody knows which
        // certificate is meant.
        if entries.namesIssuers, distributionPoint?.isIndirect != true {
            return Obstacle(.unusableCRL, "names issuers of certificates, and is not indirect")
        }
        return nil
    }

    /// Why a certificate that this CRL does not hold is not known to be good, as one clause; nil if nothing forbids it.
    ///
    /// - Parameter strictly: refuses what RFC 5280 section 5.2 asks of issuers too: a CRL number and an authority key
    ///   identifier, neither of them critical.
    func unreliable(strictly: Bool) -> Obstacle? {
        // RFC 5280 section 5.1.2.5: "Conforming CRL issuers MUST include the nextUpdate field in all CRLs." Without it,
        // a CRL never ages, and an old one could be shown forever.
        if nextUpdate == nil { return Obstacle(.undatedCRL, "has no nextUpdate") }
        return strictly ? remarks.first : nil
    }

    /// Why the CRL is not good at an instant, as one clause; nil if it is.
    func untimely(at instant: Instant) -> String? {
        if instant < thisUpdate { return "begins at \(thisUpdate)" }
        if let nextUpdate, nextUpdate < instant { return "ended at \(nextUpdate)" }
        return nil
    }

    /// The CRL as messages name it.
    var title: String { origin.isEmpty ? "the list of \(thisUpdate)" : "the list \(EscapedText(origin))" }

    /// 64 KiB for everything but the entries: lists of public CAs have under 2 KiB there, and the largest signature of
    /// SLH-DSA (FIPS 205) has 49,856 octets. SwiftASN1 makes a tree of these parts, in which two octets take a hundred.
    private static let maximumOctetsBesideEntries = 64 * 1_024
    private static let more = "unexpected octets after the last field"

    /// Beside those of which something is needed: issuerAltName (RFC 5280 section 5.2.2) and authorityInfoAccess
    /// (section 5.2.7).
    private static let knownExtensions: Set<OID> = [
        .authorityKeyIdentifier, .cRLNumber, .deltaCRLIndicator, .issuingDistributionPoint, .freshestCRL, OID(2, 5, 29, 18),
        OID(1, 3, 6, 1, 5, 5, 7, 1, 1),
    ]
}

extension CertificateRevocationList {
    /// Version 2 is written as 1; version 1 is left out.
    private static func version(_ fields: inout DERCursor, _ octets: ArraySlice<UInt8>) throws(CertificateDecodingError) -> Bool {
        guard fields.nextTag == 0x02 else { return false }
        let content = octets[try fields.next("tbsCertList.version").content]
        guard content.elementsEqual([1]) else {
            throw CertificateDecodingError(
                field: "tbsCertList.version", reason: "INTEGER \(hexadecimal(content.prefix(8))) is not version 2")
        }
        return true
    }

    private static func name(_ octets: ArraySlice<UInt8>) throws(CertificateDecodingError) -> DistinguishedName {
        let name = try DistinguishedName(try parseDER(octets, field: "tbsCertList.issuer"), "tbsCertList.issuer")
        // RFC 5280 section 5.1.2.3: "The issuer field MUST contain a non-empty X.500 distinguished name".
        if name.isEmpty { throw CertificateDecodingError(field: "tbsCertList.issuer", reason: "an empty name") }
        return name
    }

    private static func extensions(
        _ fields: inout DERCursor, _ octets: ArraySlice<UInt8>
    ) throws(CertificateDecodingError) -> StatusExtensions? {
        let field = "tbsCertList.crlExtensions"
        guard fields.nextTag == 0xA0 else { return nil }
        var tagged = DERCursor(octets[try fields.next(field).content])
        let list = try tagged.next(tagged: 0x30, field)
        guard tagged.isAtEnd else {
            throw CertificateDecodingError(field: field, reason: "an explicit tag holds exactly one value")
        }
        return try StatusExtensions(octets[list.content], field)
    }

    private static func number(
        _ extensions: StatusExtensions, _ type: OID, _ name: String
    ) throws(CertificateDecodingError) -> NaturalNumber? {
        guard let value = extensions[type]?.value else { return nil }
        let field = "tbsCertList.crlExtensions.\(name)"
        let number = try NaturalNumber(try parseDER(value, field: field), field)
        // RFC 5280 section 5.2.3: "CRL verifiers MUST be able to handle CRLNumber values up to 20 octets."
        if number.octets.count > 20 { throw CertificateDecodingError(field: field, reason: "more than 20 octets") }
        return number
    }

    private static func keyIdentifier(_ extensions: StatusExtensions) throws(CertificateDecodingError) -> [UInt8]? {
        guard let value = extensions[.authorityKeyIdentifier]?.value else { return nil }
        let field = "tbsCertList.crlExtensions.authorityKeyIdentifier"
        var fields = try FieldReader(try parseDER(value, field: field), field)
        let identifier = fields.next(ifTagged: .context(0))
        _ = fields.next(ifTagged: .context(1))
        _ = fields.next(ifTagged: .context(2))
        try fields.end()
        guard let identifier else { return nil }
        return Array(try identifier.anyPrimitive("\(field).keyIdentifier"))
    }

    private static func remarks(_ extensions: StatusExtensions, isEmptyListWritten: Bool, hasNextUpdate: Bool) -> [Obstacle] {
        var remarks: [Obstacle] = []
        func note(_ isBroken: Bool, _ remark: String, _ cause: Cause = .profileOfCRL) {
            if isBroken { remarks.append(Obstacle(cause, remark)) }
        }
        let number = Cause(.revocationListNumber)
        note(extensions[.cRLNumber] == nil, "has no cRLNumber (RFC 5280 section 5.2.3)", number)
        note(extensions[.cRLNumber]?.isCritical == true, "has a critical cRLNumber (RFC 5280 section 5.2.3)", number)
        note(extensions[.authorityKeyIdentifier] == nil, "has no authorityKeyIdentifier (RFC 5280 section 5.2.1)")
        note(
            extensions[.deltaCRLIndicator]?.isCritical == false,
            "has a deltaCRLIndicator that is not critical (RFC 5280 section 5.2.4)")
        note(
            extensions[.issuingDistributionPoint]?.isCritical == false,
            "has an issuingDistributionPoint that is not critical (RFC 5280 section 5.2.5)")
        note(extensions[.freshestCRL]?.isCritical == true, "has a critical freshestCRL (RFC 5280 section 5.2.6)")
        note(isEmptyListWritten, "has an empty revokedCertificates (RFC 5280 section 5.1.2.6)")
        note(!hasNextUpdate, "has no nextUpdate (RFC 5280 section 5.1.2.5)")
        return remarks
    }
}

extension OID {
    fileprivate static let cRLNumber = OID(2, 5, 29, 20)
    fileprivate static let deltaCRLIndicator = OID(2, 5, 29, 27)
    fileprivate static let issuingDistributionPoint = OID(2, 5, 29, 28)
    fileprivate static let freshestCRL = OID(2, 5, 29, 46)
}
