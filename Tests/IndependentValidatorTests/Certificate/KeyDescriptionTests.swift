import Testing

@testable import IndependentValidator

@Suite("Keys as text")
struct KeyDescriptionTests {
    private static let rsa: Octets = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    private static let ellipticCurve: Octets = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]

    @Test(
        arguments: [
            (
                sequence(
                    sequence(identifier(rsa)),
                    bitString(sequence(tlv(2, [0, 0x80] + Octets(repeating: 1, count: 255)), tlv(2, [3])))), "RSA 2048"
            ),
            (
                sequence(
                    sequence(identifier(rsa)), bitString(sequence(tlv(2, [0x7F] + Octets(repeating: 1, count: 127)), tlv(2, [3])))),
                "RSA 1023"
            ),
            (sequence(sequence(identifier(rsa)), bitString(sequence(tlv(2, [0]), tlv(2, [3])))), "RSA 0"),
            (sequence(sequence(identifier(rsa)), bitString([1, 2, 3])), "RSA (key can't be decoded)"),
            (
                sequence(
                    sequence(identifier(ellipticCurve), identifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])),
                    bitString([4])),
                "ECDSA P-256"
            ),
            (
                sequence(sequence(identifier(ellipticCurve), identifier([0x2B, 0x81, 0x04, 0x00, 0x09])), bitString([4])),
                "ECDSA secp160k1"
            ),
            (sequence(sequence(identifier(ellipticCurve), identifier([0x2A, 0x03, 0x04])), bitString([4])), "ECDSA 1.2.3.4"),
            (sequence(sequence(identifier(ellipticCurve)), bitString([4])), "ECDSA (no named curve)"),
            (sequence(sequence(identifier(ellipticCurve), tlv(5, [])), bitString([4])), "ECDSA (no named curve)"),
            (sequence(sequence(identifier([0x2B, 0x65, 0x71])), bitString([])), "Ed448"),
            (sequence(sequence(identifier([0x2A, 0x03, 0x04])), bitString([])), "1.2.3.4"),
        ] as [(Octets, String)])
    func text(key: Octets, expected: String) throws {
        #expect(try KeyDescription(try parseDER(key[...], field: "key")).text == expected)
    }
}
