import Crypto
import Foundation
import ServerIdentity
import SwiftASN1
import X509

/// Certificates and revocation lists that are large in one way each.
struct HostilePKI {
    /// One key for all: nothing here is about keys.
    private let key = P256.Signing.PrivateKey()

    static let now: Int64 = 1_800_000_000

    /// A name with one part, or with so many.
    static func name(_ text: String, parts: Int = 1) -> DistinguishedName {
        let part = RelativeDistinguishedName(
            RelativeDistinguishedName.Attribute(type: .RDNAttributeType.commonName, utf8String: text))
        return DistinguishedName(Array(repeating: part, count: parts))
    }

    /// A leaf for good.example, or a CA that excludes so many mail domains.
    func certificate(
        _ subject: DistinguishedName, issuer: DistinguishedName, serial: [UInt8] = [1], isCA: Bool = false,
        excluded: Int = 0,
        policies: Int = 0,
        isForClients: Bool = false,
        isForged: Bool = false
    ) throws -> CertificateDER {
        var extensions = try Certificate.Extensions {
            Critical(isCA ? BasicConstraints.isCertificateAuthority(maxPathLength: nil) : .notCertificateAuthority)
            isCA ? KeyUsage(keyCertSign: true, cRLSign: true) : KeyUsage(digitalSignature: true)
        }
        if !isCA { try extensions.append(.init(SubjectAlternativeNames([.dnsName("good.example")]), critical: false)) }
        if isForClients { try extensions.append(.init(ExtendedKeyUsage([.clientAuth]), critical: false)) }
        if excluded > 0 {
            let constraints = NameConstraints(excludedSubtrees: (0..<excluded).map { .rfc822Name("\($0)") })
            try extensions.append(.init(constraints, critical: true))
        }
        if policies > 0 {
            let values = (0..<policies).map { number in
                Self.value(0x30, Self.value(0x06, [0x2A, 0x03, UInt8(number >> 7), UInt8(number & 0x7F)]))
            }
            try extensions.append(
                .init(oid: [2, 5, 29, 32], critical: false, value: Self.value(0x30, values.flatMap(\.self))[...]))
        }
        let now = Date(timeIntervalSince1970: TimeInterval(Self.now))
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(bytes: serial), publicKey: .init(key.publicKey),
            notValidBefore: now - 86_400, notValidAfter: now + 86_400 * 90, issuer: issuer, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions, issuerPrivateKey: .init(key))
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        var octets = serializer.serializedBytes
        if isForged { octets[octets.count - 1] ^= 1 }
        return try CertificateDER(octets)
    }

    /// A list of so many serial numbers above a million, each with a reason, and of these.
    ///
    /// - Parameter names: how many names its issuingDistributionPoint has; 0 for none.
    func list(
        _ issuer: DistinguishedName, entries: Int, revoked: [UInt8]? = nil, names: Int = 0, isForged: Bool = false
    ) throws -> CRLDER {
        var serializer = DER.Serializer()
        try serializer.serialize(issuer)
        let algorithm = Self.value(0x30, Self.value(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]))
        let reason = Self.value(
            0x30, Self.value(0x30, Self.value(0x06, [0x55, 0x1D, 0x15]) + Self.value(0x04, Self.value(0x0A, [1]))))
        let date = Self.value(0x17, Array("261201000000Z".utf8))
        var list: [UInt8] = []
        for index in 0..<entries {
            let serial = Self.octets(1_000_000 + index)
            list += Self.value(0x30, Self.value(0x02, serial) + date + reason)
        }
        if let revoked { list += Self.value(0x30, Self.value(0x02, revoked) + date + reason) }
        let body = Self.value(
            0x30,
            Self.value(0x02, [1]) + algorithm + serializer.serializedBytes
                + Self.value(0x17, Array("270101000000Z".utf8))
                + Self.value(0x17, Array("270301000000Z".utf8)) + Self.value(0x30, list) + Self.distributionPoint(names))
        var signature = try [UInt8](key.signature(for: body).derRepresentation)
        if isForged { signature[signature.count - 1] ^= 1 }
        return CRLDER(
            Self.value(0x30, body + algorithm + Self.value(0x03, [0] + signature)), origin: "\(entries) entries")
    }

    private static func distributionPoint(_ names: Int) -> [UInt8] {
        if names == 0 { return [] }
        let point = value(0xA0, value(0xA0, Array(repeating: [0x86, 0x01, 0x75], count: names).flatMap(\.self)))
        let type = value(0x06, [0x55, 0x1D, 0x1C]) + value(0x01, [0xFF])
        return value(0xA0, value(0x30, value(0x30, type + value(0x04, value(0x30, point)))))
    }

    /// Big-endian, as few as it needs; positive as an INTEGER where it begins so.
    private static func octets(_ number: Int) -> [UInt8] {
        Array([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }.drop { $0 == 0 })
    }

    private static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        if content.count < 0x80 { return [tag, UInt8(content.count)] + content }
        let length = octets(content.count)
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }
}
