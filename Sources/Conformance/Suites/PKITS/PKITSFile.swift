/// The NIST PKITS suite as its JSON has it, as far as it is needed to ask an engine. Octets are base64.
struct PKITSFile: Decodable {
    let time: String
    let anchor: String
    let certificates: [String: String]
    let crls: [String: String]

    enum CodingKeys: String, CodingKey {
        case certificates, crls
        case time = "validation_time"
        case anchor = "trust_anchor"
    }
}

/// One test, which names certificates and lists of the file.
struct PKITSTest: Decodable {
    let id: String
    let section: String
    /// Leaf first, the anchor left out.
    let certificates: [String]
    /// CRL issuers off the path.
    let extraCertificates: [String]?
    let crls: [String]
    let settings: Settings
    let expected: Expected

    enum Expected: String, Decodable {
        case valid, invalid
    }

    struct Settings: Decodable {
        let policySet: [String]
        let explicitPolicy: Bool
        let policyMappingInhibit: Bool
        let inhibitAnyPolicy: Bool

        enum CodingKeys: String, CodingKey {
            case policySet = "initial_policy_set"
            case explicitPolicy = "initial_explicit_policy"
            case policyMappingInhibit = "initial_policy_mapping_inhibit"
            case inhibitAnyPolicy = "initial_inhibit_any_policy"
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, section, certificates, crls, settings, expected
        case extraCertificates = "extra_certificates"
    }
}
