import ServerIdentity

/// The names of one certificate that name constraints apply to, in the forms in which they are compared; made once for
/// a certificate.
///
/// RFC 5280 section 4.2.1.10: every name of subjectAltName, the subject if it is not empty, and the emailAddress
/// attributes of the subject if there is no subjectAltName.
struct ConstrainedNames: Sendable {
    enum Name: Sendable {
        /// Lower case; nil if it is no pattern that could match anything.
        case dns([UInt8]?, shown: [UInt8])
        case email(Mailbox?, shown: [UInt8])
        /// The host, lower case; nil if the URI has none that is a name.
        case uri([UInt8]?, shown: [UInt8])
        case ip([UInt8])
        case directory(DistinguishedName)
        case unsupported(GeneralName.Form)

        /// As how many names it counts: a long one costs as much as many. A directoryName counts by about as many as it
        /// has attributes, for OpenSSL counts those of the subject, and the limit is its.
        var weight: Int {
            switch self {
            case .dns(_, let octets), .email(_, let octets), .uri(_, let octets): 1 + octets.count / 64
            case .directory(let name): 1 + name.octets.count / Self.octetsOfAttribute
            case .ip, .unsupported: 1
            }
        }

        /// Octets of an attribute with a value of 10 characters, in its SET and SEQUENCE and with its type.
        private static let octetsOfAttribute = 24

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

        /// Whether it is a name of its kind, so that it lies somewhere.
        var isPlaceable: Bool {
            switch self {
            case .dns(nil, _), .email(nil, _), .uri(nil, _): false
            case .ip(let octets): octets.count == 4 || octets.count == 16
            case .dns, .email, .uri, .directory, .unsupported: true
            }
        }

        /// Whether it stands for several names.
        var isPattern: Bool {
            if case .dns(let name?, _) = self { name.contains(UInt8(ascii: "*")) } else { false }
        }

        /// Whether it is of a kind that is never compared.
        var isUnsupported: Bool {
            if case .unsupported = self { true } else { false }
        }
    }

    let names: [Name]

    /// - Parameter commonName: counts as a dNSName, where a policy lets a commonName stand in for one.
    init(_ certificate: DecodedCertificate, commonName: [UInt8]?) {
        var names = certificate.alternativeNames.map(Self.name)
        if !certificate.subject.isEmpty { names.append(.directory(certificate.subject)) }
        if certificate.alternativeNames.isEmpty {
            names += certificate.subject.emailAddresses.map { .email(Mailbox($0), shown: $0) }
        }
        // Whatever other names there are: what may be matched is constrained.
        if let commonName { names.append(Name(dNSName: commonName)) }
        self.names = names
    }

    private static func name(_ name: GeneralName) -> Name {
        switch name {
        case .dns(let octets): Name(dNSName: octets)
        case .email(let octets): .email(Mailbox(octets), shown: octets)
        case .uri(let octets): .uri(URIHost.of(octets), shown: octets)
        case .ip(let octets): .ip(octets)
        case .directory(let name): .directory(name)
        case .other, .x400, .ediParty, .registeredID: .unsupported(name.form)
        }
    }
}

extension ConstrainedNames.Name {
    /// Octets that a dNSName holds, or that are taken for one.
    init(dNSName octets: [UInt8]) {
        let lower = octets.map(\.asciiLowercased)
        let labels = lower.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        // A wildcard counts in the left-most label only; elsewhere the name matches nothing and can't be placed.
        let isPattern = labels.first?.contains(UInt8(ascii: "*")) == true
        let plain = isPattern ? Array((labels.count > 1 ? labels[1] : [])) : lower
        let isPlaceable = !plain.isEmpty && ConstrainedDomain(plain).map { !$0.isSubdomainsOnly } == true
        self = .dns(isPlaceable ? lower : nil, shown: octets)
    }
}

extension ConstrainedNames.Name: CustomStringConvertible {
    /// The kind and the name, escaped for printing.
    var description: String {
        switch self {
        case .dns(_, let octets): "dNSName '\(EscapedText(octets))'"
        case .email(_, let octets): "rfc822Name '\(EscapedText(octets))'"
        case .uri(_, let octets): "uniformResourceIdentifier '\(EscapedText(octets))'"
        case .ip(let octets): "iPAddress \(IPAddress(octets: octets)?.description ?? hexadecimal(octets.prefix(32)))"
        case .directory(let name): "directoryName '\(name.text)'"
        case .unsupported(let form): "a name of the kind \(form.rawValue)"
        }
    }
}
