import ServerIdentity

@testable import IndependentValidator

/// A CRL of which a test says only what matters to it.
struct TestCRL: Sendable {
    var version: Octets = integer([1])
    var algorithm = StatusKey.algorithm
    var outerAlgorithm: Octets?
    var issuer = name("CA")
    var thisUpdate = utcTime("251201000000Z")
    var nextUpdate: Octets = utcTime("260201000000Z")
    /// Whole entries; nil leaves revokedCertificates out.
    var entries: [Octets]?
    var number: Octets? = [7]
    var keyIdentifier: Octets? = [0xAA]
    /// Complete Extension values after cRLNumber and authorityKeyIdentifier.
    var extensions: [Octets] = []
    var key = StatusKey.first
    /// Changed after signing.
    var isForged = false
    var origin = "test.crl"

    var tbs: Octets {
        var all: [Octets] = []
        if let keyIdentifier { all.append(Self.extension(35, sequence(tlv(0x80, keyIdentifier)))) }
        if let number { all.append(Self.extension(20, integer(number))) }
        all += extensions
        let list = entries.map { sequence($0.flatMap(\.self)) } ?? []
        return tlv(
            0x30,
            version + algorithm + issuer + thisUpdate + nextUpdate + list
                + (all.isEmpty ? [] : tlv(0xA0, sequence(all.flatMap(\.self)))))
    }

    /// With octets that are no signature.
    var unsigned: CRLDER { CRLDER(sequence(tbs, outerAlgorithm ?? algorithm, bitString([1])), origin: origin) }

    func decoded() throws(CertificateDecodingError) -> CertificateRevocationList { try CertificateRevocationList(unsigned) }

    func signed() async throws -> CRLDER {
        let tbs = tbs
        var signature = try await key.sign(tbs)
        if isForged { signature[signature.count - 1] ^= 1 }
        return CRLDER(sequence(tbs, outerAlgorithm ?? algorithm, bitString(signature)), origin: origin)
    }

    func with(_ change: (inout TestCRL) -> Void) -> TestCRL {
        var copy = self
        change(&copy)
        return copy
    }

    /// An extension of the arc 2.5.29.
    static func `extension`(_ number: UInt8, _ value: Octets, critical: Bool = false) -> Octets {
        sequence(identifier([0x55, 0x1D, number]), critical ? [0x01, 0x01, 0xFF] : [], octetString(value))
    }

    /// An entry without extensions, or with these.
    static func entry(_ serial: Octets, _ extensions: Octets...) -> Octets {
        sequence(
            tlv(0x02, serial), utcTime("251215120000Z"), extensions.isEmpty ? [] : sequence(extensions.flatMap(\.self)))
    }

    static func reason(_ code: UInt8) -> Octets { `extension`(21, [0x0A, 0x01, code]) }
    static func certificateIssuer(_ name: Octets) -> Octets { `extension`(29, sequence(tlv(0xA4, name)), critical: true) }

    /// issuingDistributionPoint with these fields.
    static func scope(_ fields: Octets..., critical: Bool = true) -> Octets {
        `extension`(28, sequence(fields.flatMap(\.self)), critical: critical)
    }

    static func deltaIndicator(_ base: Octets) -> Octets { `extension`(27, integer(base), critical: true) }

    static let onlyUsers = tlv(0x81, [0xFF])
    static let onlyCAs = tlv(0x82, [0xFF])
    static let indirect = tlv(0x84, [0xFF])
    static let onlyAttributes = tlv(0x85, [0xFF])
    /// keyCompromise and cACompromise.
    static let compromise: Octets = [0x05, 0x60]
    /// All reasons but these two.
    static let otherReasons: Octets = [0x07, 0x1F, 0x80]
    static func onlyReasons(_ flags: Octets) -> Octets { tlv(0x83, flags) }
    /// distributionPoint, fullName.
    static func point(_ names: Octets...) -> Octets { tlv(0xA0, tlv(0xA0, names.flatMap(\.self))) }
    /// distributionPoint, nameRelativeToCRLIssuer.
    static func relativePoint(_ commonName: String) -> Octets {
        tlv(0xA0, tlv(0xA1, sequence(identifier(Identifier.commonName), utf8String(commonName))))
    }
}
