extension OID {
    /// The signature algorithm as text (`RSA-SHA256`), or the dotted object identifier of one that is not known here.
    ///
    /// The hash of RSA-PSS stands in its parameters and is not shown.
    var signatureAlgorithmName: String { Self.signatureAlgorithmNames[self] ?? description }

    /// RFC 3279, RFC 4055, RFC 5758, RFC 8410, RFC 9881.
    private static let signatureAlgorithmNames: [OID: String] = [
        OID(1, 2, 840, 113_549, 1, 1, 2): "RSA-MD2", OID(1, 2, 840, 113_549, 1, 1, 4): "RSA-MD5",
        OID(1, 2, 840, 113_549, 1, 1, 5): "RSA-SHA1", OID(1, 2, 840, 113_549, 1, 1, 14): "RSA-SHA224",
        OID(1, 2, 840, 113_549, 1, 1, 11): "RSA-SHA256", OID(1, 2, 840, 113_549, 1, 1, 12): "RSA-SHA384",
        OID(1, 2, 840, 113_549, 1, 1, 13): "RSA-SHA512", .rsaPSS: "RSA-PSS", OID(1, 2, 840, 10_045, 4, 1): "ECDSA-SHA1",
        OID(1, 2, 840, 10_045, 4, 3, 1): "ECDSA-SHA224", OID(1, 2, 840, 10_045, 4, 3, 2): "ECDSA-SHA256",
        OID(1, 2, 840, 10_045, 4, 3, 3): "ECDSA-SHA384", OID(1, 2, 840, 10_045, 4, 3, 4): "ECDSA-SHA512",
        OID(1, 2, 840, 10_040, 4, 3): "DSA-SHA1", OID(2, 16, 840, 1, 101, 3, 4, 3, 1): "DSA-SHA224",
        OID(2, 16, 840, 1, 101, 3, 4, 3, 2): "DSA-SHA256", OID(1, 3, 101, 112): "Ed25519", OID(1, 3, 101, 113): "Ed448",
        OID(2, 16, 840, 1, 101, 3, 4, 3, 17): "ML-DSA-44", OID(2, 16, 840, 1, 101, 3, 4, 3, 18): "ML-DSA-65",
        OID(2, 16, 840, 1, 101, 3, 4, 3, 19): "ML-DSA-87",
    ]
}
