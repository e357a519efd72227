import ServerIdentity
import SwiftASN1

/// nameConstraints (RFC 5280 section 4.2.1.10): the name spaces in which the subjects below must lie, and those in which they must not.
struct NameConstraints: Sendable {
    let permitted: [NameSubtree]
    let excluded: [NameSubtree]
    /// Whether a minimum of 0, the DEFAULT, is written out.
    let writesDefault: Bool

    /// - Throws: also for an empty extension ("conforming CAs MUST NOT issue", and what it would mean nobody can say), an empty list, a base that
    ///   is no constraint of its kind, and `minimum` or `maximum`, which no profile uses and nobody implements.
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

    /// Whether a dNSName constraint begins with a period, which the section defines for URIs only.
    var hasLeadingPeriod: Bool {
        (permitted + excluded).contains { if case .dns(let domain) = $0 { domain.isSubdomainsOnly } else { false } }
    }
}
