import SwiftASN1

/// With which algorithm something was signed: what an AlgorithmIdentifier says, its parameters included.
enum SignatureAlgorithm: Hashable, Sendable {
    /// RSASSA-PKCS1-v1_5 (RFC 4055 section 5).
    case rsaPKCS1(Hash)
    /// RSASSA-PSS with one hash for message and mask (RFC 4055 section 3).
    case rsaPSS(Hash, saltLength: Int)
    /// ECDSA on whatever curve the key is on (RFC 5758 section 3.2).
    case ecdsa(Hash)
    /// Ed25519 (RFC 8410).
    case ed25519
    /// An algorithm that nothing may be trusted by; `why` is one clause with its source.
    case forbidden(name: String, why: String)
    /// An algorithm that this module can't check: its name, or the dotted object identifier.
    case unsupported(String)

    /// A hash function of FIPS 180-4 that is strong enough and at hand.
    enum Hash: String, Hashable, Sendable, CaseIterable {
        case sha256 = "SHA-256"
        case sha384 = "SHA-384"
        case sha512 = "SHA-512"

        /// Octets of a digest.
        var length: Int {
            switch self {
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        }
    }

    /// Reads an AlgorithmIdentifier.
    ///
    /// - Parameter mayHaveNull: whether ECDSA may have a NULL: in a certificate, where
    ///   `ProfileRule.signatureAlgorithmParameters` judges it; not in CRLs and OCSP responses, of which no rule speaks.
    /// - Throws: if it is no AlgorithmIdentifier, or if a known algorithm has parameters that it may not have.
    init(_ node: ASN1Node, _ field: String, mayHaveNull: Bool = false) throws(CertificateDecodingError) {
        let (type, parameters) = try AlgorithmIdentifier.decode(node, field)
        if type == .rsaPSS {
            self = try PSSParameters(required: parameters, "\(field).parameters").algorithm
            return
        }
        self = Self.known[type] ?? .unsupported(type.signatureAlgorithmName)
        switch self {
        case .rsaPKCS1: try Self.requireNullOrNothing(parameters, field)
        case .ecdsa where mayHaveNull: try Self.requireNullOrNothing(parameters, field)
        case .ecdsa, .ed25519:
            // RFC 5758 section 3.2: "the encoding MUST omit the parameters field"; RFC 8410 section 3: "MUST be
            // absent".
            if parameters != nil {
                throw CertificateDecodingError(field: "\(field).parameters", reason: "present, but \(name) has none")
            }
        default: break
        }
    }

    /// RFC 4055 section 5: "the parameters MUST be NULL. Implementations MUST accept the parameters being absent as
    /// well as present."
    static func requireNullOrNothing(_ parameters: ASN1Node?, _ field: String) throws(CertificateDecodingError) {
        guard let parameters else { return }
        let octets = try parameters.primitive(.null, "\(field).parameters")
        if !octets.isEmpty { throw CertificateDecodingError(field: "\(field).parameters", reason: "a NULL with content") }
    }

    /// Whether it is ECDSA with any hash that is taken.
    var isECDSA: Bool { if case .ecdsa = self { true } else { false } }

    /// `RSA-SHA256`, `RSA-PSS with SHA-256`, `ECDSA with SHA-384`, `Ed25519`, or what else it was.
    var name: String {
        switch self {
        case .rsaPKCS1(let hash): "RSA with \(hash.rawValue)"
        case .rsaPSS(let hash, _): "RSA-PSS with \(hash.rawValue)"
        case .ecdsa(let hash): "ECDSA with \(hash.rawValue)"
        case .ed25519: "Ed25519"
        case .forbidden(let name, _), .unsupported(let name): name
        }
    }

    static let rsaSHA1 = SignatureAlgorithm.forbidden(name: "RSA-SHA1", why: sha1)
    static let ecdsaSHA1 = SignatureAlgorithm.forbidden(name: "ECDSA-SHA1", why: sha1)

