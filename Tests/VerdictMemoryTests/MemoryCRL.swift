import Crypto
import ServerIdentity
import SwiftASN1
import X509

@testable import Lab

/// Revocation lists of the authorities of these tests (RFC 5280 section 5.1), version 2, with a CRL number.
enum MemoryCRL {
    /// A list by an authority, good for 15 days before and after `MemoryPKI.now`.
    ///
    /// - Parameter revoked: serial numbers, content octets.
    static func list(by authority: LabAuthority, revoking revoked: [[UInt8]]) throws -> CRLDER {
        var subject = DER.Serializer()
        try subject.serialize(authority.certificate.subject)
        let algorithm = tlv(0x30, tlv(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]))
        let dates = try [-15, 15].map { try utcTime(MemoryPKI.now + Int64($0) * 86_400) }
        let entries = try revoked.map { tlv(0x30, tlv(0x02, $0) + (try utcTime(MemoryPKI.now - 86_400 * 10))) }
        let number = tlv(0x30, tlv(0x06, [0x55, 0x1D, 0x14]) + tlv(0x04, tlv(0x02, [1])))
        let content =
            tlv(0x02, [1]) + algorithm + subject.serializedBytes + dates[0] + dates[1]
            + (entries.isEmpty ? [] : tlv(0x30, entries.flatMap { $0 })) + tlv(0xA0, tlv(0x30, number))
        let signed = tlv(0x30, content)
        let signature = try P256.Signing.PrivateKey(pemRepresentation: authority.key.pem).signature(for: signed)
        return CRLDER(tlv(0x30, signed + algorithm + tlv(0x03, [0] + signature.derRepresentation)), origin: "test")
    }

    private static func tlv(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        let length: [UInt8] =
            count < 0x80 ? [UInt8(count)] : count < 0x100 ? [0x81, UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
        return [tag] + length + content
    }

    private struct NoDate: Error {}

    private static func utcTime(_ seconds: Int64) throws -> [UInt8] {
        guard let text = Instant(secondsSinceEpoch: seconds)?.description else { throw NoDate() }
        return tlv(0x17, Array((text.filter(\.isNumber).dropFirst(2) + "Z").utf8))
    }
}
