/// A case of x509-limbo, as far as it is needed to ask an engine.
struct LimboCase: Decodable {
    let id: String
    let kind: Kind
    /// PEM, one certificate each.
    let trusted: [String]
    let intermediates: [String]
    let peer: String
    /// RFC 3339; nil for now.
    let time: String?
    let expected: Expected
    let name: Name?
    let names: [Name]?
    let keyUsage: [String]?
    let extendedKeyUsage: [String]?
    let maximumDepth: Int?
    /// PEM, one list each.
    let crls: [String]?
    /// The preset to judge by; x509-limbo itself names none.
    let policy: String?
    /// Whether it says which project it was taken from.
    var isOfAnotherProject: Bool { source != nil }
    private let source: Mark?

    /// A value of which only matters that it is there.
    private struct Mark: Decodable {
        init(from decoder: any Decoder) {}
    }

    enum Kind: String, Decodable {
        case server = "SERVER"
        case client = "CLIENT"
    }

    enum Expected: String, Decodable {
        case success = "SUCCESS"
        case failure = "FAILURE"
    }

    struct Name: Decodable {
        let kind: String
        let value: String
    }

    enum CodingKeys: String, CodingKey {
        case id, crls, policy, source
        case kind = "validation_kind"
        case trusted = "trusted_certs"
        case intermediates = "untrusted_intermediates"
        case peer = "peer_certificate"
        case time = "validation_time"
        case expected = "expected_result"
        case name = "expected_peer_name"
        case names = "expected_peer_names"
        case keyUsage = "key_usage"
        case extendedKeyUsage = "extended_key_usage"
        case maximumDepth = "max_chain_depth"
    }
}
