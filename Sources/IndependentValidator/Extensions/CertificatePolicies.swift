import SwiftASN1

/// certificatePolicies (RFC 5280 section 4.2.1.4): the policies by their identifiers; qualifiers are passed over.
struct CertificatePolicies: Sendable {
    /// Each once.
    let identifiers: Set<OID>
    /// Whether one was listed twice.
    let hasRepetition: Bool

    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var identifiers: Set<OID> = []
        var hasRepetition = false
        for information in try parseDER(value, field: field).children(.sequence, field) {
            var fields = try FieldReader(information, field)
            let identifier = try OID(try fields.next("policyIdentifier"), "\(field).policyIdentifier")
            _ = try fields.next(ifTagged: .sequence).map { node throws(CertificateDecodingError) in
                try node.children(.sequence, "\(field).policyQualifiers")
            }
            try fields.end()
            if !identifiers.insert(identifier).inserted { hasRepetition = true }
        }
        if identifiers.isEmpty { throw CertificateDecodingError(field: field, reason: "no policy: SIZE (1..MAX)") }
        self.identifiers = identifiers
        self.hasRepetition = hasRepetition
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
}
