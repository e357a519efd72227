import ServerIdentity
import SwiftASN1

/// A GeneralName of RFC 5280 section 4.2.1.6, its content as octets; nothing is said of whether they make sense.
enum GeneralName: Sendable {
    case other(type: OID, value: ArraySlice<UInt8>?)
    case email([UInt8])
    case dns([UInt8])
    case x400
    case directory(DistinguishedName)
    case ediParty
    case uri([UInt8])
    case ip([UInt8])
    case registeredID(OID)

    /// - Throws: `CertificateDecodingError` for what is no GeneralName.
    init(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        switch node.identifier {
        case .context(0): self = try Self.otherName(node, "\(field).otherName")
        case .context(1): self = .email(Array(try node.anyPrimitive("\(field).rfc822Name")))
        case .context(2): self = .dns(Array(try node.anyPrimitive("\(field).dNSName")))
        case .context(3): self = .x400
        case .context(4):
            let name = try unwrapExplicit(node, .context(4), "\(field).directoryName")
            self = .directory(try DistinguishedName(name, "\(field).directoryName"))
        case .context(5): self = try Self.ediPartyName(node, "\(field).ediPartyName")
        case .context(6): self = .uri(Array(try node.anyPrimitive("\(field).uniformResourceIdentifier")))
        case .context(7): self = .ip(Array(try node.anyPrimitive("\(field).iPAddress")))
        case .context(8):
            let content = try node.anyPrimitive("\(field).registeredID")
            self = .registeredID(try OID(content: content, "\(field).registeredID"))
        default: throw CertificateDecodingError(field: field, reason: "\(node.identifier.name) is no GeneralName")
        }
    }

    /// The value is kept only if it is an IA5String, which SRVName (RFC 4985 section 2) is.
    private static func otherName(_ node: ASN1Node, _ path: String) throws(CertificateDecodingError) -> GeneralName {
        var fields = try FieldReader(node, path, tag: .context(0))
        let type = try OID(try fields.next("type-id"), "\(path).type-id")
        let value = try unwrapExplicit(try fields.next("value"), .context(0), "\(path).value")
        try fields.end()
        return .other(type: type, value: value.identifier == .ia5String ? try value.anyPrimitive("\(path).value") : nil)
    }

    /// RFC 5280 appendix A.2: nameAssigner may be there, partyName must.
    private static func ediPartyName(_ node: ASN1Node, _ path: String) throws(CertificateDecodingError) -> GeneralName {
        var fields = try FieldReader(node, path, tag: .context(5))
        if let assigner = fields.next(ifTagged: .context(0)) { try text(assigner, .context(0), "\(path).nameAssigner") }
        guard let party = fields.next(ifTagged: .context(1)) else {
            throw CertificateDecodingError(field: "\(path).partyName", reason: "missing")
        }
        try text(party, .context(1), "\(path).partyName")
        try fields.end()
        return .ediParty
    }

    /// A DirectoryString of at least one octet.
    private static func text(
        _ node: ASN1Node, _ tag: ASN1Identifier, _ path: String
    ) throws(CertificateDecodingError) {
        let value = try unwrapExplicit(node, tag, path)
        let kinds: [ASN1Identifier] = [.teletexString, .printableString, .universalString, .utf8String, .bmpString]
        guard kinds.contains(value.identifier), try !value.anyPrimitive(path).isEmpty else {
            throw CertificateDecodingError(field: path, reason: "no DirectoryString of at least one character")
        }
    }

    /// The kinds of names, which name constraints tell apart.
    enum Form: String, Hashable, Sendable {
        case other = "otherName"
        case email = "rfc822Name"
        case dns = "dNSName"
        case x400 = "x400Address"
        case directory = "directoryName"
        case ediParty = "ediPartyName"
        case uri = "uniformResourceIdentifier"
        case ip = "iPAddress"
        case registeredID
    }

    var form: Form {
        switch self {
        case .other: .other
        case .email: .email
        case .dns: .dns
        case .x400: .x400
        case .directory: .directory
        case .ediParty: .ediParty
        case .uri: .uri
        case .ip: .ip
        case .registeredID: .registeredID
        }
    }
}

/// GeneralNames: at least one.
struct GeneralNames: Sendable {
    let names: [GeneralName]

    init(_ node: ASN1Node, _ field: String, tag: ASN1Identifier = .sequence) throws(CertificateDecodingError) {
        var names: [GeneralName] = []
        for node in try node.children(tag, field) { names.append(try GeneralName(node, field)) }
        // "the sequence MUST contain at least one entry"
        if names.isEmpty { throw CertificateDecodingError(field: field, reason: "GeneralNames without an entry") }
        self.names = names
    }
}
