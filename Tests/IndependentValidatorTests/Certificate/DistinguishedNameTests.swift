import Testing

@testable import IndependentValidator

@Suite("Distinguished names as text (RFC 4514)")
struct DistinguishedNameTests {
    private func decoded(_ octets: Octets) throws -> DistinguishedName {
        try DistinguishedName(try parseDER(octets[...], field: "name"), "name")
    }

    @Test(
        arguments: [
            (utf8String("plain"), "CN=plain"),
            (utf8String(""), "CN="),
            (utf8String(" both ends "), #"CN=\ both ends\ "#),
            (utf8String("# first, then # later"), ##"CN=\# first\, then # later"##),
            (utf8String(#"a"b+c,d;e<f>g=h\i"#), #"CN=a\"b\+c\,d\;e\<f\>g\=h\\i"#),
            (utf8String("nul\0"), #"CN=nul\00"#),
            (utf8String("\u{1B}[31m"), #"CN=\1b[31m"#),
            (utf8String("Lučić"), #"CN=Lu\c4\8di\c4\87"#),  // RFC 4514 section 4
            (tlv(0x1E, [0x00, 0x41, 0x01, 0x0D]), #"CN=A\c4\8d"#),  // BMPString
            (tlv(0x1C, [0, 0, 0, 0x41]), "CN=A"),  // UniversalString
            (tlv(0x02, [5]), "2.5.4.3=#020105"),  // no string
        ] as [(Octets, String)])
    func value(octets: Octets, expected: String) throws {
        #expect(try decoded(sequence(attribute(Identifier.commonName, octets))).text == expected)
    }

    @Test(
        "a BMPString with a unit that is no character is refused",
        arguments: [[0xD8, 0x00], [0x00], [0x00, 0x41, 0xDC]] as [Octets])
    func brokenUnit(content: Octets) {
        #expect(throws: CertificateDecodingError.self) {
            try decoded(sequence(attribute(Identifier.commonName, tlv(0x1E, content))))
        }
    }

    @Test func `the most specific part comes first, and parts of several attributes stay together`() throws {
        let octets = sequence(
            attribute(Identifier.organization, utf8String("Org")),
            set(
                sequence(identifier(Identifier.commonName), utf8String("a")),
                sequence(identifier([0x09, 0x92, 0x26, 0x89, 0x93, 0xF2, 0x2C, 0x64, 0x01, 0x01]), utf8String("b"))),
            attribute([0x2A, 0x03, 0x04], utf8String("x")))
        let name = try decoded(octets)
        #expect(name.text == "1.2.3.4=#0c0178,CN=a+UID=b,O=Org")
        #expect(name.commonNames == [Array("a".utf8)])
        #expect(name.octets == octets)
    }

    @Test func `an empty name is empty text`() throws {
        #expect(try decoded(sequence()).isEmpty)
        #expect(try decoded(sequence()).text == "")
    }

    @Test func `a long value is cut, and says so`() throws {
        let name = try decoded(sequence(attribute(Identifier.commonName, utf8String(String(repeating: "a", count: 300)))))
        #expect(name.text.hasSuffix("a… (44 more octets)"))
        #expect(name.commonNames.first?.count == 300)
    }

    @Test(
        "names are equal without regard to case, blanks and string type (RFC 5280 section 7.1)",
        arguments: [
            (utf8String("Test CA"), utf8String("test ca"), true),
            (utf8String("Test CA"), tlv(0x13, Octets("Test CA".utf8)), true),
            (utf8String("  Test   CA "), utf8String("Test CA"), true),
            (utf8String("Lučić"), utf8String("LUČIĆ"), true),
            (tlv(0x1E, [0x00, 0x41, 0x01, 0x0D]), utf8String("Ač"), true),  // BMPString
            (tlv(0x14, [0x4C, 0xFC]), utf8String("Lü"), true),  // TeletexString, as CAs used it
            (utf8String("Test CA"), utf8String("TestCA"), false),
            (utf8String("Test CA"), utf8String("Test CA\0"), false),
            (utf8String("a"), tlv(0x02, [0x61]), false),  // no string
            (tlv(0x0C, [0xFF]), tlv(0x0C, [0xFE]), false),  // no UTF-8: octet by octet
            (tlv(0x0C, [0xFF]), tlv(0x0C, [0xFF]), true),
        ] as [(Octets, Octets, Bool)])
    func equality(first: Octets, second: Octets, isEqual: Bool) throws {
        let one = try decoded(sequence(attribute(Identifier.commonName, first)))
        let other = try decoded(sequence(attribute(Identifier.commonName, second)))
        #expect((one == other) == isEqual)
        #expect((Set([one, other]).count == 1) == isEqual)
    }

    @Test func `the order of parts counts, and inside a part there is one order`() throws {
        let a = sequence(identifier(Identifier.commonName), utf8String("a"))
        let b = sequence(identifier(Identifier.organization), utf8String("b"))
        #expect(
            throws: CertificateDecodingError(
                field: "name", reason: "a SET whose values are not sorted, which DER does not allow")
        ) {
            try decoded(sequence(set(b, a)))
        }
        #expect(try decoded(sequence(set(a), set(b))) != decoded(sequence(set(b), set(a))))
        #expect(try decoded(sequence(set(a), set(b))) != decoded(sequence(set(a, b))))
    }
}
