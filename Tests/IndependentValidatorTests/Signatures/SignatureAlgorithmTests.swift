import Testing

@testable import IndependentValidator

@Suite("Algorithm identifiers of signatures")
struct SignatureAlgorithmTests {
    private static func decode(_ octets: Octets) throws(CertificateDecodingError) -> SignatureAlgorithm {
        try SignatureAlgorithm(try parseDER(octets[...], field: "signatureAlgorithm"), "signatureAlgorithm")
    }

    private static func type(_ octets: Octets) -> Octets { tlv(0x06, octets) }

    struct Row: Sendable {
        let type: Octets
        let name: String
    }

    private static let pkcs1: Octets = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01]
    private static let nist: Octets = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03]
    private static let oiw: Octets = [0x2B, 0x0E, 0x03, 0x02]
    private static let ansiECDSA: Octets = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04]

    @Test(
        "forbidden algorithms",
        arguments: [
            Row(type: pkcs1 + [2], name: "RSA-MD2"),  // RFC 6149
            Row(type: pkcs1 + [3], name: "RSA-MD4"),  // RFC 6150
            Row(type: pkcs1 + [4], name: "RSA-MD5"),  // RFC 6151
            Row(type: pkcs1 + [5], name: "RSA-SHA1"),  // RFC 9155
            Row(type: oiw + [2], name: "RSA-MD4"), Row(type: oiw + [3], name: "RSA-MD5"), Row(type: oiw + [29], name: "RSA-SHA1"),
            Row(type: oiw + [13], name: "DSA-SHA"), Row(type: oiw + [27], name: "DSA-SHA1"),
            Row(type: ansiECDSA + [1], name: "ECDSA-SHA1"),
            Row(type: [0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x03], name: "DSA-SHA1"),  // FIPS 186-5
            Row(type: nist + [1], name: "DSA-SHA224"), Row(type: nist + [2], name: "DSA-SHA256"),
            Row(type: nist + [3], name: "DSA-SHA384"), Row(type: nist + [4], name: "DSA-SHA512"),
        ])
    func forbidden(row: Row) throws {
        for parameters in [Octets(), Keys.null] {
            let algorithm = try Self.decode(sequence(Self.type(row.type), parameters))
            guard case .forbidden(let name, let why) = algorithm else {
                Issue.record("\(algorithm)")
                continue
            }
            #expect(name == row.name)
            #expect(
                SignatureCheck.verify(signed: [], signature: [], algorithm: algorithm, key: PublicKey(Keys.p256Key[...]))
                    == .weak("signed with \(name): \(why)"))
        }
    }

    @Test(
        "algorithms that can't be checked here",
        arguments: [
            Row(type: pkcs1 + [14], name: "RSA-SHA224"), Row(type: ansiECDSA + [3, 1], name: "ECDSA-SHA224"),
            Row(type: [0x2B, 0x65, 0x71], name: "Ed448"), Row(type: nist + [17], name: "ML-DSA-44"),
            Row(type: nist + [18], name: "ML-DSA-65"), Row(type: nist + [19], name: "ML-DSA-87"),
            Row(type: ansiECDSA + [2], name: "1.2.840.10045.4.2"), Row(type: [0x2A, 0x03], name: "1.2.3"),
        ])
    func unsupported(row: Row) throws {
        let algorithm = try Self.decode(sequence(Self.type(row.type)))
        #expect(algorithm == .unsupported(row.name))
        #expect(
            SignatureCheck.verify(signed: [], signature: [], algorithm: algorithm, key: PublicKey(Keys.p256Key[...]))
                == .undecided("signatures with \(row.name) can't be checked here"))
    }

    struct ParameterRow: Sendable {
        let type: Octets
        let parameters: Octets
        let algorithm: SignatureAlgorithm?
    }

    @Test(
        "parameters",
        arguments: [
            // RFC 4055 section 5: NULL, or absent.
            ParameterRow(type: pkcs1 + [11], parameters: Keys.null, algorithm: .rsaPKCS1(.sha256)),
            ParameterRow(type: pkcs1 + [12], parameters: Keys.null, algorithm: .rsaPKCS1(.sha384)),
            ParameterRow(type: pkcs1 + [13], parameters: [], algorithm: .rsaPKCS1(.sha512)),
            ParameterRow(type: pkcs1 + [11], parameters: sequence(), algorithm: nil),
            ParameterRow(type: pkcs1 + [11], parameters: [0x05, 0x01, 0x00], algorithm: nil),
            ParameterRow(type: pkcs1 + [11], parameters: Keys.null + Keys.null, algorithm: nil),
            // RFC 5758 section 3.2: absent.
            ParameterRow(type: ansiECDSA + [3, 2], parameters: [], algorithm: .ecdsa(.sha256)),
            ParameterRow(type: ansiECDSA + [3, 3], parameters: [], algorithm: .ecdsa(.sha384)),
            ParameterRow(type: ansiECDSA + [3, 4], parameters: [], algorithm: .ecdsa(.sha512)),
            ParameterRow(type: ansiECDSA + [3, 2], parameters: Keys.null, algorithm: nil),
            ParameterRow(type: ansiECDSA + [3, 2], parameters: sequence(), algorithm: nil),
            // RFC 8410 section 3: absent.
            ParameterRow(type: Identifier.ed25519, parameters: [], algorithm: .ed25519),
            ParameterRow(type: Identifier.ed25519, parameters: Keys.null, algorithm: nil),
        ])
    func parameters(row: ParameterRow) { expect(sequence(Self.type(row.type), row.parameters), row.algorithm) }

    private static func hash(_ number: UInt8, _ parameters: Octets = Keys.null) -> Octets {
        sequence(identifier([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, number]), parameters)
    }
    private static func mask(_ hash: Octets) -> Octets { sequence(identifier(pkcs1 + [8]), hash) }
    private static let sha1 = sequence(identifier(oiw + [26]))

    struct PSSRow: Sendable {
        let parameters: Octets
        let algorithm: SignatureAlgorithm?
    }

    @Test(
        "RSA-PSS parameters (RFC 4055 section 3.1)",
        arguments: [
            PSSRow(
                parameters: sequence(tlv(0xA0, hash(1)), tlv(0xA1, mask(hash(1))), tlv(0xA2, integer([32]))),
                algorithm: .rsaPSS(.sha256, saltLength: 32)),
            PSSRow(
                parameters: sequence(tlv(0xA0, hash(2, [])), tlv(0xA1, mask(hash(2))), tlv(0xA2, integer([48]))),
                algorithm: .rsaPSS(.sha384, saltLength: 48)),
            PSSRow(
                parameters: sequence(
                    tlv(0xA0, hash(3)), tlv(0xA1, mask(hash(3))), tlv(0xA2, integer([64])), tlv(0xA3, integer([1]))),
                algorithm: .rsaPSS(.sha512, saltLength: 64)),
            // The default salt.
            PSSRow(
                parameters: sequence(tlv(0xA0, hash(1)), tlv(0xA1, mask(hash(1)))), algorithm: .rsaPSS(.sha256, saltLength: 20)),
            // All defaults: SHA-1.
            PSSRow(parameters: sequence(), algorithm: .forbidden(name: "RSA-PSS-SHA1", why: SignatureAlgorithm.sha1)),
            PSSRow(
                parameters: sequence(tlv(0xA0, sha1)), algorithm: .forbidden(name: "RSA-PSS-SHA1", why: SignatureAlgorithm.sha1)),
            PSSRow(
                parameters: sequence(tlv(0xA0, hash(1))),
                algorithm: .unsupported("RSA-PSS with SHA-256 and another hash for its mask")),
            PSSRow(
                parameters: sequence(tlv(0xA0, hash(4)), tlv(0xA1, mask(hash(4)))),
                algorithm: .unsupported("RSA-PSS with hash 2.16.840.1.101.3.4.2.4")),
            // Missing: "The parameters MUST be present".
            PSSRow(parameters: [], algorithm: nil),
            PSSRow(parameters: Keys.null, algorithm: nil),
            PSSRow(parameters: sequence(tlv(0xA3, integer([2]))), algorithm: nil),
            PSSRow(parameters: sequence(tlv(0xA2, [0x02, 0x01, 0xFF])), algorithm: nil),
            PSSRow(parameters: sequence(tlv(0xA2, integer([1, 0, 0, 0, 0, 0, 0, 0, 0]))), algorithm: nil),
            PSSRow(parameters: sequence(tlv(0xA1, sequence(identifier(pkcs1 + [9]), hash(1)))), algorithm: nil),
            PSSRow(parameters: sequence(tlv(0xA2, integer([32])), tlv(0xA0, hash(1))), algorithm: nil),
            PSSRow(parameters: sequence(tlv(0xA0, hash(1) + hash(1))), algorithm: nil),
            PSSRow(parameters: sequence(tlv(0xA0, hash(1, sequence()))), algorithm: nil),
        ])
    func pss(row: PSSRow) { expect(sequence(Self.type(Self.pkcs1 + [10]), row.parameters), row.algorithm) }

    @Test("no algorithm identifier", arguments: [sequence(), Keys.null, sequence(integer([1])), set(identifier([0x2A]))])
    func malformed(octets: Octets) { expect(octets, nil) }

    /// nil expects a refusal.
    private func expect(_ octets: Octets, _ algorithm: SignatureAlgorithm?) {
        #expect((try? Self.decode(octets)) == algorithm)
    }
}
