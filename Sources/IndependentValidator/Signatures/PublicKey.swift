import Crypto
import CryptoExtras
import ServerIdentity
import SwiftASN1

/// A public key, decoded once from SubjectPublicKeyInfo and ready to check signatures.
///
/// Any octets make one: what can't be used says why.
struct PublicKey: Sendable {
    let kind: Kind
    /// The size of an RSA modulus, also of a key that is too short or too long; nil for other keys.
    let modulusBits: Int?

    /// What a key is good for.
    enum Kind: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        /// A key of type id-RSASSA-PSS (RFC 4055 section 1.2), for RSASSA-PSS only, and only as its parameters allow.
        case rsaPSS(_RSA.Signing.PublicKey, PSSParameters?)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
        /// A key that nothing may be trusted by, as one clause.
        case weak(Cause, String)
        /// A key that this module can't use, as one clause.
        case unsupported(String)
        /// No key, as one clause.
        case malformed(String)
    }

    /// Decodes a SubjectPublicKeyInfo.
    ///
    /// - Parameter minimumModulusBits: below it an RSA key is weak; never less than 1024.
    init(_ subjectPublicKeyInfo: ArraySlice<UInt8>, minimumModulusBits: Int = PublicKey.minimumModulusBits) {
        do throws(CertificateDecodingError) {
            (kind, modulusBits) = try Self.decode(subjectPublicKeyInfo, minimumModulusBits)
        } catch {
            (kind, modulusBits) = (.malformed(error.description), nil)
        }
    }

    /// 2048 bits: CABF BR 6.1.5, NIST SP 800-131A revision 2 section 3.
    static let minimumModulusBits = 2_048

    private static func decode(
        _ octets: ArraySlice<UInt8>, _ minimumModulusBits: Int
    ) throws(CertificateDecodingError) -> (Kind, Int?) {
        var fields = try FieldReader(try parseDER(octets, field: path), path)
        let (type, parameters) = try AlgorithmIdentifier.decode(try fields.next("algorithm"), "\(path).algorithm")
        let bits = try fields.next("subjectPublicKey").wholeBitString("\(path).subjectPublicKey")
        try fields.end()
        switch type {
        case .rsaKey:
            // RFC 3279 section 2.3.1: "The parameters field MUST have ASN.1 type NULL".
            guard let parameters else { throw CertificateDecodingError(field: "\(path).algorithm.parameters", reason: "missing") }
            try SignatureAlgorithm.requireNullOrNothing(parameters, "\(path).algorithm")
            return try rsa(bits, minimumModulusBits) { .rsa($0) }
        case .rsaPSS:
            let restriction = try restriction(parameters)
            return try rsa(bits, minimumModulusBits) { .rsaPSS($0, restriction) }
        case .ellipticCurveKey: return (try ellipticCurve(parameters, bits), nil)
        case .ed25519: return (try ed25519(parameters, bits), nil)
        case .dsaKey: return (.weak(.dsaKey, "DSA is retired (FIPS 186-5, CABF BR 6.1.5)"), nil)
        default: return (.unsupported("keys of type \(others[type] ?? type.description) can't be used here"), nil)
        }
    }

    private static func restriction(_ parameters: ASN1Node?) throws(CertificateDecodingError) -> PSSParameters? {
        guard let parameters else { return nil }
        return try PSSParameters(parameters, "\(path).algorithm.parameters")
    }

    private static func rsa(
        _ bits: ArraySlice<UInt8>, _ minimumModulusBits: Int, _ kind: (_RSA.Signing.PublicKey) -> Kind
    ) throws(CertificateDecodingError) -> (Kind, Int?) {
        let key = try RSAKey(bits, "\(path).subjectPublicKey")
        let count = key.modulus.bitCount
        let minimum = max(minimumModulusBits, RSAKey.smallestModulusBits)
        if count < minimum { return (.weak(.shortModulus, "RSA modulus of \(count) bits, fewer than \(minimum)"), count) }
        if let reason = key.limitPassed { return (.unsupported(reason), count) }
        guard let verifier = key.verifier else { return (.malformed("\(path).subjectPublicKey: no RSA key"), count) }
        return (kind(verifier), count)
    }

    private static func ed25519(_ parameters: ASN1Node?, _ bits: ArraySlice<UInt8>) throws(CertificateDecodingError) -> Kind {
        // RFC 8410 section 3: "the parameters MUST be absent".
        if parameters != nil {
            throw CertificateDecodingError(field: "\(path).algorithm.parameters", reason: "present, but Ed25519 has none")
        }
        guard bits.count == 32, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bits) else {
            throw CertificateDecodingError(field: "\(path).subjectPublicKey", reason: "no Ed25519 key of 32 octets")
        }
        return .ed25519(key)
    }

    private static func ellipticCurve(
        _ parameters: ASN1Node?, _ bits: ArraySlice<UInt8>
    ) throws(CertificateDecodingError) -> Kind {
        let field = "\(path).algorithm.parameters"
        // RFC 5480 section 2.1.1: "implicitCurve and specifiedCurve MUST NOT be used in PKIX".
        guard let parameters else { throw CertificateDecodingError(field: field, reason: "missing: a named curve is needed") }
        guard parameters.identifier == .objectIdentifier else {
            throw CertificateDecodingError(field: field, reason: "no named curve")
        }
        let identifier = try OID(parameters, field)
        let size: Int
        switch NamedCurve(identifier) {
        case nil: return .unsupported("the curve \(identifier) can't be used here")
        case let curve?:
            switch curve.use {
            case .weak: return .weak(.smallCurve, "the curve \(curve.name) is too small (CABF BR 6.1.5)")
            case .unsupported: return .unsupported("the curve \(curve.name) can't be used here")
            case .checkable(let octets): size = octets
            }
        }
        let point = Array(bits)
        // RFC 5480 section 2.2: 04 before both coordinates, 02 or 03 before one; "MUST reject … any value other than"
        // these.
        let isCompressed: Bool
        switch (point.first, point.count) {
        case (0x04, 2 * size + 1): isCompressed = false
        case (0x02, size + 1), (0x03, size + 1): isCompressed = true
        default: throw CertificateDecodingError(field: "\(path).subjectPublicKey", reason: "no point of the curve's size")
        }
        let kind: Kind? =
            switch size {
            case 32:
                (isCompressed
                    ? try? P256.Signing.PublicKey(compressedRepresentation: point)
                    : try? P256.Signing.PublicKey(x963Representation: point)).map { .p256($0) }
            case 48:
                (isCompressed
                    ? try? P384.Signing.PublicKey(compressedRepresentation: point)
                    : try? P384.Signing.PublicKey(x963Representation: point)).map { .p384($0) }
            default:
                (isCompressed
                    ? try? P521.Signing.PublicKey(compressedRepresentation: point)
                    : try? P521.Signing.PublicKey(x963Representation: point)).map { .p521($0) }
            }
        guard let kind else {
            throw CertificateDecodingError(field: "\(path).subjectPublicKey", reason: "no point on the curve")
        }
        return kind
    }

    private static let path = "subjectPublicKeyInfo"

    private static let others: [OID: String] = [
        OID(1, 2, 840, 113_549, 1, 1, 7): "RSAES-OAEP", OID(1, 3, 101, 110): "X25519", OID(1, 3, 101, 111): "X448",
        OID(1, 3, 101, 113): "Ed448", OID(2, 16, 840, 1, 101, 3, 4, 3, 17): "ML-DSA-44",
        OID(2, 16, 840, 1, 101, 3, 4, 3, 18): "ML-DSA-65", OID(2, 16, 840, 1, 101, 3, 4, 3, 19): "ML-DSA-87",
    ]
}

extension OID {
    fileprivate static let ed25519 = OID(1, 3, 101, 112)
    fileprivate static let dsaKey = OID(1, 2, 840, 10_040, 4, 1)
}
