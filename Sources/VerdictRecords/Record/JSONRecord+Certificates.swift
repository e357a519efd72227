package import ServerIdentity

/// What certificates say of themselves, as the record holds it.
extension JSONRecord {
    /// Null for a certificate that could not be decoded.
    static func certificate(_ facts: CertificateFacts?) -> JSONValue {
        guard let facts else { return .null }
        let names = NamesByKind(facts.names)
        return [
            "subject": .string(facts.subject), "issuer": .string(facts.issuer), "serial": .string(facts.serial),
            "not_before": .string(facts.validity.notBefore.description), "not_after": .string(facts.validity.notAfter.description),
            "dns_names": .strings(names.dns), "ip_addresses": .strings(names.addresses), "uris": .strings(names.uris),
            "srv_names": .strings(names.services), "emails": .strings(names.emails), "other_names": .strings(names.others),
            "key": .string(facts.key), "signature_algorithm": .string(facts.signatureAlgorithm),
            "sha256": .string(hexadecimal(facts.sha256)), "spki_sha256": .string(hexadecimal(facts.spkiSHA256)),
        ]
    }

    /// A presented name with its kind; an iPAddress that is no address is written in hexadecimal.
    static func presented(_ identity: PresentedIdentity) -> JSONValue {
        let (kind, text) = kindAndText(identity)
        return ["kind": .string(kind), "text": .string(text)]
    }

    package static func kindAndText(_ identity: PresentedIdentity) -> (kind: String, text: String) {
        switch identity {
        case .dns(let octets): ("dns", escaped(octets))
        case .ip(let octets): ("ip", IPAddress(octets: octets)?.description ?? "0x" + hexadecimal(octets))
        case .uri(let octets): ("uri", escaped(octets))
        case .srv(let octets): ("srv", escaped(octets))
        case .email(let octets): ("email", escaped(octets))
        case .directoryName(let text): ("directory_name", text)
        case .other(let kind): ("other", kind)
        case .commonName(let octets): ("common_name", escaped(octets))
        }
    }

    private static func escaped(_ octets: [UInt8]) -> String { EscapedText(octets, limit: .max).description }
}

private struct NamesByKind {
    var dns: [String] = []
    var addresses: [String] = []
    var uris: [String] = []
    var services: [String] = []
    var emails: [String] = []
    var others: [String] = []

    init(_ names: [PresentedIdentity]) {
        for name in names {
            let text = JSONRecord.kindAndText(name).text
            switch name {
            case .dns: dns.append(text)
            case .ip: addresses.append(text)
            case .uri: uris.append(text)
            case .srv: services.append(text)
            case .email: emails.append(text)
            case .directoryName, .other, .commonName: others.append(name.description)
            }
        }
    }
}
