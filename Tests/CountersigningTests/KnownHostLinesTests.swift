import ServerIdentity
import Testing
@testable import Countersigning

@Suite("Lines of known hosts")
struct KnownHostLinesTests {
    private static let pin = "sha256//d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmM="
    private static let other = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    private static let date = "2026-11-25T07:00:00Z"

    private func host(_ name: String, certificate: [UInt8]? = nil) throws -> KnownHost {
        KnownHost(
            name: name, pin: try PublicKeyPin(parsing: Self.pin), firstSeen: try #require(Instant(rfc3339: Self.date)),
            certificate: try certificate.map { try CertificateDER($0) })
    }

    @Test func `what is written is read again`() throws {
        for certificate in [nil, [0x30, 0x00], [UInt8](repeating: 7, count: 1_000)] as [[UInt8]?] {
            let host = try host("www.example.org:443", certificate: certificate)
            #expect(try KnownHost(line: host.line) == host)
        }
    }

    @Test func `comments and order stay, and lines keep their numbers`() throws {
        let text =
            "# ours\n\n\ta.example:443 \(Self.pin)\t\(Self.date)  \r\n  # \(Self.other)\na.example:443 \(Self.other) \(Self.date) MAA="
        var lines = try KnownHostLines(text)
        #expect(lines.entries(of: "a.example:443").map(\.line) == [3, 5])
        #expect(lines.entries(of: "a.example:443").last?.host.certificate?.octets == [0x30, 0x00])
        #expect(lines.entries(of: "a.example:8443").isEmpty)
        let added = lines.add(try host("b.example:443"))
        #expect(added.line == 6)
        #expect(lines.text == text + "\nb.example:443 \(Self.pin) \(Self.date)\n")
        let again = try KnownHostLines(lines.text)
        #expect(again.entries(of: "b.example:443").map(\.line) == [6])
    }

    @Test func `lines are counted and measured before they are decoded`() throws {
        let line = "a.example:443 \(Self.pin) \(Self.date)\n"
        let three = String(repeating: line, count: 3)
        #expect(try KnownHostLines(three, limit: 3).entries(of: "a.example:443").count == 3)
        let rows = [
            ("no host\n" + three, 4, "more than the limit of 3 lines"),
            ("no host\n#\(String(repeating: "x", count: 40_000))\n", 2, "longer than the limit of 32768 octets"),
        ]
        for (text, number, reason) in rows {
            do throws(KnownHostLines.Problem) {
                _ = try KnownHostLines(text, limit: 3)
                Issue.record("it was read")
            } catch {
                #expect(error.line == number && error.reason == reason)
            }
        }
    }

    @Test func `an empty file has no line`() throws {
        for text in ["", "\n"] {
            var lines = try KnownHostLines(text)
            #expect(lines.add(try host("a.example:443")).line == text.count + 1)
        }
    }

    @Test(
        "a line that can't be used is named",
        arguments: [
            ("a.example:443", "1 fields"), ("a.example:443 \(pin)", "2 fields"),
            ("a.example:443 \(pin) \(date) MAA= x", "5 fields"),
            ("a.example \(pin) \(date)", "host:port"), (":443 \(pin) \(date)", "host:port"), ("a:0 \(pin) \(date)", "host:port"),
            ("a:70000 \(pin) \(date)", "host:port"), ("a:443 \(pin.dropLast()) \(date)", "the pin has 43 characters"),
            ("[a.example]:443 \(pin) \(date)", "host:port"), ("127.0.0.1,a.example:443 \(pin) \(date)", "host:port"),
            ("\"a.example\":443 \(pin) \(date)", "host:port"), ("a.example..:443 \(pin) \(date)", "host:port"),
            ("*.example:443 \(pin) \(date)", "host:port"), ("127.000.000.001:443 \(pin) \(date)", "host:port"),
            ("::1:443 \(pin) \(date)", "the port is missing"), ("https:// \(pin) \(date)", "host:port"),
            ("a.ex{127.0.0.1}ample:443 \(pin) \(date)", "host:port"), ("srv:_imap.example:443 \(pin) \(date)", "host:port"),
            ("a:443 md5//x \(date)", "the pin does not begin"), ("a:443 \(pin) yesterday", "the date"),
            ("a:443 \(pin) \(date) M!!=", "not base64"), ("\u{0}", "1 fields"),
        ])
    func badLine(line: String, reason: String) {
        do throws(KnownHostLines.Problem) {
            _ = try KnownHostLines("# first\n\(line)\n")
            Issue.record("'\(line)' was read")
        } catch {
            #expect(error.line == 2)
            #expect(error.reason.contains(reason), "\(error.reason)")
        }
    }

    @Test(
        "hosts are known by where they were dialled, however that is spelt",
        arguments: [
            ("WWW.example.org", "www.example.org:443"), ("www.example.org.", "www.example.org:443"),
            ("www.example.org{192.0.2.1}:8443", "www.example.org:8443"), ("192.0.2.1", "192.0.2.1:443"),
            ("[2001:db8::1]:443", "[2001:db8::1]:443"), ("[2001:DB8:0:0::0:1]:443", "[2001:db8::1]:443"),
            ("[::1]:443", "[::1]:443"), ("0:0:0:0:0:0:0:1", "[::1]:443"), ("0:0:0:0:0:0:0:1,,,443", "[::1]:443"),
            ("[fe80:0::1%eth0]:443", "[fe80::1%eth0]:443"), ("[fe80::1%eth1]:443", "[fe80::1%eth1]:443"),
            // Another address (RFC 4291 section 2.5.5.2), as for certificates.
            ("::ffff:192.0.2.1", "[::ffff:c000:201]:443"),
        ])
    func name(text: String, name: String) throws {
        let target = try Target(parsing: text, defaultPort: 443) { .failure(ReferenceIdentityError($0, "ASCII only")) }
        #expect(KnownHost.name(of: target) == name)
    }

    @Test(
        "a line is found by the same name, however it spells it",
        arguments: [
            ("WWW.Example.org:443", "www.example.org:443"), ("www.example.org.:443", "www.example.org:443"),
            ("www.example.org:0443", "www.example.org:443"), ("192.0.2.1:443", "192.0.2.1:443"),
            ("[0:0:0:0:0:0:0:1]:443", "[::1]:443"), ("[FE80::0:1%eth0]:443", "[fe80::1%eth0]:443"),
            ("[2001:db8::1]:443", "[2001:db8::1]:443"), ("https://A.example:443", "a.example:443"),
            ("https://a.example", "a.example:443"),
            ("a.example{127.0.0.1}:443", "a.example:443"), ("BÜCHER.example:443", "xn--bcher-kva.example:443"),
            ("bücher.example.:443", "xn--bcher-kva.example:443"), ("XN--BCHER-KVA.example:443", "xn--bcher-kva.example:443"),
        ])
    func oldLine(written: String, name: String) throws {
        let text = "\(written) \(Self.pin) \(Self.date)\n"
        let lines = try KnownHostLines(text)
        #expect(lines.entries(of: name).map(\.line) == [1])
        #expect(lines.text == text)
    }
}
