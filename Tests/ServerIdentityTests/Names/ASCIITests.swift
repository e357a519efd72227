import ServerIdentity
import Testing

@Suite("ASCII case folding (RFC 4343)")
struct ASCIITests {
    @Test func `only the letters A to Z change`() {
        for octet in UInt8.min...UInt8.max {
            let isUpper = octet >= 0x41 && octet <= 0x5A
            #expect(octet.asciiLowercased == (isUpper ? octet + 0x20 : octet))
        }
    }

    @Test func `letters and digits are ASCII only`() {
        #expect((UInt8.min...UInt8.max).count(where: \.isASCIILetter) == 52)
        #expect((UInt8.min...UInt8.max).filter(\.isASCIIDigit) == Array("0123456789".utf8))
    }
}
