import Crypto
import CryptoExtras
import SwiftASN1

/// Checks one signature with swift-crypto.
enum SignatureCheck {
    /// Whether a key made a signature over these octets.
    ///
    /// What is forbidden is told before anything else, whatever the key.
    static func verify(
        signed: ArraySlice<UInt8>, signature: ArraySlice<UInt8>, algorithm: SignatureAlgorithm, key: PublicKey
    ) -> SignatureOutcome {
        switch algorithm {
        case .forbidden(let name, let why): return .weak("signed with \(name): \(why)")
        case .unsupported(let name): return .undecided("signatures with \(name) can't be checked here")
        default: break
        }
        switch key.kind {
        case .weak(_, let why): return .weak(why)
        case .unsupported(let why): return .undecided(why)
        case .malformed(let why): return .keyMismatch(why)
        default: break
        }
        return verifyUsable(signed, signature, algorithm, key)
    }

    /// Whether a key made a signature with SHA-1, for evidence that may only refuse: nobody gains by a collision that
    /// revokes his own certificate.
    static func isSignedWithSHA1(
        signed: ArraySlice<UInt8>, signature: ArraySlice<UInt8>, algorithm: SignatureAlgorithm, key: PublicKey
    ) -> Bool {
        let digest = Insecure.SHA1.hash(data: signed)
        switch (algorithm, key.kind) {
        case (SignatureAlgorithm.rsaSHA1, .rsa(let key)):
            let parsed = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return key.isValidSignature(parsed, for: digest, padding: .insecurePKCS1v1_5)
        case (SignatureAlgorithm.ecdsaSHA1, .p256(let key)):
            guard let value = ECDSASignatureValue(signature, size: 32),
                let parsed = try? P256.Signing.ECDSASignature(rawRepresentation: value.octets)
            else { return false }
            return key.isValidSignature(parsed, for: digest)
        case (SignatureAlgorithm.ecdsaSHA1, .p384(let key)):
            guard let value = ECDSASignatureValue(signature, size: 48),
                let parsed = try? P384.Signing.ECDSASignature(rawRepresentation: value.octets)
            else { return false }
            return key.isValidSignature(parsed, for: digest)
        default: return false
        }
    }

    private static func verifyUsable(
        _ signed: ArraySlice<UInt8>, _ signature: ArraySlice<UInt8>, _ algorithm: SignatureAlgorithm, _ key: PublicKey
    ) -> SignatureOutcome {
        switch (algorithm, key.kind) {
        case (.rsaPKCS1(let hash), .rsa(let key)):
            return rsa(signed, signature, hash, key, .insecurePKCS1v1_5)
        case (.rsaPSS(let hash, let saltLength), .rsa(let key)):
            return pss(signed, signature, hash, saltLength, key)
        case (.rsaPSS(let hash, let saltLength), .rsaPSS(let key, let restriction)):
            // RFC 4055 section 3.1 and 3.3: hash and mask as the key says, and no less salt than that.
            if let restriction {
                guard restriction.knownHash == hash, restriction.maskHash == restriction.hash, restriction.saltLength <= saltLength
                else { return .keyMismatch("the key's RSA-PSS parameters do not allow \(algorithm.name)") }
            }
            return pss(signed, signature, hash, saltLength, key)
        case (.ecdsa(let hash), .p256(let key)):
            guard let value = ECDSASignatureValue(signature, size: 32) else {
                return ECDSASignatureValue.failure(signature)
            }
            guard let parsed = try? P256.Signing.ECDSASignature(rawRepresentation: value.octets) else {
                return .invalid
            }
            return outcome(key.isValidSignature(parsed, for: digest(of: signed, hash)))
        case (.ecdsa(let hash), .p384(let key)):
            guard let value = ECDSASignatureValue(signature, size: 48) else {
                return ECDSASignatureValue.failure(signature)
            }
            guard let parsed = try? P384.Signing.ECDSASignature(rawRepresentation: value.octets) else {
                return .invalid
            }
            return outcome(key.isValidSignature(parsed, for: digest(of: signed, hash)))
        case (.ecdsa(let hash), .p521(let key)):
            guard let value = ECDSASignatureValue(signature, size: 66) else {
                return ECDSASignatureValue.failure(signature)
            }
            guard let parsed = try? P521.Signing.ECDSASignature(rawRepresentation: value.octets) else {
                return .invalid
            }
            return outcome(key.isValidSignature(parsed, for: digest(of: signed, hash)))
        case (.ed25519, .ed25519(let key)): return outcome(key.isValidSignature(signature, for: signed))
        default: return .keyMismatch("\(algorithm.name) does not fit a key of type \(key.kind.name)")
        }
    }

