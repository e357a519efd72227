import ServerIdentity
import SwiftASN1

/// nameConstraints (RFC 5280 section 4.2.1.10): the name spaces in which the subjects below must lie, and those in
/// which they must not.
struct NameConstraints: Sendable {
    let permitted: [NameSubtree]
    let excluded: [NameSubtree]
    /// Whether a minimum of 0, the DEFAULT, is written out.
    let writesDefault: Bool
    /// As how many comparisons the length of directoryName bases counts: a long one is read anew for each name.
    let directoryWeight: Int

    /// - Throws: also for an empty extension ("conforming CAs MUST NOT issue", and what it would mean nobody can say),
    ///   an empty list, a base that is no constraint of its kind, and `minimum` or `maximum`, which no profile uses and
    ///   nobody implements.
    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var fields = try FieldReader(try parseDER(value, field: field), field)
        var writesDefault = false
        let permitted = try Self.subtrees(fields.next(ifTagged: .context(0)), 0, "\(field).permittedSubtrees", &writesDefault)
        let excluded = try Self.subtrees(fields.next(ifTagged: .context(1)), 1, "\(field).excludedSubtrees", &writesDefault)
        try fields.end()
        if permitted == nil, excluded == nil {
            throw CertificateDecodingError(field: field, reason: "an empty sequence, which must not be issued")
        }
        self.permitted = permitted ?? []
        self.excluded = excluded ?? []
        self.writesDefault = writesDefault
        directoryWeight = (self.permitted + self.excluded).reduce(0) { sum, subtree in
            if case .directory(let name) = subtree { sum + name.octets.count / 64 } else { sum }
        }
    }

    private static func subtrees(
        _ node: ASN1Node?, _ tag: UInt, _ field: String, _ writesDefault: inout Bool
    ) throws(CertificateDecodingError) -> [NameSubtree]? {
        guard let node else { return nil }
        var subtrees: [NameSubtree] = []
        for element in try node.children(.context(tag), field) {
            var fields = try FieldReader(element, field)
            let base = try GeneralName(try fields.next("base"), "\(field).base")
            if let minimum = fields.next(ifTagged: .context(0)) {
                guard try minimum.smallNonNegativeInteger("\(field).minimum", tag: .context(0)) == 0 else {
                    throw CertificateDecodingError(field: "\(field).minimum", reason: "must be 0")
                }
                writesDefault = true
            }
            if fields.next(ifTagged: .context(1)) != nil {
                throw CertificateDecodingError(field: "\(field).maximum", reason: "must be absent")
            }
            try fields.end()
            subtrees.append(try NameSubtree(base, "\(field).base"))
        }
        if subtrees.isEmpty { throw CertificateDecodingError(field: field, reason: "no subtree: SIZE (1..MAX)") }
        return subtrees
    }

    /// The kinds of names that are constrained.
    var forms: Set<GeneralName.Form> { Set((permitted + excluded).map(\.form)) }

    /// Whether a constraint on mail addresses is empty; the section does not say what that means.
    var hasEmptyMail: Bool {
        (permitted + excluded).contains { if case .email(let mailbox) = $0 { mailbox.isEmpty } else { false } }
    }

    /// Whether a constraint on URIs is empty, so that it names every host.
    var hasEmptyURI: Bool {
        (permitted + excluded).contains { if case .uri(let domain) = $0 { domain.isEmpty } else { false } }
    }

    /// Whether a dNSName constraint begins with a period, which the section defines for URIs only.
    var hasLeadingPeriod: Bool {
        (permitted + excluded).contains { if case .dns(let domain) = $0 { domain.isSubdomainsOnly } else { false } }
    }
}

/// One base of nameConstraints, checked for the form of its kind (RFC 5280 section 4.2.1.10).
enum NameSubtree: Sendable {
    case dns(ConstrainedDomain)
    case email(ConstrainedMailbox)
    case uri(ConstrainedDomain)
    case ip(ConstrainedNetwork)
    case directory(DistinguishedName)
    /// A kind that this validator can't compare: a name of this kind below it can't be accepted.
    case unsupported(GeneralName.Form)

    init(_ base: GeneralName, _ field: String) throws(CertificateDecodingError) {
        func malformed(_ kind: String, _ octets: [UInt8]) -> CertificateDecodingError {
            CertificateDecodingError(field: field, reason: "'\(EscapedText(octets))' is no \(kind) constraint")
        }
        switch base {
        case .dns(let octets):
            guard let domain = ConstrainedDomain(octets) else { throw malformed("dNSName", octets) }
            self = .dns(domain)
        case .uri(let octets):
            guard let domain = ConstrainedDomain(octets) else { throw malformed("URI host", octets) }
            self = .uri(domain)
        case .email(let octets):
            guard let mailbox = ConstrainedMailbox(octets) else { throw malformed("rfc822Name", octets) }
            self = .email(mailbox)
        case .ip(let octets):
            guard let network = ConstrainedNetwork(octets) else {
                throw CertificateDecodingError(
                    field: field,
                    reason: "\(octets.count) octets are no iPAddress constraint (address and contiguous mask: 8 or 32)")
            }
            self = .ip(network)
        case .directory(let name): self = .directory(name)
        case .other, .x400, .ediParty, .registeredID: self = .unsupported(base.form)
        }
    }

    var form: GeneralName.Form {
        switch self {
        case .dns: .dns
        case .email: .email
        case .uri: .uri
        case .ip: .ip
        case .directory: .directory
        case .unsupported(let form): form
        }
    }
}
