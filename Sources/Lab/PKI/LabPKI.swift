import X509

/// The certificates of the lab, made anew at each start: three trusted roots, one that nobody trusts, and an
/// intermediate below each.
struct LabPKI: Sendable {
    let rsa: LabHierarchy
    let ecdsa: LabHierarchy
    let ed25519: LabHierarchy
    /// Its root is not among the trusted ones.
    let unknown: LabHierarchy
    /// A key that is too short.
    let weakKey: LabKey
    let calendar: LabCalendar

    /// Makes the keys, the four RSA keys side by side since they take longest, and the certificates.
    init(instant: Int64) async throws {
        let calendar = LabCalendar(instant: instant)
        async let rootKey = LabKey.rsa()
        async let intermediateKey = LabKey.rsa()
        async let leafKey = LabKey.rsa()
        async let weakKey = LabKey.weakRSA()
        ecdsa = try LabHierarchy("ECDSA", LabKey.ecdsa(), LabKey.ecdsa(), LabKey.ecdsa(), calendar)
        ed25519 = try LabHierarchy("Ed25519", LabKey.ed25519(), LabKey.ed25519(), LabKey.ed25519(), calendar)
        unknown = try LabHierarchy("unknown", LabKey.ecdsa(), LabKey.ecdsa(), LabKey.ecdsa(), calendar)
        rsa = try LabHierarchy("RSA", await rootKey, await intermediateKey, await leafKey, calendar)
        self.weakKey = try await weakKey
        self.calendar = calendar
    }

    /// The roots that a client of the lab trusts, DER.
    var trustedRoots: [[UInt8]] {
        get throws { try [rsa, ecdsa, ed25519].map { try $0.root.der } }
    }
}

/// A root, an intermediate below it, and a key that its leaves share: a new key for each leaf would tell nobody
/// anything.
struct LabHierarchy: Sendable {
    let root: LabAuthority
    let intermediate: LabAuthority
    let leafKey: LabKey

    init(_ kind: String, _ rootKey: LabKey, _ intermediateKey: LabKey, _ leafKey: LabKey, _ calendar: LabCalendar) throws {
        root = try .root("Lab root \(kind)", key: rootKey, calendar: calendar)
        intermediate = try root.issue(Self.authority("Lab intermediate \(kind)", key: intermediateKey))
        self.leafKey = leafKey
    }

    /// What an intermediate asks for.
    static func authority(_ name: String, key: LabKey, pathLength: Int? = nil) -> LabRequest {
        LabRequest(
            commonName: name, key: key, validity: LabRequest.authorityValidity, authority: .authority(pathLength: pathLength))
    }

    /// What a leaf of this host asks for: its name, and nothing odd.
    func request(_ host: String) -> LabRequest { LabRequest(commonName: host, names: [.dns(host)], key: leafKey) }

    /// A leaf of the intermediate, presented with it.
    func identity(_ request: LabRequest) throws -> LabIdentity {
        let leaf = try intermediate.issue(request)
        return try LabIdentity(chain: [leaf.der, intermediate.der], key: request.key)
    }
}

/// What a TLS server presents, and the key that it signs with.
struct LabIdentity: Sendable {
    /// DER, in the order in which it is sent.
    var chain: [[UInt8]]
    var key: LabKey
}
