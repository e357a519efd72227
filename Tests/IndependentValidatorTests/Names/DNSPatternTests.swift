import IndependentValidator
import ServerIdentity
import Testing

@Suite("DNS pattern matching (RFC 9525 section 6.3)")
struct DNSPatternTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let pattern: String, name: String, isMatch: Bool
        var testDescription: String { "\(EscapedText(pattern)) \(isMatch ? "matches" : "does not match") \(name)" }
        init(_ pattern: String, _ name: String, _ isMatch: Bool) {
            (self.pattern, self.name, self.isMatch) = (pattern, name, isMatch)
        }
    }

    private func matches(_ row: Row, _ policy: Policy) throws -> Bool {
        let name = try DNSName(parsing: row.name)
        return (try? DNSPattern(octets: Array(row.pattern.utf8), policy: policy))?.matches(name) ?? false
    }

    @Test(
        "default policy",
        arguments: [
            // RFC 9525 section 6.3: all labels equal, ASCII letters in either case
            Row("www.example.com", "www.example.com", true),
            Row("WWW.Example.COM", "wWw.eXample.com", true),
            Row("www.example.com", "example.com", false),
            Row("example.com", "www.example.com", false),
            Row("localhost", "localhost", true),
            // RFC 9525 section 6.3: the wildcard is the complete left-most label and matches one label
            Row("*.example.com", "foo.example.com", true),
            Row("*.example.com", "FOO.EXAMPLE.COM", true),
            Row("*.example.com", "bar.foo.example.com", false),
            Row("*.example.com", "example.com", false),
            Row("*.example.com", "foo.example.net", false),
            Row("*.example.com", "foo.badexample.com", false),
            Row("*.foo.example.com", "bar.example.com", false),
            Row("f*.example.com", "foo.example.com", false),
            Row("*oo.example.com", "foo.example.com", false),
            Row("f*o.example.com", "foo.example.com", false),
            Row("baz*.example.net", "baz1.example.net", false),
            Row("*baz.example.net", "foobaz.example.net", false),
            Row("b*z.example.net", "buzz.example.net", false),
            Row("bar.*.example.net", "bar.foo.example.net", false),
            Row("www.*.com", "www.example.com", false),
            Row("*.*.com", "www.example.com", false),
            Row("**.example.com", "www.example.com", false),
            Row("www.example.*", "www.example.com", false),
            // RFC 9525 section 7.1: a wildcard over too much of the DNS
            Row("*.com", "example.com", false),
            Row("*", "localhost", false),
            Row("*.", "localhost", false),
            // A-labels: the whole label may be one, on either side (RFC 9525 section 6.3)
            Row("*.example.com", "xn--rger-koa.example.com", true),
            Row("xn--rger-koa.example.com", "xn--rger-koa.example.com", true),
            Row("XN--RGER-KOA.example.com", "xn--rger-koa.example.com", true),
            Row("*.xn--rger-koa.example.com", "www.xn--rger-koa.example.com", true),
            Row("xn--*.example.com", "xn--rger-koa.example.com", false),
            // preferred name syntax (RFC 5280 section 4.2.1.6)
            Row("www.example.com.", "www.example.com", false),
            Row("www.example.com.", "www.example.com.", false),
            Row("*.example.com.", "www.example.com", false),
            Row(".example.com", "www.example.com", false),
            Row("www..example.com", "www.example.com", false),
            Row(" www.example.com", "www.example.com", false),
            Row("www.example.com\0", "www.example.com", false),
            Row("www.example.com\0.evil.example", "www.example.com", false),
            Row("", "www.example.com", false),
            Row(".", "www.example.com", false),
            Row("bücher.example.com", "xn--bcher-kva.example.com", false),
            Row("a_b.example.com", "a_b.example.com", true),
            Row("*.example.com", "a_b.example.com", true),
            Row("https://www.example.com", "www.example.com", false),
            Row("www.example.com:443", "www.example.com", false),
        ])
    func matches(row: Row) throws { #expect(try matches(row, .default) == row.isMatch) }

    @Test(
        "legacy policy: partial wildcards (RFC 6125 section 6.4.3)",
        arguments: [
            Row("baz*.example.net", "baz1.example.net", true),  // the three examples of 6.4.3
            Row("*baz.example.net", "foobaz.example.net", true),
            Row("b*z.example.net", "buzz.example.net", true),
            Row("baz*.example.net", "baz.example.net", true),  // the wildcard may stand for nothing
            Row("b*z.example.net", "bz.example.net", true),
            Row("b*b.example.net", "b.example.net", false),  // but both ends need their own octets
            Row("baz*.example.net", "ba.example.net", false),
            Row("baz*.example.net", "baz1.foo.example.net", false),
            Row("bar.*.example.net", "bar.foo.example.net", false),
            Row("b*z*.example.net", "buzz.example.net", false),
            Row("xn--kcry6tjko*.example.org", "xn--kcry6tjkoanc.example.org", false),  // inside an A-label
            Row("x*.example.org", "xn--kcry6tjkoanc.example.org", false),
            Row("*a.example.org", "xn--rger-koa.example.org", false),
            Row("*.example.org", "xn--rger-koa.example.org", true),
            Row("f*.com", "foo.com", false),
        ])
    func matchesPartially(row: Row) throws { #expect(try matches(row, .legacy) == row.isMatch) }

    @Test func `the number of labels is the policy's`() throws {
        var policy = Policy.default
        policy.minimumWildcardLabels = 2
        #expect(try matches(Row("*.com", "example.com", true), policy))
        policy.minimumWildcardLabels = 4
        #expect(try !matches(Row("*.example.com", "www.example.com", true), policy))
        #expect(throws: DNSPatternError.tooFewLabels(3, required: 4)) {
            try DNSPattern(octets: Array("*.example.com".utf8), policy: policy)
        }
    }

    @Test(
        "why a name matches nothing",
        arguments: [
            ("", DNSPatternError.notAHostName(.empty), true),
            (".", .notAHostName(.empty), true),
            ("a\0b.example", .notAHostName(.forbiddenOctet(0, offset: 1)), true),
            ("bücher.example", .notAHostName(.notASCII(offset: 1)), true),
            ("192.0.2.1", .notAHostName(.endsInNumber), false),
            ("0x*", .notAHostName(.endsInNumber), false),  // the wildcard may stand for a hexadecimal digit
            ("a b.example", .notAHostName(.forbiddenOctet(UInt8(ascii: " "), offset: 1)), false),
            ("www.example.org.", .trailingDot, false),
            ("*.*.example", .severalWildcards, false),
            ("www.*.example", .wildcardNotLeftmost, false),
            ("f*.example.org", .partialWildcard, false),
            ("*.org", .tooFewLabels(2, required: 3), false),
        ])
    func reason(pattern: String, error: DNSPatternError, isMalformed: Bool) {
        #expect(throws: error) { try DNSPattern(octets: Array(pattern.utf8), policy: .default) }
        #expect(error.isMalformed == isMalformed)
        #expect(!error.description.isEmpty)
    }

    @Test func `octets that are not UTF-8 are refused`() {
        #expect(throws: DNSPatternError.notAHostName(.notASCII(offset: 0))) { try DNSPattern(octets: [0xFF], policy: .default) }
    }

    @Test func `a pattern knows whether it is one`() throws {
        let wildcard = try DNSPattern(octets: Array("*.EXAMPLE.org".utf8), policy: .default)
        #expect(wildcard.isWildcard)
        #expect(wildcard.description == "*.example.org")
        #expect(try !DNSPattern(octets: Array("www.example.org".utf8), policy: .default).isWildcard)
    }
}
