import SwiftASN1

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
    /// This name with one more RelativeDistinguishedName, given as the content of its SET; nil if the result is no name.
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
