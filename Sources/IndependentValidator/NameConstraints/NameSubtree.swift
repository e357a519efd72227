import ServerIdentity

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
