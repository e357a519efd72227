/// Elliptic curves by their object identifiers (RFC 5480 section 2.1.1.1, SEC 2, RFC 5639).
struct NamedCurve: Sendable {
    let name: String
    let use: Use

    /// What the curve is good for here.
    enum Use: Hashable, Sendable {
        /// swift-crypto can check signatures on it.
        case checkable(coordinateOctets: Int)
        /// Fewer than 224 bits.
        case weak
        /// Neither weak nor known to swift-crypto.
        case unsupported
    }

    /// Nil for a curve that nobody here has heard of.
    init?(_ identifier: OID) {
        guard let known = Self.known[identifier] else { return nil }
        self = known
    }

    private init(_ name: String, _ use: Use) {
        self.name = name
        self.use = use
    }

    private static let known: [OID: NamedCurve] = [
        OID(1, 2, 840, 10_045, 3, 1, 7): NamedCurve("P-256", .checkable(coordinateOctets: 32)),
        OID(1, 3, 132, 0, 34): NamedCurve("P-384", .checkable(coordinateOctets: 48)),
        OID(1, 3, 132, 0, 35): NamedCurve("P-521", .checkable(coordinateOctets: 66)),
        OID(1, 3, 132, 0, 33): NamedCurve("P-224", .unsupported),
        OID(1, 3, 132, 0, 10): NamedCurve("secp256k1", .unsupported),
        OID(1, 3, 36, 3, 3, 2, 8, 1, 1, 7): NamedCurve("brainpoolP256r1", .unsupported),
        OID(1, 3, 36, 3, 3, 2, 8, 1, 1, 11): NamedCurve("brainpoolP384r1", .unsupported),
        OID(1, 3, 36, 3, 3, 2, 8, 1, 1, 13): NamedCurve("brainpoolP512r1", .unsupported),
        OID(1, 2, 840, 10_045, 3, 1, 1): NamedCurve("P-192", .weak),
        OID(1, 3, 132, 0, 1): NamedCurve("sect163k1", .weak), OID(1, 3, 132, 0, 2): NamedCurve("sect163r1", .weak),
        OID(1, 3, 132, 0, 6): NamedCurve("secp112r1", .weak), OID(1, 3, 132, 0, 8): NamedCurve("secp160r1", .weak),
        OID(1, 3, 132, 0, 9): NamedCurve("secp160k1", .weak), OID(1, 3, 132, 0, 15): NamedCurve("sect163r2", .weak),
        OID(1, 3, 132, 0, 28): NamedCurve("secp128r1", .weak), OID(1, 3, 132, 0, 30): NamedCurve("secp160r2", .weak),
        OID(1, 3, 132, 0, 31): NamedCurve("secp192k1", .weak),
    ]
}
