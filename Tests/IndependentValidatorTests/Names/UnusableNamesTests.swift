import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("Names that match nothing are named")
struct UnusableNamesTests {
    private func notes(_ names: [Octets]) throws -> [Finding] {
        UnusableNames.notes(try TestCertificate().with { $0.names = names }.decoded(), depth: 0, policy: .default)
    }

    @Test(
        arguments: [
            (dnsName(""), "malformed_certificate", "dNSName '' matches nothing: it is empty"),
            (
                dnsName("a\0b"), "malformed_certificate",
                "dNSName 'a\\x00b' matches nothing: '\\x00' at octet 2 can't stand in a host name"
            ),
            (
                dnsName("ü.example"), "malformed_certificate",
                "dNSName '\\xc3\\xbc.example' matches nothing: the octet at 1 is not ASCII"
            ),
            (
                dnsName("f*.example.org"), "profile_violation",
                "dNSName 'f*.example.org' matches nothing: its '*' is not the complete left-most label"
            ),
            (dnsName("a.example."), "profile_violation", "dNSName 'a.example.' matches nothing: it ends in a dot"),
            (ipName([1, 2, 3]), "malformed_certificate", "iPAddress '010203' matches nothing: 3 octets instead of 4 or 16"),
            (
                uriName("sip:\0"), "malformed_certificate",
                "uniformResourceIdentifier 'sip:\\x00' matches nothing: empty, or with a NUL or an octet beyond ASCII"
            ),
            (serviceName("imaps"), "malformed_certificate", "SRVName 'imaps' matches nothing: not _service.domain"),
        ])
    func note(name: Octets, id: String, detail: String) throws {
        let notes = try notes([dnsName("fine.example"), name])
        #expect(notes.map(\.description) == [detail])
        #expect(notes.map(\.id.rawValue) == [id])
        #expect(notes.allSatisfy { $0.depth == 0 && !$0.rule.isEmpty })
    }

    @Test func `sound names are not mentioned`() throws {
        #expect(
            try notes([dnsName("*.example.org"), ipName([1, 2, 3, 4]), uriName("urn:x"), serviceName("_a.b"), emailName("")])
                .isEmpty)
    }

    @Test func `a thousand bad names make a bounded list`() throws {
        let notes = try notes(Array(repeating: dnsName("a b"), count: 1_000))
        #expect(notes.count == UnusableNames.namedOnes + 1)
        #expect(notes.last?.description.hasPrefix("more than 8 presented names") == true)
    }
}
