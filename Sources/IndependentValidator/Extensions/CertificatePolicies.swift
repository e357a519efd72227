import SwiftASN1

/// certificatePolicies (RFC 5280 section 4.2.1.4): the policies by their identifiers. Of qualifiers it is only told
/// whether they are what the section defines.
struct CertificatePolicies: Sendable {
    /// Each once.
    let identifiers: Set<OID>
    /// Whether one was listed twice.
    let hasRepetition: Bool
    /// Why a qualifier is none of the two that RFC 5280 defines, CPS pointer and user notice, or is not of its form;
    /// one clause; nil if all are, or there are none.
    let qualifierFlaw: String?

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var identifiers: Set<OID> = []
        var hasRepetition = false
        var qualifierFlaw: String?
        for information in try parseDER(value, field: field).children(.sequence, field) {
            var fields = try FieldReader(information, field)
            let identifier = try OID(try fields.next("policyIdentifier"), "\(field).policyIdentifier")
            if let node = fields.next(ifTagged: .sequence) {
                var count = 0
                for qualifier in try node.children(.sequence, "\(field).policyQualifiers") {
                    count += 1
                    if qualifierFlaw == nil { qualifierFlaw = Self.flaw(ofQualifier: qualifier) }
                }
                if count == 0, qualifierFlaw == nil { qualifierFlaw = "an empty list of policy qualifiers" }
            }
            try fields.end()
            if !identifiers.insert(identifier).inserted { hasRepetition = true }
        }
        if identifiers.isEmpty { throw CertificateDecodingError(field: field, reason: "no policy: SIZE (1..MAX)") }
        self.identifiers = identifiers
        self.hasRepetition = hasRepetition
        self.qualifierFlaw = qualifierFlaw
    }

    private static func flaw(ofQualifier node: ASN1Node) -> String? {
        let field = "policyQualifiers"
        guard var fields = try? FieldReader(node, field), let kind = try? fields.next("policyQualifierId"),
            let type = try? OID(kind, field), let value = try? fields.next("qualifier"), (try? fields.end()) != nil
        else { return "a policy qualifier that is no pair of type and value" }
        switch type {
        case .cpsPointer:
            return value.identifier == ASN1Identifier.ia5String ? nil : "a CPS pointer that is no IA5String"
        case .userNotice: return flaw(ofNotice: value)
        default: return "the unknown policy qualifier \(type)"
        }
    }

    /// UserNotice: perhaps a reference, perhaps a text of at most 200 characters.
    private static func flaw(ofNotice node: ASN1Node) -> String? {
        let texts: [ASN1Identifier] = [.ia5String, .utf8String, .bmpString, .visibleString]
        guard var fields = try? FieldReader(node, "userNotice") else { return "a user notice that is no SEQUENCE" }
        if let reference = fields.next(ifTagged: .sequence) {
            guard var parts = try? FieldReader(reference, "noticeRef"), let name = try? parts.next("organization"),
                texts.contains(name.identifier), let numbers = try? parts.next("noticeNumbers"),
                numbers.identifier == .sequence,
                (try? parts.end()) != nil
            else { return "a notice reference that is not of its form" }
        }
        for text in texts { if fields.next(ifTagged: text) != nil { break } }
        return (try? fields.end()) == nil ? "a user notice that is not of its form" : nil
    }
}

/// policyMappings (RFC 5280 section 4.2.1.5).
struct PolicyMappings: Sendable {
    struct Mapping: Hashable, Sendable {
        let issuerDomain: OID
        let subjectDomain: OID
    }

    let mappings: [Mapping]

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var mappings: [Mapping] = []
        for node in try parseDER(value, field: field).children(.sequence, field) {
            var fields = try FieldReader(node, field)
            let issuerDomain = try OID(try fields.next("issuerDomainPolicy"), "\(field).issuerDomainPolicy")
            let subjectDomain = try OID(try fields.next("subjectDomainPolicy"), "\(field).subjectDomainPolicy")
            try fields.end()
            mappings.append(Mapping(issuerDomain: issuerDomain, subjectDomain: subjectDomain))
        }
        if mappings.isEmpty { throw CertificateDecodingError(field: field, reason: "no mapping: SIZE (1..MAX)") }
        self.mappings = mappings
    }
}

/// policyConstraints (RFC 5280 section 4.2.1.11), as numbers of certificates.
struct PolicyConstraints: Sendable {
    let requireExplicitPolicy: Int?
    let inhibitPolicyMapping: Int?

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var fields = try FieldReader(try parseDER(value, field: field), field)
        requireExplicitPolicy = try fields.next(ifTagged: .context(0))?.smallNonNegativeInteger(
            "\(field).requireExplicitPolicy", tag: .context(0))
        inhibitPolicyMapping = try fields.next(ifTagged: .context(1))?.smallNonNegativeInteger(
            "\(field).inhibitPolicyMapping", tag: .context(1))
        try fields.end()
        if requireExplicitPolicy == nil, inhibitPolicyMapping == nil {
            throw CertificateDecodingError(field: field, reason: "an empty sequence, which must not be issued")
        }
    }
}

extension OID {
    static let anyPolicy = OID(2, 5, 29, 32, 0)
    /// id-qt-cps and id-qt-unotice.
    fileprivate static let cpsPointer = OID(1, 3, 6, 1, 5, 5, 7, 2, 1)
    fileprivate static let userNotice = OID(1, 3, 6, 1, 5, 5, 7, 2, 2)
}