    private static let known: [OID: SignatureAlgorithm] = [
        OID(1, 2, 840, 113_549, 1, 1, 11): .rsaPKCS1(.sha256), OID(1, 2, 840, 113_549, 1, 1, 12): .rsaPKCS1(.sha384),
        OID(1, 2, 840, 113_549, 1, 1, 13): .rsaPKCS1(.sha512), OID(1, 2, 840, 10_045, 4, 3, 2): .ecdsa(.sha256),
        OID(1, 2, 840, 10_045, 4, 3, 3): .ecdsa(.sha384), OID(1, 2, 840, 10_045, 4, 3, 4): .ecdsa(.sha512),
        OID(1, 3, 101, 112): .ed25519,

        OID(1, 2, 840, 113_549, 1, 1, 2): .forbidden(name: "RSA-MD2", why: md2),
        OID(1, 2, 840, 113_549, 1, 1, 3): .forbidden(name: "RSA-MD4", why: md4),
        OID(1, 2, 840, 113_549, 1, 1, 4): .forbidden(name: "RSA-MD5", why: md5),
        OID(1, 3, 14, 3, 2, 2): .forbidden(name: "RSA-MD4", why: md4),
        OID(1, 3, 14, 3, 2, 3): .forbidden(name: "RSA-MD5", why: md5),
        OID(1, 2, 840, 113_549, 1, 1, 5): rsaSHA1,
        OID(1, 3, 14, 3, 2, 29): rsaSHA1,
        OID(1, 2, 840, 10_045, 4, 1): ecdsaSHA1,
        OID(1, 2, 840, 10_040, 4, 3): .forbidden(name: "DSA-SHA1", why: dsa),
        OID(1, 3, 14, 3, 2, 13): .forbidden(name: "DSA-SHA", why: dsa),
        OID(1, 3, 14, 3, 2, 27): .forbidden(name: "DSA-SHA1", why: dsa),
        OID(2, 16, 840, 1, 101, 3, 4, 3, 1): .forbidden(name: "DSA-SHA224", why: dsa),
        OID(2, 16, 840, 1, 101, 3, 4, 3, 2): .forbidden(name: "DSA-SHA256", why: dsa),
        OID(2, 16, 840, 1, 101, 3, 4, 3, 3): .forbidden(name: "DSA-SHA384", why: dsa),
        OID(2, 16, 840, 1, 101, 3, 4, 3, 4): .forbidden(name: "DSA-SHA512", why: dsa),
    ]

    // Q: What of SHA-224? A: No RFC forbids it and FIPS 180-4 has it, but nobody uses it and swift-crypto lacks it:
    // unsupported, so never accepted.
    private static let md2 = "MD2 is retired (RFC 6149)"
    private static let md4 = "MD4 is retired (RFC 6150)"
    private static let md5 = "collisions of MD5 are cheap (RFC 6151)"
    static let sha1 = "collisions of SHA-1 are found in practice (RFC 9155, CABF BR 7.1.3.2)"
    private static let dsa = "DSA is retired (FIPS 186-5, CABF BR 7.1.3.1)"
}

/// AlgorithmIdentifier of RFC 5280 section 4.1.1.2, as it stands before signatures, keys and hashes alike.
enum AlgorithmIdentifier {
    /// The algorithm, and its parameters if there are any.
    static func decode(
        _ node: ASN1Node, _ field: @autoclosure () -> String
    ) throws(CertificateDecodingError) -> (type: OID, parameters: ASN1Node?) {
        var nodes = try node.children(.sequence, field()).makeIterator()
        guard let first = nodes.next() else { throw CertificateDecodingError(field: "\(field()).algorithm", reason: "missing") }
        let type = try OID(first, "\(field()).algorithm")
        let parameters = nodes.next()
        if nodes.next() != nil { throw CertificateDecodingError(field: field(), reason: "a value after the parameters") }
        return (type, parameters)
    }
}

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
