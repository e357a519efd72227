import Crypto
import Foundation
import ServerIdentity
import SwiftASN1
import X509

/// A root, an intermediate and a leaf, and evidence of their revocation of every kind.
struct StatusPKI {
    private let keys = [
        "Root": P256.Signing.PrivateKey(), "Intermediate": .init(), "good.example": .init(), "Stranger": .init(),
    ]
    private let certificates: [String: CertificateDER]

    static let now: Int64 = 1_800_000_000
    static let names = ["Root", "Intermediate", "good.example"]

    init() throws {
        var made: [String: CertificateDER] = [:]
        for (place, name) in Self.names.enumerated() {
            made[name] = try Self.certificate(name, issuer: Self.names[max(0, place - 1)], serial: place + 1, keys)
        }
        certificates = made
    }

    func certificate(_ name: String) throws -> CertificateDER {
        guard let certificate = certificates[name] else { throw CertificateChainError.empty }
        return certificate
    }

    private static func name(_ text: String) -> DistinguishedName {
        DistinguishedName([RelativeDistinguishedName(.init(type: .RDNAttributeType.commonName, utf8String: text))])
    }

    private static func certificate(
        _ subject: String, issuer: String, serial: Int, _ keys: [String: P256.Signing.PrivateKey]
    ) throws -> CertificateDER {
        guard let key = keys[subject], let issuerKey = keys[issuer] else { throw CertificateChainError.empty }
        let isCA = serial < 3
        var extensions = try Certificate.Extensions {
            Critical(isCA ? BasicConstraints.isCertificateAuthority(maxPathLength: nil) : .notCertificateAuthority)
            isCA ? KeyUsage(keyCertSign: true, cRLSign: true) : KeyUsage(digitalSignature: true)
        }
        if !isCA { try extensions.append(.init(SubjectAlternativeNames([.dnsName(subject)]), critical: false)) }
        let now = Date(timeIntervalSince1970: TimeInterval(Self.now))
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(bytes: [UInt8(serial)]),
            publicKey: .init(key.publicKey),
            notValidBefore: now - 86_400 * 300, notValidAfter: now + 86_400 * 300, issuer: name(issuer),
            subject: name(subject),
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions, issuerPrivateKey: .init(issuerKey))
        return try CertificateDER(encoded(certificate))
    }

    private static func encoded(_ value: some DERSerializable) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.serialize(value)
        return serializer.serializedBytes
    }

    // MARK: Revocation lists

    /// What is special about a list; by itself it is in date, signed with SHA-256 and complete.
    enum ListKind: String, CaseIterable, Sendable {
        case usual, expired, byStranger, partitioned, indirect, sha1, undated, future
    }

    /// What a list says of the certificate.
    enum Entry: String, CaseIterable, Sendable {
        case none, revoked, hold
    }

    /// A list of the issuer of a certificate.
    func list(about subject: String, _ kind: ListKind, _ content: Entry, number: UInt8 = 1) throws -> CRLDER {
        guard let place = Self.names.firstIndex(of: subject), place > 0 else { throw CertificateChainError.empty }
        let issuer = Self.names[place - 1]
        let hash: [UInt8] = kind == .sha1 ? [0x01] : [0x03, 0x02]
        let algorithm = Self.value(0x30, Self.value(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04] + hash))
        let certificateIssuer = Self.extension(
            29, Self.value(0x30, Self.value(0xA4, try Self.encoded(Self.name(issuer)))), isCritical: true)
        let ofEntry =
            (content == .hold ? Self.extension(21, Self.value(0x0A, [6])) : [])
            + (kind == .indirect ? certificateIssuer : [])
        let entry = Self.value(
            0x30,
            Self.value(0x02, [UInt8(place + 1)]) + Self.time(-50, 0x17)
                + (ofEntry.isEmpty ? [] : Self.value(0x30, ofEntry)))
        var extensions = Self.extension(20, Self.value(0x02, [number]))
        switch kind {
        case .partitioned:
            extensions += Self.extension(28, Self.value(0x30, [place == 2 ? 0x81 : 0x82, 0x01, 0xFF]), isCritical: true)
        case .indirect: extensions += Self.extension(28, Self.value(0x30, [0x84, 0x01, 0xFF]), isCritical: true)
        default: break
        }
        let dates =
            switch kind {
            case .expired: Self.time(-40, 0x17) + Self.time(-10, 0x17)
            case .undated: Self.time(-1, 0x17)
            case .future: Self.time(3, 0x17) + Self.time(20, 0x17)
            default: Self.time(-1, 0x17) + Self.time(20, 0x17)
            }
        let body = Self.value(
            0x30,
            Self.value(0x02, [1]) + algorithm + (try Self.encoded(Self.name(issuer))) + dates
                + (content == .none ? [] : Self.value(0x30, entry)) + Self.value(0xA0, Self.value(0x30, extensions)))
        let signed = try signature(over: body, by: kind == .byStranger ? "Stranger" : issuer, isSHA1: kind == .sha1)
        return CRLDER(Self.value(0x30, body + algorithm + Self.value(0x03, [0] + signed)), origin: "\(subject) \(kind)")
    }

    // MARK: Stapled responses

    /// What a response about the leaf says, and what is wrong with it.
    enum StapleKind: String, CaseIterable, Sendable {
        case good, revoked, unknown, old, oldRevoked, undated, byStranger
    }

    /// By the intermediate itself.
    func staple(_ kind: StapleKind) throws -> [UInt8] {
        guard let issuer = keys["Intermediate"] else { throw CertificateChainError.empty }
        let name = try Self.encoded(Self.name("Intermediate"))
        let sha1 = Self.value(0x30, Self.value(0x06, [0x2B, 0x0E, 0x03, 0x02, 0x1A]) + [0x05, 0x00])
        let identifier = Self.value(
            0x30,
            sha1 + Self.value(0x04, Array(Insecure.SHA1.hash(data: name)))
                + Self.value(0x04, Array(Insecure.SHA1.hash(data: issuer.publicKey.x963Representation)))
                + Self.value(0x02, [3]))
        let status: [UInt8] =
            switch kind {
            case .revoked, .oldRevoked: Self.value(0xA1, Self.time(-50, 0x18))
            case .unknown: [0x82, 0x00]
            default: [0x80, 0x00]
            }
        let isOld = kind == .old || kind == .oldRevoked
        let dates =
            Self.time(isOld ? -40 : -1, 0x18)
            + (kind == .undated ? [] : Self.value(0xA0, Self.time(isOld ? -10 : 5, 0x18)))
        let single = Self.value(0x30, identifier + status + dates)
        let body = Self.value(
            0x30, Self.value(0xA1, name) + Self.time(isOld ? -40 : -1, 0x18) + Self.value(0x30, single))
        let algorithm = Self.value(0x30, Self.value(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]))
        let signed = try signature(over: body, by: kind == .byStranger ? "Stranger" : "Intermediate", isSHA1: false)
        let basic = Self.value(0x30, body + algorithm + Self.value(0x03, [0] + signed))
        let type = Self.value(0x06, [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01])
        return Self.value(
            0x30, Self.value(0x0A, [0]) + Self.value(0xA0, Self.value(0x30, type + Self.value(0x04, basic))))
    }

    private func signature(over body: [UInt8], by name: String, isSHA1: Bool) throws -> [UInt8] {
        guard let key = keys[name] else { throw CertificateChainError.empty }
        let signature = try isSHA1 ? key.signature(for: Insecure.SHA1.hash(data: body)) : key.signature(for: body)
        return [UInt8](signature.derRepresentation)
    }

    /// So many days from now.
    private static func time(_ days: Int64, _ tag: UInt8) -> [UInt8] {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = tag == 0x17 ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'"
        return value(
            tag, Array(formatter.string(from: Date(timeIntervalSince1970: TimeInterval(now + days * 86_400))).utf8))
    }

    private static func `extension`(_ number: UInt8, _ content: [UInt8], isCritical: Bool = false) -> [UInt8] {
        value(0x30, value(0x06, [0x55, 0x1D, number]) + (isCritical ? [0x01, 0x01, 0xFF] : []) + value(0x04, content))
    }

    private static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        if content.count < 0x80 { return [tag, UInt8(content.count)] + content }
        if content.count < 0x100 { return [tag, 0x81, UInt8(content.count)] + content }
        return [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
    }
}
