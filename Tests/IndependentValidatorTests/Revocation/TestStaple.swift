import ServerIdentity

@testable import IndependentValidator

/// An OCSP response of which a test says only what matters to it, by default a good one for serial number 5 of "CA".
struct TestStaple: Sendable {
    var status: UInt8 = 0
    var type: Octets = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01]
    var hash = Self.sha1
    var version: Octets = []
    /// byName [1].
    var responder = tlv(0xA1, name("CA"))
    var nameHash: Octets?
    var keyHash: Octets?
    var serial: Octets = [5]
    var certStatus = Self.good
    var thisUpdate = generalizedTime("20251201000000Z")
    var nextUpdate: Octets = tlv(0xA0, generalizedTime("20260201000000Z"))
    var singleExtensions: Octets = []
    /// Whole SingleResponses before the one of the fields above.
    var before: [Octets] = []
    var responseExtensions: Octets = []
    var certificates: [Octets] = []
    var key = StatusKey.first
    var isForged = false

    static let sha1 = sequence(identifier([0x2B, 0x0E, 0x03, 0x02, 0x1A]), [0x05, 0x00])
    static let sha256 = sequence(identifier([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]))
    static let good: Octets = [0x80, 0x00]
    static let unknown: Octets = [0x82, 0x00]
    static func revoked(_ reason: UInt8?) -> Octets {
        tlv(0xA1, generalizedTime("20251215120000Z") + (reason.map { tlv(0xA0, [0x0A, 0x01, $0]) } ?? []))
    }

    /// Hashes of the name "CA" and of the first key.
    static let issuerNameSHA256 = hexadecimalOctets("e7e4ca171ea8cfc4a8f6ff695cea364ee980e1ab1fbad629cda737b386d7b5da")
    static let issuerKeySHA256 = hexadecimalOctets("b18b86ce1389e46de87aa4a5131ce83c1160fa33c087ab15b863574d31d8ff3c")
    static let issuerNameHash = hexadecimalOctets("711d397671c9facf2242095925979a0698e46b11")
    static let issuerKeyHash = hexadecimalOctets("1a9569579bce329a942d0769c9c0b56431563710")

    var single: Octets {
        sequence(
            sequence(
                hash, octetString(nameHash ?? Self.issuerNameHash), octetString(keyHash ?? Self.issuerKeyHash), tlv(0x02, serial)),
            certStatus, thisUpdate, nextUpdate, singleExtensions)
    }

    var data: Octets {
        sequence(
            version, responder, generalizedTime("20251201000000Z"), sequence((before + [single]).flatMap(\.self)),
            responseExtensions)
    }

    func signed() async throws -> Octets {
        let data = data
        var signature = try await key.sign(data)
        if isForged { signature[signature.count - 1] ^= 1 }
        let basic = sequence(
            data, StatusKey.algorithm, bitString(signature),
            certificates.isEmpty ? [] : tlv(0xA0, sequence(certificates.flatMap(\.self))))
        return sequence([0x0A, 0x01, status], tlv(0xA0, sequence(identifier(type), octetString(basic))))
    }

    func with(_ change: (inout TestStaple) -> Void) -> TestStaple {
        var copy = self
        change(&copy)
        return copy
    }
}

/// The certificate of a responder that "CA" put in charge, with the second key.
struct TestResponder: Sendable {
    var version: Octets = tlv(0xA0, integer([2]))
    var issuer = name("CA")
    var subject = name("Responder")
    var notBefore = utcTime("250101000000Z")
    var notAfter = utcTime("270101000000Z")
    /// extendedKeyUsage OCSPSigning, and nocheck.
    var extensions: [Octets] = [Self.usage(Self.ocspSigning), Self.noCheck]
    var signer = StatusKey.first
    var key = StatusKey.second

    static let ocspSigning: Octets = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x09]
    static let anyUsage: Octets = [0x55, 0x1D, 0x25, 0x00]
    static let noCheck = sequence(identifier([0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x05]), octetString([0x05, 0x00]))
    static func usage(_ usage: Octets) -> Octets { TestCRL.extension(37, sequence(identifier(usage))) }

    func signed() async throws -> Octets {
        let tbs = sequence(
            version, integer([9]), StatusKey.algorithm, issuer, sequence(notBefore, notAfter), subject, key.subjectPublicKeyInfo,
            extensions.isEmpty ? [] : tlv(0xA3, sequence(extensions.flatMap(\.self))))
        return sequence(tbs, StatusKey.algorithm, bitString(try await signer.sign(tbs)))
    }
}
