import GnuTLS

@testable import Lab

/// A small PKI for these tests, made once: a root, an intermediate, and leaves below it.
struct PKI {
    let root: LabAuthority
    let intermediate: LabAuthority
    /// The moment around which everything is valid.
    static let now: Int64 = 1_800_000_000
    static let day: Int64 = 86_400

    static let shared = Result { try PKI() }

    init() throws {
        let calendar = LabCalendar(instant: Self.now)
        root = try .root("Test root", key: .ecdsa(), calendar: calendar)
        intermediate = try root.issue(LabHierarchy.authority("Test intermediate", key: .ecdsa()))
    }

    func leaf(_ names: [LabName], adjust: (inout LabRequest) -> Void = { _ in }) throws -> Leaf {
        var request = LabRequest(commonName: "leaf", names: names, key: try .ecdsa())
        adjust(&request)
        let issued = try intermediate.issue(request)
        return Leaf(chain: [try issued.der, try intermediate.der], key: request.key)
    }

    var trust: TrustList {
        get throws { try TrustList(anchors: [root.der]) }
    }
}

struct Leaf {
    let chain: [[UInt8]]
    let key: LabKey

    var credentials: Credentials {
        get throws { try Credentials(chainPEM: Array(LabPEM.certificates(chain).utf8), keyPEM: Array(key.pem.utf8)) }
    }
}
