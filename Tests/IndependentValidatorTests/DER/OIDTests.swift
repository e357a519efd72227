import Testing

@testable import IndependentValidator

@Suite("Object identifiers")
struct OIDTests {
    @Test(
        arguments: [
            ([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B], "1.2.840.113549.1.1.11"),
            ([0x55, 0x1D, 0x11], "2.5.29.17"),
            ([0x00], "0.0"),
            ([0x27], "0.39"),
            ([0x28], "1.0"),
            ([0x88, 0x37], "2.999"),  // X.660: an arc above 39 under 2
            ([0x69, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], "2.25.9223372036854775807"),
            ([0x69] + Octets(repeating: 0xFF, count: 18) + [0x01], "oid:69ffffffffffffffffffffffffffffffffffff01"),
        ] as [(Octets, String)])
    func text(content: Octets, expected: String) throws {
        #expect(try OID(content: content[...], "oid").description == expected)
    }

    @Test func `arcs and octets agree`() {
        #expect(OID(1, 2, 840, 113_549, 1, 1, 11).octets == [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B])
        #expect(OID(0, 9, 2342, 19_200_300, 100, 1, 25).description == "0.9.2342.19200300.100.1.25")
    }
}
