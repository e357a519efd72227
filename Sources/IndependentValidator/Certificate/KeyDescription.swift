import SwiftASN1

/// What kind of key SubjectPublicKeyInfo holds, and how large, for reports. The key itself is not checked.
struct KeyDescription {
    private let type: OID
    /// The encoding of the algorithm's parameters; nil if there are none.
    private let parameters: ArraySlice<UInt8>?
    private let key: ArraySlice<UInt8>

    init(_ node: ASN1Node) throws(CertificateDecodingError) {
        let path = "tbsCertificate.subjectPublicKeyInfo"
        var fields = try FieldReader(node, path)
        let identifier = try fields.next("algorithm")
        key = try fields.next("subjectPublicKey").wholeBitString("\(path).subjectPublicKey")
        try fields.end()
        var algorithm = try FieldReader(identifier, "\(path).algorithm")
        type = try OID(try algorithm.next("algorithm"), "\(path).algorithm")
        parameters = (try? algorithm.next("parameters"))?.encodedBytes
    }

    /// `RSA 2048`, `ECDSA P-256`, `Ed25519`, or an object identifier; made at each call.
    var text: String {
        switch type {
        case .rsaKey: Self.rsa("RSA", key)
        case .rsaPSS: Self.rsa("RSA-PSS", key)
        case .ellipticCurveKey: Self.curve(parameters)
        default: Self.others[type] ?? type.description
        }
    }

    /// RSAPublicKey (RFC 8017 appendix A.1.1): the size of the modulus in bits.
    private static func rsa(_ name: String, _ key: ArraySlice<UInt8>) -> String {
        guard let node = try? parseDER(key, field: "RSAPublicKey"), var fields = try? FieldReader(node, "RSAPublicKey"),
            let modulus = try? fields.next("modulus").primitive(.integer, "modulus")
        else { return "\(name) (key can't be decoded)" }
        let digits = modulus.drop { $0 == 0 }
        guard let first = digits.first else { return "\(name) 0" }
        return "\(name) \(digits.count * 8 - first.leadingZeroBitCount)"
    }

    /// RFC 5480 section 2.1.1: a named curve; explicit parameters are not allowed there.
    private static func curve(_ parameters: ArraySlice<UInt8>?) -> String {
        guard let parameters, let node = try? parseDER(parameters, field: "namedCurve"), let curve = try? OID(node, "namedCurve")
        else { return "ECDSA (no named curve)" }
        return "ECDSA \(NamedCurve(curve)?.name ?? curve.description)"
    }

    private static let others: [OID: String] = [
        OID(1, 3, 101, 110): "X25519", OID(1, 3, 101, 112): "Ed25519", OID(1, 3, 101, 113): "Ed448",
        OID(1, 2, 840, 10_040, 4, 1): "DSA", OID(2, 16, 840, 1, 101, 3, 4, 3, 17): "ML-DSA-44",
        OID(2, 16, 840, 1, 101, 3, 4, 3, 18): "ML-DSA-65", OID(2, 16, 840, 1, 101, 3, 4, 3, 19): "ML-DSA-87",
    ]
}

extension OID {
    static let rsaKey = OID(1, 2, 840, 113_549, 1, 1, 1)
    static let rsaPSS = OID(1, 2, 840, 113_549, 1, 1, 10)
    static let ellipticCurveKey = OID(1, 2, 840, 10_045, 2, 1)
}
