import SwiftASN1

/// RSASSA-PSS-params of RFC 4055 section 3.1: which hash, which mask, how much salt.
struct PSSParameters: Hashable, Sendable {
    let hash: OID
    let maskHash: OID
    let saltLength: Int

    /// Parameters beside a signature, which must be there ("The parameters MUST be present" in a signature's
    /// AlgorithmIdentifier).
    init(required node: ASN1Node?, _ field: String) throws(CertificateDecodingError) {
        guard let node else { throw CertificateDecodingError(field: field, reason: "missing, and RSA-PSS needs them") }
        try self.init(node, field)
    }

    /// Q: What of a default value that is written out, which DER forbids? A: Taken. The section asks of those who
    /// validate to recognize both forms, for the hash, the mask and the trailer alike.
    init(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        var fields = try FieldReader(node, field)
        var (hash, maskHash, saltLength) = (OID.sha1, OID.sha1, Self.defaultSaltLength)
        if let tagged = fields.next(ifTagged: .context(0)) {
            hash = try Self.hash(try unwrapExplicit(tagged, .context(0), "\(field).hashAlgorithm"), "\(field).hashAlgorithm")
        }
        if let tagged = fields.next(ifTagged: .context(1)) {
            let path = "\(field).maskGenAlgorithm"
            var mask = try FieldReader(try unwrapExplicit(tagged, .context(1), path), path)
            let type = try OID(try mask.next("algorithm"), path)
            guard type == .maskGeneration1 else { throw CertificateDecodingError(field: path, reason: "\(type) is not id-mgf1") }
            maskHash = try Self.hash(try mask.next("parameters"), "\(path).parameters")
            try mask.end()
        }
        if let tagged = fields.next(ifTagged: .context(2)) {
            let path = "\(field).saltLength"
            let number = try NaturalNumber(try unwrapExplicit(tagged, .context(2), path), path)
            guard let length = number.small, length <= Self.maximumSaltLength else {
                throw CertificateDecodingError(field: path, reason: "more than \(Self.maximumSaltLength)")
            }
            saltLength = length
        }
        if let tagged = fields.next(ifTagged: .context(3)) {
            let path = "\(field).trailerField"
            // "The value MUST be 1"; validators "MUST recognize both a present trailerField field with value 1 and an
            // absent" one.
            guard try NaturalNumber(try unwrapExplicit(tagged, .context(3), path), path).small == 1 else {
                throw CertificateDecodingError(field: path, reason: "not 1")
            }
        }
        try fields.end()
        self.hash = hash
        self.maskHash = maskHash
        self.saltLength = saltLength
    }

    /// What can be checked by these parameters.
    var algorithm: SignatureAlgorithm {
        if hash == .sha1 { return .forbidden(name: "RSA-PSS-SHA1", why: SignatureAlgorithm.sha1) }
        guard let known = Self.hashes[hash] else { return .unsupported("RSA-PSS with hash \(hash)") }
        // RFC 4055 section 3.1 only recommends one hash for both; swift-crypto has no way to give two.
        guard maskHash == hash else { return .unsupported("RSA-PSS with \(known.rawValue) and another hash for its mask") }
        return .rsaPSS(known, saltLength: saltLength)
    }

    /// The hash as this module knows it; nil for another one.
    var knownHash: SignatureAlgorithm.Hash? { Self.hashes[hash] }

    /// RFC 4055 section 2.1: parameters of a hash are absent or NULL, "and implementations MUST accept" both.
    private static func hash(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) -> OID {
        var fields = try FieldReader(node, field)
        let type = try OID(try fields.next("algorithm"), field)
        try SignatureAlgorithm.requireNullOrNothing(fields.next(ifTagged: .null), field)
        try fields.end()
        return type
    }

    private static let hashes: [OID: SignatureAlgorithm.Hash] = [.sha256: .sha256, .sha384: .sha384, .sha512: .sha512]
    private static let defaultSaltLength = 20
    /// 1024 octets: what fits into the largest modulus that a key may have.
    private static let maximumSaltLength = RSAKey.maximumModulusBits / 8
}

extension OID {
    /// id-sha1, RFC 4055 section 2.1.
    static let sha1 = OID(1, 3, 14, 3, 2, 26)
    static let sha256 = OID(2, 16, 840, 1, 101, 3, 4, 2, 1)
    static let sha384 = OID(2, 16, 840, 1, 101, 3, 4, 2, 2)
    static let sha512 = OID(2, 16, 840, 1, 101, 3, 4, 2, 3)
    /// id-mgf1, RFC 4055 section 2.2.
    static let maskGeneration1 = OID(1, 2, 840, 113_549, 1, 1, 8)
}
