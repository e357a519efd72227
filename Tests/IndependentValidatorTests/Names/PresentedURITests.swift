import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("URI-IDs (RFC 9525 section 6.5)")
struct PresentedURITests {
    @Test(
        arguments: [
            ("sip:example.org", "uri:sip:example.org", true),
            ("SIP:Example.ORG", "uri:sip:example.org", true),
            ("sips:example.org", "uri:sip:example.org", false),  // another scheme
            ("sip:example.org:5060", "uri:sip:example.org", true),  // the port is not compared
            ("sip:example.org;transport=tls?x=y", "uri:sip:example.org", true),
            ("sip:alice@example.org", "uri:sip:example.org", false),  // RFC 5922 section 7.1
            ("sip:www.example.org", "uri:sip:example.org", false),
            ("sip:*.example.org", "uri:sip:www.example.org", false),  // RFC 5922 section 7.2
            ("https://www.example.org", "uri:https:www.example.org", true),
            ("https://www.example.org:8443/path?query#fragment", "uri:https:www.example.org", true),
            ("https://user:password@www.example.org/", "uri:https:www.example.org", true),
            ("https://www.example.org@evil.example/", "uri:https:www.example.org", false),
            ("https://a@b@www.example.org/", "uri:https:www.example.org", false),
            ("https://evil.example/www.example.org", "uri:https:www.example.org", false),
            ("https://evil.example?@www.example.org", "uri:https:www.example.org", false),
            ("https://evil.example#@www.example.org", "uri:https:www.example.org", false),
            ("https://evil.example\\@www.example.org", "uri:https:www.example.org", true),  // not a browser's reading
            ("https:www.example.org", "uri:https:www.example.org", false),
            ("https:///www.example.org", "uri:https:www.example.org", false),
            ("https://www.example.org:/", "uri:https:www.example.org", true),  // RFC 3986 section 3.2.3: an empty port
            ("https://www.example.org:x/", "uri:https:www.example.org", false),
            ("https://www.example.org./", "uri:https:www.example.org", false),
            ("https://www%2eexample.org/", "uri:https:www.example.org", false),
            ("https://www.example.org\0.evil.example/", "uri:https:www.example.org", false),
            ("https://[::1]/", "uri:https:www.example.org", false),
            ("urn:example.org", "uri:urn:example.org", false),
            ("example.org", "uri:sip:example.org", false),
            (":example.org", "uri:sip:example.org", false),
            ("1sip:example.org", "uri:sip:example.org", false),
            ("", "uri:sip:example.org", false),
        ])
    func matches(presented: String, asked: String, isMatch: Bool) throws {
        guard case .uri(let scheme, let host) = try Asking.identity(asked) else {
            Issue.record("\(asked) is no URI-ID")
            return
        }
        #expect((PresentedURI(octets: Array(presented.utf8))?.matches(scheme: scheme, host: host) ?? false) == isMatch)
    }
}
