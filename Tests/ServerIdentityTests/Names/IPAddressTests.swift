import ServerIdentity
import Testing

@Suite("IP addresses")
struct IPAddressTests {
    @Test(
        "text in, canonical text out (RFC 5952)",
        arguments: [
            ("192.0.2.1", "192.0.2.1"),
            ("0.0.0.0", "0.0.0.0"),
            ("255.255.255.255", "255.255.255.255"),
            ("::", "::"),
            ("::1", "::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("2001:0db8::0001", "2001:db8::1"),  // 4.1 leading zeros
            ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),  // 4.2.1 as short as possible
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),  // 4.2.2 not one field alone
            ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),  // 4.2.3 the longest run
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),  // 4.2.3 the first of equal runs
            ("2001:DB8::ABCD", "2001:db8::abcd"),  // 4.3 lower case
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
            ("::ffff:192.0.2.1", "::ffff:c000:201"),  // stays IPv6
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
            ("fe80::", "fe80::"),
        ])
    func canonical(text: String, expected: String) {
        #expect(IPAddress(parsing: text)?.description == expected)
    }

    @Test(
        "no address",
        arguments: [
            "", "1", "127.1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.04", "0x7f.0.0.1", "1.2.3.4.", " 1.2.3.4",
            "1..3.4",
            "1.2.3.-4", "1.2.3.+4", "4294967295", "١.٢.٣.٤", "[::1]", "::1%lo", "fe80::1%eth0", ":", ":::", "1::2::3",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::", "g::", ":1::2", "1::2:", "::1.2.3",
            "1.2.3.4::", "::1.2.3.4:5",
            "::01.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4\0",
        ])
    func refused(text: String) { #expect(IPAddress(parsing: text) == nil) }

    @Test func `an iPAddress has exactly 4 or 16 octets`() {
        for count in 0...20 {
            #expect((IPAddress(octets: [UInt8](repeating: 1, count: count)) != nil) == (count == 4 || count == 16))
        }
    }

    @Test func `an IPv4 address is not its IPv4-mapped form`() throws {
        #expect(try #require(IPAddress(parsing: "192.0.2.1")) != #require(IPAddress(parsing: "::ffff:192.0.2.1")))
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("128.0.0.1", false), ("::", false), ("::ffff:127.0.0.1", false),
    ])
    func loopback(text: String, expected: Bool) throws { #expect(try #require(IPAddress(parsing: text)).isLoopback == expected) }
}
