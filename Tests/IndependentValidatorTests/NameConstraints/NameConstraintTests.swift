import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("Name constraints (RFC 5280 section 4.2.1.10)")
struct NameConstraintTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let permitted: [Octets], excluded: [Octets], names: [Octets], isInside: Bool
        let source: String
        var testDescription: String { source }
        init(_ source: String, permitted: [Octets] = [], excluded: [Octets] = [], _ names: [Octets], _ isInside: Bool) {
            (self.permitted, self.excluded, self.names, self.isInside, self.source) = (permitted, excluded, names, isInside, source)
        }
    }

    private static func subtrees(_ tag: UInt8, _ bases: [Octets]) -> Octets {
        bases.isEmpty ? [] : tlv(tag, bases.flatMap { sequence($0) })
    }

    private static func directory(_ parts: (Octets, String)...) -> Octets {
        tlv(0xA4, tlv(0x30, parts.flatMap { attribute($0.0, utf8String($0.1)) }))
    }

    private static let network: Octets = ipName([192, 0, 2, 0, 255, 255, 255, 0])
    private static let network6: Octets = ipName(
        [0x20, 0x01, 0x0D, 0xB8] + Octets(repeating: 0, count: 12) + Octets(repeating: 0xFF, count: 4)
            + Octets(repeating: 0, count: 12))

    @Test(
        arguments: [
            Row("the domain itself", permitted: [dnsName("example.org")], [dnsName("example.org")], true),
            Row("any number of labels below", permitted: [dnsName("example.org")], [dnsName("a.b.EXAMPLE.org")], true),
            Row("not a suffix of a label", permitted: [dnsName("example.org")], [dnsName("badexample.org")], false),
            Row(
                "one name outside suffices", permitted: [dnsName("example.org")], [dnsName("example.org"), dnsName("a.test")], false
            ),
            Row("the empty domain is every name", permitted: [dnsName("")], [dnsName("a.test")], true),
            Row("every name excluded", excluded: [dnsName("")], [dnsName("a.test")], false),
            Row(
                "excluded wins", permitted: [dnsName("example.org")], excluded: [dnsName("b.example.org")],
                [dnsName("a.b.example.org")], false),
            Row("another kind is not restricted", permitted: [dnsName("example.org")], [ipName([1, 2, 3, 4])], true),
            Row("two permitted domains", permitted: [dnsName("a.test"), dnsName("b.test")], [dnsName("x.b.test")], true),
            Row("leading period: below", permitted: [dnsName(".example.org")], [dnsName("a.example.org")], true),
            Row("leading period: not itself", permitted: [dnsName(".example.org")], [dnsName("example.org")], false),
            Row("a pattern inside", permitted: [dnsName("example.org")], [dnsName("*.example.org")], true),
            Row("a pattern that reaches outside", permitted: [dnsName("a.example.org")], [dnsName("*.example.org")], false),
            Row(
                "a pattern that may be the excluded name", excluded: [dnsName("bad.example.org")], [dnsName("*.example.org")], false
            ),
            Row("a wildcard is one label only", excluded: [dnsName("a.bad.example.org")], [dnsName("*.example.org")], true),
            Row(
                "a partial wildcard counts as a whole one", excluded: [dnsName("bad.example.org")], [dnsName("b*.example.org")],
                false),
            Row("a trailing dot can't be placed", permitted: [dnsName("example.org")], [dnsName("a.example.org.")], false),
            Row("a trailing dot may be excluded", excluded: [dnsName("example.org")], [dnsName("example.org.")], false),
            Row("no name at all", permitted: [dnsName("example.org")], [dnsName("a b.example.org")], false),
            Row("a NUL", excluded: [dnsName("bad.test")], [dnsName("good.test\0.bad.test")], false),
            Row("an address inside", permitted: [network], [ipName([192, 0, 2, 9])], true),
            Row("an address outside", permitted: [network], [ipName([192, 0, 3, 9])], false),
            Row("the other family is outside", permitted: [network], [ipName(Octets(repeating: 1, count: 16))], false),
            Row("IPv6 inside", permitted: [network6], [ipName([0x20, 0x01, 0x0D, 0xB8] + Octets(repeating: 1, count: 12))], true),
            Row("5 octets are no address", excluded: [network], [ipName([192, 0, 2, 1, 1])], false),
            Row("an excluded address", excluded: [network], [ipName([192, 0, 2, 1])], false),
            Row("a mailbox", permitted: [emailName("a@example.org")], [emailName("a@EXAMPLE.org")], true),
            Row("the local part keeps its case", permitted: [emailName("a@example.org")], [emailName("A@example.org")], false),
            Row("mailboxes of a host", permitted: [emailName("example.org")], [emailName("x@example.org")], true),
            Row("and of no host below", permitted: [emailName("example.org")], [emailName("x@a.example.org")], false),
            Row("of all hosts below", permitted: [emailName(".example.org")], [emailName("x@a.example.org")], true),
            Row("no mailbox", permitted: [emailName("example.org")], [emailName("example.org")], false),
            Row("an asterisk is a letter", permitted: [emailName("*@example.org")], [emailName("user@example.org")], false),
            Row("a URI's host", permitted: [uriName("example.org")], [uriName("https://user@EXAMPLE.org:8443/x")], true),
            Row("a URI's host below", permitted: [uriName("example.org")], [uriName("https://a.example.org")], false),
            Row("a URI with a leading period", permitted: [uriName(".example.org")], [uriName("https://a.example.org")], true),
            Row("a URI with a backslash", permitted: [uriName("example.org")], [uriName(#"https://example.org\x"#)], false),
            Row("the same, excluded", excluded: [uriName("evil.test")], [uriName(#"https://a.test\.evil.test"#)], false),
            Row("two '@'", permitted: [uriName("example.org")], [uriName("https://a@b@example.org/")], false),
            Row("a port that is none", permitted: [uriName("example.org")], [uriName("https://example.org:a/")], false),
            Row("a port beyond all", permitted: [uriName("example.org")], [uriName("https://example.org:65536/")], false),
            Row("an empty port", permitted: [uriName("example.org")], [uriName("https://example.org:/")], true),
            Row("a URI without a host", permitted: [uriName("example.org")], [uriName("urn:x")], false),
            Row("a URI with an address", excluded: [uriName("example.org")], [uriName("https://192.0.2.1/")], false),
            Row(
                "user information is no host", permitted: [uriName("example.org")], [uriName("https://example.org@evil.test/")],
                false),
            Row(
                "a directory name within", permitted: [directory((Identifier.organization, "Org"))],
                [directory((Identifier.organization, "ORG"), (Identifier.commonName, "x"))], true),
            Row(
                "the same parts in another order", permitted: [directory((Identifier.organization, "Org"))],
                [directory((Identifier.commonName, "x"), (Identifier.organization, "Org"))], false),
            Row("every mailbox excluded", excluded: [emailName("")], [emailName("x@example.org")], false),
            Row("every URI permitted", permitted: [uriName("")], [uriName("https://example.org/")], true),
            Row(
                "an excluded name in another spelling", excluded: [directory((Identifier.organization, "Evil Corp"))],
                [directory((Identifier.organization, "Evil\tCorp"))], false),
            Row(
                "an excluded name with a soft hyphen", excluded: [directory((Identifier.organization, "Evil Corp"))],
                [directory((Identifier.organization, "Ev\u{AD}il Corp"))], false),
            Row(
                "letters beyond ASCII in another kind of part", excluded: [directory((Identifier.organization, "Evil Corp"))],
                [directory((Identifier.commonName, "Lučić"))], true),
            Row(
                "permitted is what is surely inside", permitted: [directory((Identifier.organization, "Evil Corp"))],
                [directory((Identifier.organization, "Ev\u{AD}il Corp"))], false),
            Row("a kind that can't be compared", permitted: [tlv(0x88, [0x2A, 0x03])], [tlv(0x88, [0x2A, 0x03])], false),
        ])
    func inside(row: Row) throws {
        let value = sequence(Self.subtrees(0xA0, row.permitted), Self.subtrees(0xA1, row.excluded))
        let constraints = try NameConstraints(value[...], "nameConstraints")
        let certificate = try TestCertificate().with {
            $0.subject = sequence()
            $0.names = row.names
        }.decoded()
        var comparisons = 1_000
        let violation = NameConstraintCheck.violation(
            ConstrainedNames(certificate, commonName: nil).names, constraints, comparisons: &comparisons)
        #expect((violation == nil) == row.isInside, "\(violation.map { "\($0)" } ?? "inside")")
        #expect(comparisons > 900)
    }

    @Test(
        "where a name lies",
        arguments: [
            (dnsName("a.test"), [], [dnsName("test")], .excluded), (dnsName("*.test"), [], [dnsName("test")], .excluded),
            (dnsName("*.test"), [], [dnsName("a.test")], .partlyExcluded),
            (dnsName("a.test"), [dnsName("b.test")], [], .notPermitted),
            (dnsName("*.test"), [dnsName("b.test")], [], .notPermitted), (dnsName("a test"), [], [dnsName("b.test")], .unplaceable),
            (dnsName("a test"), [dnsName("b.test")], [], .unplaceable), (ipName([1, 2, 3]), [network], [], .unplaceable),
            (ipName([1, 2, 3, 4]), [network], [], .notPermitted), (ipName([192, 0, 2, 1]), [], [network], .excluded),
            (emailName("x"), [], [emailName("a.test")], .unplaceable), (uriName("urn:x"), [], [uriName("a.test")], .unplaceable),
            (
                directory((Identifier.organization, "Ölwerk")), [], [directory((Identifier.organization, "Änderung"))],
                .notComparable
            ),
            (directory((Identifier.organization, "A")), [], [directory((Identifier.organization, "A"))], .excluded),
            (tlv(0x88, [0x2A, 0x03]), [], [tlv(0x88, [0x2A, 0x04])], .notComparable),
            (tlv(0x88, [0x2A, 0x03]), [tlv(0x88, [0x2A, 0x03])], [], .notComparable),
        ] as [(Octets, [Octets], [Octets], NameConstraintBreach.Place)])
    func place(name: Octets, permitted: [Octets], excluded: [Octets], place: NameConstraintBreach.Place) throws {
        let value = sequence(Self.subtrees(0xA0, permitted), Self.subtrees(0xA1, excluded))
        let constraints = try NameConstraints(value[...], "nameConstraints")
        let certificate = try TestCertificate().with {
            $0.subject = sequence()
            $0.names = [name]
        }.decoded()
        var comparisons = 1_000
        let names = ConstrainedNames(certificate, commonName: nil).names
        #expect(NameConstraintCheck.violation(names, constraints, comparisons: &comparisons)?.place == place)
    }

    @Test(
        "malformed constraints are refused, not guessed at",
        arguments: [
            ("empty", sequence()), ("an empty list", sequence(tlv(0xA0, []))),
            ("a wildcard", sequence(tlv(0xA0, sequence(dnsName("*.example.org"))))),
            ("a lone period", sequence(tlv(0xA0, sequence(dnsName("."))))),
            ("letters beyond ASCII", sequence(tlv(0xA0, sequence(dnsName("bücher.example"))))),
            ("a mask with a hole", sequence(tlv(0xA0, sequence(ipName([10, 0, 0, 0, 255, 0, 255, 0]))))),
            ("an address without a mask", sequence(tlv(0xA0, sequence(ipName([10, 0, 0, 0]))))),
            ("two at signs", sequence(tlv(0xA1, sequence(emailName("a@b@example.org"))))),
            ("a minimum of 1", sequence(tlv(0xA0, sequence(dnsName("example.org"), tlv(0x80, [1]))))),
            ("a maximum", sequence(tlv(0xA0, sequence(dnsName("example.org"), tlv(0x81, [1]))))),
        ] as [(String, Octets)])
    func malformed(name: String, value: Octets) {
        #expect(throws: CertificateDecodingError.self, "\(name)") { try NameConstraints(value[...], "nameConstraints") }
    }

    @Test func `the subject counts, and its e-mail address where there is no subjectAltName`() throws {
        func names(_ change: (inout TestCertificate) -> Void) throws -> [GeneralName.Form] {
            ConstrainedNames(try TestCertificate().with(change).decoded(), commonName: nil).names.map(\.form)
        }
        let subject = sequence(
            attribute([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01], ia5String("a@example.org")))
        let alone = try names { $0.subject = subject }
        #expect(alone == [.directory, .email])
        let beside = try names {
            $0.subject = subject
            $0.names = [dnsName("example.org")]
        }
        #expect(beside == [.dns, .directory])
    }

    /// Under `legacy` the commonName may be matched although there are other names: then it is constrained too.
    @Test(
        arguments: [
            emailName("a@example.org"), tlv(0xA4, name("x")), tlv(0x88, [0x2A, 0x03]), otherName([0x2A, 0x03], utf8String("x")),
        ]) func `a commonName beside names of other kinds does not escape`(beside: Octets) throws
    {
        let constrained = TestCertificate.link("CA", by: "Root").with {
            $0.extensions.append(
                TestCertificate.extension(
                    Identifier.nameConstraints, sequence(tlv(0xA0, sequence(dnsName("example.com")))), critical: tlv(1, [0xFF])))
        }
        let leaf = TestCertificate.link("bank.test", by: "CA", dns: "x").with { $0.names = [beside] }
        let verdict = try Asking.answer([leaf, constrained], name: "bank.test", policy: .legacy).verdict
        #expect(verdict.findings.map(\.id) == [.nameConstraintViolation])
    }

    @Test func `a hostile number of names and subtrees costs the budget, not the time`() throws {
        let subtrees = (0..<1_000).map { sequence(dnsName("x\($0).test")) }.flatMap(\.self)
        let constrained = TestCertificate.link("CA", by: "Root").with {
            $0.extensions.append(
                TestCertificate.extension(Identifier.nameConstraints, sequence(tlv(0xA1, subtrees)), critical: tlv(1, [0xFF])))
        }
        let leaf = TestCertificate.link("leaf", by: "CA", dns: "www.example.org").with {
            $0.names += (0..<1_100).map { dnsName("n\($0).example.org") }
        }
        let verdict = try Asking.answer([leaf, constrained]).verdict
        #expect(verdict.findings.map(\.id).contains(.pathBudgetExceeded))
        // The largest valid set of other projects' tests has 789,000 pairs.
        let some = leaf.with { $0.names.removeLast(400) }
        #expect(try Asking.answer([some, constrained]).verdict.isAccepted)
    }
}
