import ServerIdentity
import SwiftASN1

/// The extensions of a certificate, each once, decoded as far as path validation needs them (RFC 5280 section 4.2).
///
/// An extension whose contents are broken makes the certificate useless for a path and is kept among `flaws`: a
/// certificate that no path needs may be broken.
struct CertificateExtensions: Sendable {
    private(set) var entries: [Entry] = []

    private(set) var authorityKeyIdentifier: AuthorityKeyIdentifier?
    private(set) var subjectKeyIdentifier: [UInt8]?
    private(set) var keyUsage: KeyUsage?
    private(set) var certificatePolicies: CertificatePolicies?
    private(set) var policyMappings: PolicyMappings?
    private(set) var alternativeNames: AlternativeNames?
    private(set) var basicConstraints: BasicConstraints?
    private(set) var nameConstraints: NameConstraints?
    private(set) var policyConstraints: PolicyConstraints?
    private(set) var inhibitAnyPolicy: Int?
    private(set) var extendedKeyUsage: ExtendedKeyUsage?
    private(set) var crlDistributionPoints: CRLDistributionPoints?
    private(set) var tlsFeatures: TLSFeatures?

    /// Extensions whose contents can't be decoded.
    private(set) var flaws: [CertificateDecodingError] = []
    /// Critical extensions that nobody here knows.
    private(set) var unknownCritical: [OID] = []
    /// Where a DEFAULT is written out, a list is empty, or named bits end with a zero; one clause each.
    private(set) var encodingRemarks: [String] = []

    /// One extension: its type, whether it is critical, and the octets inside extnValue.
    struct Entry: Hashable, Sendable {
        let type: OID
        let isCritical: Bool
        let value: ArraySlice<UInt8>

        /// Whether the contents are a SEQUENCE of nothing.
        var isEmptyList: Bool { value.elementsEqual([0x30, 0x00]) }
    }

    static let field = "tbsCertificate.extensions"

    init() {}

    /// - Throws: for a broken structure, and for two extensions of one type (RFC 5280 section 4.2: "MUST NOT include
    ///   more than one").
    init(_ node: ASN1Node) throws(CertificateDecodingError) {
        let list = try unwrapExplicit(node, .context(3), Self.field)
        for element in try list.children(.sequence, Self.field) {
            let entry = try decode(element)
            if entries.count >= Self.maximumNumber {
                throw CertificateDecodingError(
                    field: Self.field, reason: "more than the limit of \(Self.maximumNumber) extensions", isLimit: true)
            }
            if self[entry.type] != nil {
                throw CertificateDecodingError(field: Self.field, reason: "two extensions of type \(entry.type)")
            }
            entries.append(entry)
        }
        if entries.isEmpty { encodingRemarks.append("\(Self.field): an empty list") }
        for entry in entries { interpret(entry) }
    }

    /// 256. Certificates have about ten; comparing each with each must stay cheap.
    private static let maximumNumber = 256

    private mutating func decode(_ node: ASN1Node) throws(CertificateDecodingError) -> Entry {
        var fields = try FieldReader(node, Self.field)
        let type = try OID(try fields.next("extnID"), "\(Self.field).extnID")
        let critical = try fields.next(ifTagged: .boolean)?.boolean("\(Self.field).critical")
        if critical == false { encodingRemarks.append("\(Self.field).critical: FALSE is written out, which DER forbids") }
        let value = try fields.next("extnValue").primitive(.octetString, "\(Self.field).extnValue")
        try fields.end()
        return Entry(type: type, isCritical: critical ?? false, value: value)
    }

    subscript(type: OID) -> Entry? { entries.first { $0.type == type } }

    /// Whether there is an extension of this type, and it is critical.
    func isCritical(_ type: OID) -> Bool { self[type]?.isCritical ?? false }

    /// Whether there is an extension of this type, and it is not critical.
    func isUncritical(_ type: OID) -> Bool { self[type].map { !$0.isCritical } ?? false }

    private mutating func interpret(_ entry: Entry) {
        if entry.isEmptyList, mayBeEmpty(entry) {
            encodingRemarks.append("\(Self.field): an empty list as the extension \(entry.type)")
            return
        }
        do throws(CertificateDecodingError) {
            if !(try decodeKnown(entry)), entry.isCritical { unknownCritical.append(entry.type) }
        } catch {
            flaws.append(error)
        }
    }

