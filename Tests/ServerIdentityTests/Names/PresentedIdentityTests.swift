import ServerIdentity
import Testing

@Suite("Presented identities as text")
struct PresentedIdentityTests {
    @Test(
        arguments: [
            (PresentedIdentity.dns(Array("*.example.org".utf8)), "*.example.org"),
            (.dns([]), "(empty dNSName)"),
            (.dns(Array("a.example\0.evil".utf8)), "a.example\\x00.evil"),
            (.dns(Array("8.8.8.8".utf8)), "dNSName 8.8.8.8"),  // must not pass for an iPAddress
            (.ip([192, 0, 2, 1]), "192.0.2.1"),
            (.ip([1, 2, 3]), "(iPAddress of 3 octets)"),
            (.uri(Array("sip:example.org".utf8)), "sip:example.org"),
            (.srv(Array("_imaps.example.org".utf8)), "_imaps.example.org"),
            (.email(Array("a@example.org".utf8)), "email a@example.org"),
            (.directoryName("CN=x"), "directoryName CN=x"),
            (.other("x400Address"), "other name x400Address"),
            (.commonName(Array("www.example.org".utf8)), "CN www.example.org"),
        ] as [(PresentedIdentity, String)])
    func description(name: PresentedIdentity, expected: String) { #expect(name.description == expected) }
}
