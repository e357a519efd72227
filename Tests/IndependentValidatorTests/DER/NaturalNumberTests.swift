import Testing

@testable import IndependentValidator

@Suite("INTEGERs of zero or more")
struct NaturalNumberTests {
    private static func decode(_ content: Octets) throws -> NaturalNumber {
        try NaturalNumber(try parseDER(tlv(0x02, content)[...], field: "number"), "number")
    }

    @Test(
        "refused",
        arguments: [
            ([], "INTEGER of no octets"), ([0x80], "a negative INTEGER"), ([0xFF, 0x00], "a negative INTEGER"),
            ([0x00, 0x00], "INTEGER with more octets than it needs"), ([0x00, 0x7F], "INTEGER with more octets than it needs"),
        ] as [(Octets, String)])
    func refused(content: Octets, reason: String) {
        #expect(throws: CertificateDecodingError(field: "number", reason: reason)) { _ = try Self.decode(content) }
    }

    @Test(
        "sizes",
        arguments: [
            ([0x00], 0, 0), ([0x01], 1, 1), ([0x7F], 7, 127), ([0x00, 0x80], 8, 128), ([0x01, 0x00], 9, 256),
            ([0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 56, 0xFF_FFFF_FFFF_FFFF),
            ([0x01, 0, 0, 0, 0, 0, 0, 0], 57, nil),
        ] as [(Octets, Int, Int?)])
    func sizes(content: Octets, bits: Int, small: Int?) throws {
        let number = try Self.decode(content)
        #expect(number.bitCount == bits)
        #expect(number.small == small)
        #expect(number.isOdd == (content.last.map { $0 & 1 == 1 } ?? false))
    }

    @Test func `numbers compare by value, not by their octets`() throws {
        let ascending = try [[0x00], [0x02], [0x7F], [0x00, 0x80], [0x01, 0x00], [0x01, 0x01]].map(Self.decode)
        #expect(ascending.shuffled().sorted() == ascending)
    }
}
