import ArgumentParser
import ServerIdentity
import Testing

@testable import countersign

@Suite("--pin")
struct PinOptionsTests {
    private static let pin = "sha256//d6qzRu9zOECb90Uez27xWltNsj0e1Md7GkYYkVoZWmM="
    private static let other = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    private func pins(_ arguments: String...) throws -> [String] { try PinOptions.parse(arguments).pins().map(\.description) }

    private func problem(_ arguments: String...) -> String {
        do {
            return "read: \(try PinOptions.parse(arguments))"
        } catch { return PinOptions.message(for: error) }
    }

    @Test func `several are separated by ';' or repeated`() throws {
        #expect(try pins() == [])
        #expect(try pins("--pin", Self.pin) == [Self.pin])
        #expect(try pins("--pin", "\(Self.pin);\(Self.other)") == [Self.pin, Self.other])
        #expect(try pins("--pin", Self.pin, "--pinnedpubkey", Self.other) == [Self.pin, Self.other])
    }

    @Test func `what is no pin is named with its place`() {
        #expect(problem("--pin", "key.pem").contains("--pin 'key.pem': does not begin with sha256//"))
        #expect(problem("--pin", "\(Self.pin);sha256//x").contains("--pin 'sha256//x' (pin 2 of 2)"))
        #expect(problem("--pin", "\(Self.pin);").contains("--pin '' (pin 2 of 2)"))
        #expect(problem("--pin", "").contains("--pin ''"))
    }
}