    private static func pss(
        _ signed: ArraySlice<UInt8>, _ signature: ArraySlice<UInt8>, _ hash: SignatureAlgorithm.Hash, _ saltLength: Int,
        _ key: _RSA.Signing.PublicKey
    ) -> SignatureOutcome {
        // swift-crypto checks PSS with as much salt as the hash is long, and no other.
        guard saltLength == hash.length else {
            return .undecided("RSA-PSS with \(hash.rawValue) and \(saltLength) octets of salt can't be checked here")
        }
        return rsa(signed, signature, hash, key, .PSS)
    }

    private static func rsa(
        _ signed: ArraySlice<UInt8>, _ signature: ArraySlice<UInt8>, _ hash: SignatureAlgorithm.Hash, _ key: _RSA.Signing.PublicKey,
        _ padding: _RSA.Signing.Padding
    ) -> SignatureOutcome {
        let parsed = _RSA.Signing.RSASignature(rawRepresentation: signature)
        return outcome(key.isValidSignature(parsed, for: digest(of: signed, hash), padding: padding))
    }

    private static func digest(of signed: ArraySlice<UInt8>, _ hash: SignatureAlgorithm.Hash) -> any Digest {
        switch hash {
        case .sha256: SHA256.hash(data: signed)
        case .sha384: SHA384.hash(data: signed)
        case .sha512: SHA512.hash(data: signed)
        }
    }

    private static func outcome(_ isValid: Bool) -> SignatureOutcome { isValid ? .valid : .invalid }
}

extension PublicKey.Kind {
    /// The kind in a reader's words.
    var name: String {
        switch self {
        case .rsa: "RSA"
        case .rsaPSS: "RSA-PSS"
        case .p256: "ECDSA P-256"
        case .p384: "ECDSA P-384"
        case .p521: "ECDSA P-521"
        case .ed25519: "Ed25519"
        case .weak, .unsupported, .malformed: "none that can be used"
        }
    }
}

/// What checking one signature said.
enum SignatureOutcome: Hashable, Sendable {
    /// The key signed these octets.
    case valid
    /// It did not.
    case invalid
    /// It is no ECDSA-Sig-Value in DER (RFC 3279 section 2.2.3); whether its numbers would verify was not asked.
    case notDER
    /// Algorithm or key is one that nothing may be trusted by; one clause.
    case weak(String)
    /// Nobody here can tell; one clause. Never a reason to accept.
    case undecided(String)
    /// The algorithm needs another kind of key, or the key is none; one clause.
    case keyMismatch(String)
}

/// ECDSA-Sig-Value of RFC 3279 section 2.2.3, strictly decoded into the form that swift-crypto takes.
struct ECDSASignatureValue {
    /// r and s, each in as many octets as the curve's coordinates.
    let octets: [UInt8]

    /// Takes only DER: another encoding of the same numbers would make a second certificate of the first. Nil
    /// otherwise, and for a number that does not fit.
    init?(_ signature: ArraySlice<UInt8>, size: Int) {
        guard let (r, s) = Self.numbers(signature), r.octets.count <= size, s.octets.count <= size else { return nil }
        var octets: [UInt8] = []
        octets.reserveCapacity(2 * size)
        for number in [r, s] {
            octets.append(contentsOf: repeatElement(0, count: size - number.octets.count))
            octets += number.octets
        }
        self.octets = octets
    }

    /// What it comes to that there is no value.
    static func failure(_ signature: ArraySlice<UInt8>) -> SignatureOutcome {
        numbers(signature) == nil ? .notDER : .invalid
    }

    private static func numbers(_ signature: ArraySlice<UInt8>) -> (r: NaturalNumber, s: NaturalNumber)? {
        guard let node = try? parseDER(signature, field: "signature"), var fields = try? FieldReader(node, "signature"),
            let first = try? fields.next("r"), let second = try? fields.next("s"), (try? fields.end()) != nil,
            let r = try? NaturalNumber(first, "signature.r"), let s = try? NaturalNumber(second, "signature.s")
        else { return nil }
        return (r, s)
    }
}
