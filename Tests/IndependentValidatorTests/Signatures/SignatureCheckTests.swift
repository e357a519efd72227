import Testing
import TestKit

@testable import IndependentValidator

@Suite("Signatures")
struct SignatureCheckTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let source: String
        let key: Octets
        let algorithm: SignatureAlgorithm
        let message: Octets
        let signature: Octets

        var testDescription: String { source }

        func outcome(signed: Octets? = nil, signature other: Octets? = nil) -> SignatureOutcome {
            SignatureCheck.verify(
                signed: (signed ?? message)[...], signature: (other ?? signature)[...], algorithm: algorithm,
                key: PublicKey(key[...]))
        }
    }

    @Test("vectors of RFC 8032 and RFC 6979 are valid; with any octet changed they are not", arguments: rows)
    func vector(row: Row) {
        #expect(row.outcome() == .valid)
        #expect(row.outcome(signed: row.message + [0]) == .invalid)
        for place in row.signature.indices {
            var changed = row.signature
            changed[place] ^= 1
            #expect([.invalid, .notDER].contains(row.outcome(signature: changed)), "octet \(place)")
        }
        #expect([.invalid, .notDER].contains(row.outcome(signature: [])))
        #expect([.invalid, .notDER].contains(row.outcome(signature: row.signature + [0])))
        #expect([.invalid, .notDER].contains(row.outcome(signature: row.signature.dropLast())))
    }

    @Test func `an ECDSA signature in BER or with padded numbers is invalid`() throws {
        let row = try #require(Self.rows.first { $0.source.hasPrefix("RFC 6979 A.2.6, SHA-256") })
        // r begins with 21: one zero more is padding.
        let numbers = Octets(row.signature.dropFirst(2))
        let padded = [0x02, numbers[1] + 1, 0x00] + numbers.dropFirst(2)
        #expect(row.outcome(signature: [0x30, row.signature[1] + 1] + padded) == .notDER)
        #expect(row.outcome(signature: [0x30, 0x81, row.signature[1]] + numbers) == .notDER)
        #expect(row.outcome(signature: sequence([0x02, 0x01, 0x00], [0x02, 0x01, 0x00])) == .invalid)
        #expect(row.outcome(signature: sequence([0x02, 0x01, 0x81], [0x02, 0x01, 0x01])) == .notDER)
    }

    @Test func `algorithm and key of different kinds are told apart from a wrong signature`() throws {
        let ed = try #require(Self.rows.first { $0.algorithm == .ed25519 })
        for algorithm in [SignatureAlgorithm.rsaPKCS1(.sha256), .rsaPSS(.sha256, saltLength: 32), .ecdsa(.sha256)] {
            let outcome = SignatureCheck.verify(
                signed: ed.message[...], signature: ed.signature[...], algorithm: algorithm, key: PublicKey(ed.key[...]))
            #expect(outcome == .keyMismatch("\(algorithm.name) does not fit a key of type Ed25519"))
        }
    }

    @Test func `a compressed point is the same key`() throws {
        let row = try #require(Self.rows.first { $0.source.hasPrefix("RFC 6979 A.2.5") })
        // The y of that key is odd.
        let compressed = Keys.ellipticCurve(Keys.p256, [0x03] + hexadecimalOctets(Keys.p256X))
        #expect(
            SignatureCheck.verify(
                signed: row.message[...], signature: row.signature[...], algorithm: row.algorithm, key: PublicKey(compressed[...]))
                == .valid)
    }

    static let rows =
        [
            ed25519(
                1, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            ed25519(
                2, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
            ed25519(
                3, "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            ),
        ] + ecdsaRows

    private static func ed25519(_ number: Int, _ key: String, _ message: String, _ signature: String) -> Row {
        Row(
            source: "RFC 8032 7.1, test \(number)",
            key: sequence(sequence(identifier(Identifier.ed25519)), bitString(hexadecimalOctets(key))), algorithm: .ed25519,
            message: hexadecimalOctets(message), signature: hexadecimalOctets(signature))
    }

    /// RFC 6979 appendix A.2.5 to A.2.7, message "sample".
    private static let ecdsaRows: [Row] = [
        ecdsa(
            "A.2.5", Keys.p256Key, .sha256, "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
            "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"),
        ecdsa(
            "A.2.5", Keys.p256Key, .sha384, "0EAFEA039B20E9B42309FB1D89E213057CBF973DC0CFC8F129EDDDC800EF7719",
            "4861F0491E6998B9455193E34E7B0D284DDD7149A74B95B9261F13ABDE940954"),
        ecdsa(
            "A.2.5", Keys.p256Key, .sha512, "8496A60B5E9B47C825488827E0495B0E3FA109EC4568FD3F8D1097678EB97F00",
            "2362AB1ADBE2B8ADF9CB9EDAB740EA6049C028114F2460F96554F61FAE3302FE"),
        ecdsa(
            "A.2.6", Keys.p384Key, .sha256,
            "21B13D1E013C7FA1392D03C5F99AF8B30C570C6F98D4EA8E354B63A21D3DAA33BDE1E888E63355D92FA2B3C36D8FB2CD",
            "F3AA443FB107745BF4BD77CB3891674632068A10CA67E3D45DB2266FA7D1FEEBEFDC63ECCD1AC42EC0CB8668A4FA0AB0"),
        ecdsa(
            "A.2.6", Keys.p384Key, .sha384,
            "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46",
            "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8"),
        ecdsa(
            "A.2.6", Keys.p384Key, .sha512,
            "ED0959D5880AB2D869AE7F6C2915C6D60F96507F9CB3E047C0046861DA4A799CFE30F35CC900056D7C99CD7882433709",
            "512C8CCEEE3890A84058CE1E22DBC2198F42323CE8ACA9135329F03C068E5112DC7CC3EF3446DEFCEB01A45C2667FDD5"),
        ecdsa(
            "A.2.7", Keys.p521Key, .sha256,
            "01511BB4D675114FE266FC4372B87682BAECC01D3CC62CF2303C92B3526012659D16876E25C7C1E57648F23B73564D67F61C6F14D527D54972810421E7D87589E1A7",
            "004A171143A83163D6DF460AAF61522695F207A58B95C0644D87E52AA1A347916E4F7A72930B1BC06DBE22CE3F58264AFD23704CBB63B29B931F7DE6C9D949A7ECFC"
        ),
        ecdsa(
            "A.2.7", Keys.p521Key, .sha512,
            "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F174E25A1EE9017B5D450606ADD152B534931D7D4E8455CC91F9B15BF05EC36E377FA",
            "00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF282623EAA63E5B5C0723D8B8C37FF0777B1A20F8CCB1DCCC43997F1EE0E44DA4A67A"
        ),
    ]

    private static func ecdsa(
        _ section: String, _ key: Octets, _ hash: SignatureAlgorithm.Hash, _ r: String, _ s: String
    ) -> Row {
        Row(
            source: "RFC 6979 \(section), \(hash.rawValue)", key: key, algorithm: .ecdsa(hash), message: Octets("sample".utf8),
            signature: sequence(integer(hexadecimalOctets(r)), integer(hexadecimalOctets(s))))
    }
}
