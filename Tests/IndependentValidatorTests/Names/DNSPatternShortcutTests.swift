import ServerIdentity
import Testing
import TestKit

@testable import IndependentValidator

/// Matching decides most names before it makes a pattern of them; making one and asking it is the rule.
@Suite("DNS pattern matching, the short way")
struct DNSPatternShortcutTests {
    private static let pieces = [
        "a", "b", "A", "*", "**", "f*", "*f", "xn--a", "XN--*a", "example", "EXAMPLE", "com", "1", "0x1", "0x", "_s", "-", "", "é",
        "\0", " ",
    ]

    @Test func `says what a pattern says, for 20,000 random names under both policies`() throws {
        var random = SeededGenerator.printed(for: "DNSPatternShortcutTests")
        var matches = 0
        for _ in 0..<20_000 {
            let labels = (0..<Int.random(in: 1...4, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
            let presented = Array((labels.joined(separator: ".") + (Bool.random(using: &random) ? "" : ".")).utf8)
            // The name asked for is often nearly the one presented.
            let asked = labels.map { $0.contains("*") ? "foo" : $0 }.joined(separator: ".")
            guard let name = try? DNSName(parsing: asked) else { continue }
            for policy in [Policy.default, .legacy] {
                let pattern = try? DNSPattern(octets: presented, policy: policy)
                let expected = pattern?.matches(name) ?? false
                let said = DNSPattern.isPattern(presented, matching: name, policy: policy)
                #expect(said == expected, "\(EscapedText(presented)) for \(name)")
                if expected { matches += 1 }
            }
        }
        #expect(matches > 500)
    }
}
