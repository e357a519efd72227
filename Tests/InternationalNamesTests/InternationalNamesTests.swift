import InternationalNames
import ServerIdentity
import Testing

@Suite("Host names beyond ASCII (RFC 5891, UTS #46 non-transitional)")
struct InternationalNamesTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let given: String
        let expected: String
        init(_ given: String, _ expected: String) {
            self.given = given
            self.expected = expected
        }
        var testDescription: String { given }
    }

    @Test(
        "becomes A-labels",
        arguments: [
            Row("straße.de", "xn--strae-oqa.de"),  // UTS #46 section 4: ß is kept, not ss
            Row("τέστ.gr", "xn--ixa8bbc.gr"),
            Row("ΤΈΣΤ.gr", "xn--ixa8bbc.gr"),  // upper case is mapped
            Row("τε\u{301}στ.gr", "xn--ixa8bbc.gr"),  // decomposed accent: form C
            Row("βόλος.com", "xn--nxasmm1c.com"),  // UTS #46 section 1.4: final sigma is kept
            Row("faß.de", "xn--fa-hia.de"),
            Row("ｅｘａｍｐｌｅ.com", "example.com"),  // full-width forms
            Row("bücher。example", "xn--bcher-kva.example"),  // ideographic full stop
            Row("bücher.example.", "xn--bcher-kva.example."),  // the DNS root stays
            Row("EXAMPLE.org", "example.org"),
            Row("xn--strae-oqa.de", "xn--strae-oqa.de"),
        ])
    func becomesALabels(row: Row) throws {
        #expect(try InternationalNames.asciiForm(row.given).get() == row.expected)
    }

    @Test(
        "is refused with libidn2's reason",
        arguments: [
            Row("a\u{2028}b.example", "disallowed"),  // line separator
            Row("☃.example", "disallowed"),  // a symbol: allowed by UTS #46, not by IDNA2008
            Row(String(repeating: "ä", count: 80) + ".example", "libidn2"),  // a label of more than 63 octets
            Row((0..<60).map { _ in "üüü" }.joined(separator: "."), "libidn2"),  // more than 255 octets
            Row("xn--ü.example", ""),
        ])
    func isRefused(row: Row) {
        let error = #expect(throws: ReferenceIdentityError.self) { try InternationalNames.asciiForm(row.given).get() }
        #expect(error?.description.contains(row.expected) == true, "\(error?.description ?? "accepted")")
        #expect(error?.description.contains("(libidn2)") == true)
    }

    @Test func `three hundred octets are an error`() {
        let name = (0..<30).map { _ in "äaaaaaaa" }.joined(separator: ".") + ".example"
        #expect(name.utf8.count > 270)
        #expect(throws: ReferenceIdentityError.self) { try InternationalNames.asciiForm(name).get() }
    }

    @Test func `a NUL does not end the name`() {
        let error = #expect(throws: ReferenceIdentityError.self) { try InternationalNames.asciiForm("bücher.example\0.evil").get() }
        #expect(error?.description.contains("NUL") == true)
    }

    @Test func `a megabyte is refused at once`() {
        let error = #expect(throws: ReferenceIdentityError.self) {
            try InternationalNames.asciiForm(String(repeating: "ä", count: 500_000)).get()
        }
        #expect(error?.description.contains("1000000 octets") == true)
    }

    @Test func `what is mapped to a wildcard or an address is no host name`() throws {
        for text in ["＊.example", "１.２.３.４", "bücher.example．１"] {
            #expect(throws: ReferenceIdentityError.self) {
                try ReferenceIdentity(parsing: text, asciiForm: InternationalNames.asciiForm)
            }
        }
        let identity = try ReferenceIdentity(parsing: "Bücher.Example", asciiForm: InternationalNames.asciiForm)
        #expect(identity == .dns(try DNSName(parsing: "xn--bcher-kva.example")))
    }
}