    /// Whether an empty list says no more than that the extension is absent: where nothing is decided by what would
    /// stand in it. The names of a server decide; those of a CA do not.
    private func mayBeEmpty(_ entry: Entry) -> Bool {
        if entry.isCritical { return false }
        switch entry.type {
        case .authorityInformationAccess, .subjectInformationAccess, .certificatePolicies, .crlDistributionPoints:
            return true
        case .subjectAlternativeName:
            let constraints = self[.basicConstraints].flatMap { try? BasicConstraints($0.value, "") }
            return constraints?.isCA == true
        default: return false
        }
    }

    /// - Returns: whether the extension is known here.
    private mutating func decodeKnown(_ entry: Entry) throws(CertificateDecodingError) -> Bool {
        let value = entry.value
        switch entry.type {
        case .authorityKeyIdentifier:
            authorityKeyIdentifier = try AuthorityKeyIdentifier(value, "\(Self.field).authorityKeyIdentifier")
        case .subjectKeyIdentifier:
            let field = "\(Self.field).subjectKeyIdentifier"
            subjectKeyIdentifier = Array(try parseDER(value, field: field).primitive(.octetString, field))
        case .keyUsage:
            keyUsage = try KeyUsage(value, "\(Self.field).keyUsage")
            if KeyUsage.hasTrailingZeros(value) {
                encodingRemarks.append("\(Self.field).keyUsage: zero bits at the end")
            }
        case .certificatePolicies:
            let policies = try CertificatePolicies(value, "\(Self.field).certificatePolicies")
            // Section 4.2.1.4: where it is critical, the qualifiers must be interpreted too, or the certificate refused.
            if entry.isCritical, let flaw = policies.qualifierFlaw {
                throw CertificateDecodingError(field: "\(Self.field).certificatePolicies", reason: "critical, with \(flaw)")
            }
            certificatePolicies = policies
        case .policyMappings: policyMappings = try PolicyMappings(value, "\(Self.field).policyMappings")
        case .subjectAlternativeName: alternativeNames = try AlternativeNames(value)
        case .basicConstraints:
            let constraints = try BasicConstraints(value, "\(Self.field).basicConstraints")
            if constraints.writesDefault { encodingRemarks.append("\(Self.field).basicConstraints.cA: FALSE is written out") }
            basicConstraints = constraints
        case .nameConstraints:
            let constraints = try NameConstraints(value, "\(Self.field).nameConstraints")
            if constraints.writesDefault { encodingRemarks.append("\(Self.field).nameConstraints: minimum 0 is written out") }
            nameConstraints = constraints
        case .policyConstraints: policyConstraints = try PolicyConstraints(value, "\(Self.field).policyConstraints")
        case .inhibitAnyPolicy:
            let field = "\(Self.field).inhibitAnyPolicy"
            inhibitAnyPolicy = try parseDER(value, field: field).smallNonNegativeInteger(field)
        case .extendedKeyUsage: extendedKeyUsage = try ExtendedKeyUsage(value, "\(Self.field).extendedKeyUsage")
        case .tlsFeature:
            let features = try TLSFeatures(value, "\(Self.field).tlsFeature")
            tlsFeatures = features
            return !entry.isCritical || features.areKnown
        case .authorityInformationAccess: try InformationAccess.check(value, "\(Self.field).authorityInfoAccess")
        case .subjectInformationAccess: try InformationAccess.check(value, "\(Self.field).subjectInfoAccess")
        case .crlDistributionPoints: crlDistributionPoints = try CRLDistributionPoints(value)
        default: return false
        }
        return true
    }
}

extension OID {
    static let subjectKeyIdentifier = OID(2, 5, 29, 14)
    static let keyUsage = OID(2, 5, 29, 15)
    static let subjectAlternativeName = OID(2, 5, 29, 17)
    static let basicConstraints = OID(2, 5, 29, 19)
    static let nameConstraints = OID(2, 5, 29, 30)
    static let crlDistributionPoints = OID(2, 5, 29, 31)
    static let certificatePolicies = OID(2, 5, 29, 32)
    static let policyMappings = OID(2, 5, 29, 33)
    static let authorityKeyIdentifier = OID(2, 5, 29, 35)
    static let policyConstraints = OID(2, 5, 29, 36)
    static let extendedKeyUsage = OID(2, 5, 29, 37)
    static let inhibitAnyPolicy = OID(2, 5, 29, 54)
    static let authorityInformationAccess = OID(1, 3, 6, 1, 5, 5, 7, 1, 1)
    static let subjectInformationAccess = OID(1, 3, 6, 1, 5, 5, 7, 1, 11)
    static let tlsFeature = OID(1, 3, 6, 1, 5, 5, 7, 1, 24)
}
