import SystemResolver
import Testing

@Suite("System resolver")
struct SystemResolverTests {
    @Test func `localhost has a loopback address, each once`() throws {
        let addresses = try SystemResolver.addresses(of: "localhost").get()
        #expect(addresses.contains { ["127.0.0.1", "::1"].contains($0.text) })
        #expect(Set(addresses).count == addresses.count)
    }

    @Test(
        "addresses are read without asking anybody",
        arguments: [
            ("192.0.2.7", "192.0.2.7", AddressFamily.v4), ("2001:DB8:0::1", "2001:db8::1", .v6), ("::1", "::1", .v6),
            ("fe80::1%lo", "fe80::1%lo", .v6),  // RFC 4007 section 11: the zone stays
        ])
    func readsAddresses(given: String, text: String, family: AddressFamily) throws {
        #expect(try SystemResolver.addresses(of: given).get() == [ResolvedAddress(text: text, family: family)])
    }

    @Test func `only the family asked for`() throws {
        #expect(try SystemResolver.addresses(of: "127.0.0.1", family: .onlyV4).get().map(\.family) == [.v4])
        #expect(throws: ResolverError.self) { try SystemResolver.addresses(of: "127.0.0.1", family: .onlyV6).get() }
        #expect(throws: ResolverError.self) { try SystemResolver.addresses(of: "::1", family: .onlyV4).get() }
    }

    @Test(
        "no address is an error with a text",
        arguments: ["", "no-such-host.invalid", "a\0b", "256.1.1.1", "fe80::1%no-such-zone", String(repeating: "a", count: 300)])
    func refuses(host: String) {
        let error = #expect(throws: ResolverError.self) { try SystemResolver.addresses(of: host).get() }
        #expect(error?.text.isEmpty == false)
        #expect(error?.description == error?.text)
    }

    @Test func `an error of the resolver has its code`() {
        let error = #expect(throws: ResolverError.self) { try SystemResolver.addresses(of: "no-such-host.invalid").get() }
        #expect(error?.code != 0)
    }
}
