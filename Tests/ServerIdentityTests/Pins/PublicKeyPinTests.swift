import ServerIdentity
import Testing

@Suite("Pins in curl's form")
struct PublicKeyPinTests {
    private static let zeros = "sha256//" + String(repeating: "A", count: 43) + "="

    @Test(
        "text and octets",
        arguments: [
            (zeros, [UInt8](repeating: 0, count: 32)),
            ("sha256///" + String(repeating: "/", count: 41) + "8=", [UInt8](repeating: 0xFF, count: 32)),
            // RFC 7469 section 2.1.5 has this one as an example.
            (
                "sha256//d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmM=",
                [
                    0x77, 0xAA, 0xB3, 0x46, 0xEF, 0x73, 0x38, 0x40, 0x9B, 0xF7, 0x45, 0x1E, 0xCF, 0x6E, 0xF1, 0x5A, 0x5B, 0x4D,
                    0xB2,
                    0x3D, 0x1E, 0xD4, 0xC7, 0x7B, 0x1A, 0x46, 0x18, 0x91, 0x5A, 0x19, 0x5A, 0x63,
                ]
            ),
        ])
    func reads(text: String, octets: [UInt8]) throws {
        let pin = try PublicKeyPin(parsing: text)
        #expect(pin.sha256 == octets)
        #expect(pin.description == text)
        #expect(PublicKeyPin(sha256: octets) == pin)
    }

    @Test(
        "what is no pin",
        arguments: [
            ("", "begin"), ("sha1//AAAA", "begin"), ("key.pem", "begin"), ("SHA256//" + zeros.dropFirst(8), "begin"),
            ("sha256//", "0 characters"), ("sha256//AAAA", "4 characters"), (zeros + "=", "45 characters"),
            (String(zeros.dropLast()) + "A", "44 characters"), (" " + zeros, "begin"),
            ("sha256//" + String(repeating: "A", count: 20) + "-" + String(repeating: "A", count: 22) + "=", "character 29"),
            ("sha256//AA=" + String(repeating: "A", count: 40) + "=", "character 11"),
            // Two texts for one digest: RFC 4648 section 3.5.
            ("sha256//" + String(repeating: "A", count: 42) + "B=", "no 32 octets"),
            ("sha256//" + String(repeating: "A", count: 42) + "==", "character 51"),
        ])
    func refuses(text: String, reason: String) {
        do throws(PublicKeyPinError) {
            _ = try PublicKeyPin(parsing: text)
            Issue.record("'\(text)' was read")
        } catch {
            #expect(error.reason.contains(reason), "\(error.reason)")
        }
    }

    @Test func `a digest has 32 octets`() {
        #expect(PublicKeyPin(sha256: []) == nil)
        #expect(PublicKeyPin(sha256: [UInt8](repeating: 1, count: 31)) == nil)
    }
}
