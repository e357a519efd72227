import Crypto
import SwiftASN1

/// Which certificate an OCSP response is about (CertID, RFC 6960 section 4.1.1).
struct OCSPCertificateID: Sendable {
    private let hash: OID
    private let issuerNameHash: ArraySlice<UInt8>
    private let issuerKeyHash: ArraySlice<UInt8>
    private let serialNumber: ArraySlice<UInt8>

    init(_ node: ASN1Node) throws(CertificateDecodingError) {
        var fields = try FieldReader(node, "certID")
        var algorithm = try FieldReader(try fields.next("hashAlgorithm"), "certID.hashAlgorithm")
        hash = try OID(try algorithm.next("algorithm"), "certID.hashAlgorithm")
        try SignatureAlgorithm.requireNullOrNothing(algorithm.next(ifTagged: .null), "certID.hashAlgorithm")
        try algorithm.end()
        issuerNameHash = try fields.next("issuerNameHash").primitive(.octetString, "certID.issuerNameHash")
        issuerKeyHash = try fields.next("issuerKeyHash").primitive(.octetString, "certID.issuerKeyHash")
        serialNumber = try fields.next("serialNumber").primitive(.integer, "certID.serialNumber")
        try fields.end()
    }

    /// Whether this is a certificate that an issuer with this key issued. False for a hash function other than SHA-1
    /// and SHA-2.
    ///
    /// SHA-1 only tells certificates apart here, all of which the signer knows; so it does no harm (RFC 6960 section
    /// 4.3 asks for it).
    func isAbout(_ subject: RevocationSubject, issuer: StatusSigner) -> Bool {
        guard subject.serialNumber == RevocationSubject.withoutPadding(serialNumber),
            let key = KeyBits.octets(of: issuer.subjectPublicKeyInfo), let name = digest(subject.issuer.octets[...]),
            let keyHash = digest(key)
        else { return false }
        return issuerNameHash.elementsEqual(name) && issuerKeyHash.elementsEqual(keyHash)
    }

    private func digest(_ octets: ArraySlice<UInt8>) -> [UInt8]? {
        switch hash {
        case .sha1: Array(Insecure.SHA1.hash(data: octets))
        case .sha256: Array(SHA256.hash(data: octets))
        case .sha384: Array(SHA384.hash(data: octets))
        case .sha512: Array(SHA512.hash(data: octets))
        default: nil
        }
    }
}

/// The key inside SubjectPublicKeyInfo: what OCSP hashes.
enum KeyBits {
    /// The content of the BIT STRING subjectPublicKey, without its count of unused bits; nil if it is no
    /// SubjectPublicKeyInfo.
    static func octets(of subjectPublicKeyInfo: [UInt8]) -> ArraySlice<UInt8>? {
        guard let node = try? parseDER(subjectPublicKeyInfo[...], field: ""), var fields = try? FieldReader(node, ""),
            (try? fields.next("algorithm")) != nil, let key = try? fields.next("subjectPublicKey")
        else { return nil }
        return try? key.wholeBitString("")
    }

    /// SHA-1 of it, which names a responder (KeyHash, RFC 6960 section 4.2.1).
    static func hash(of subjectPublicKeyInfo: [UInt8]) -> [UInt8]? {
        octets(of: subjectPublicKeyInfo).map { Array(Insecure.SHA1.hash(data: $0)) }
    }
}
