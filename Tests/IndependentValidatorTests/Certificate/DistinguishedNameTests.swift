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
            (tlv(0x1E, [0xD8, 0x00]), "2.5.4.3=#1e02d800"),  // half a surrogate pair
            (tlv(0x1E, [0x00]), "2.5.4.3=#1e0100"),
            (tlv(0x02, [5]), "2.5.4.3=#020105"),  // no string
        ] as [(Octets, String)])
    func value(octets: Octets, expected: String) throws {
        #expect(try decoded(sequence(attribute(Identifier.commonName, octets))).text == expected)
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

    @Test func `names are equal octet by octet`() throws {
        let upper = try decoded(name("Test CA"))
        let lower = try decoded(name("test ca"))
        let printable = try decoded(sequence(attribute(Identifier.commonName, tlv(0x13, Octets("Test CA".utf8)))))
        #expect(upper == (try decoded(name("Test CA"))))
        #expect(upper != lower)
        #expect(upper != printable)
        #expect(Set([upper, lower, printable]).count == 3)
    }
}
