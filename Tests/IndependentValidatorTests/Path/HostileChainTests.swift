import ServerIdentity
import Testing

@testable import IndependentValidator

/// Chains that are made to cost time: each answer comes, whatever it is, without the work growing with the square of
/// what was sent.
@Suite("Hostile chains", .timeLimit(.minutes(1)))
struct HostileChainTests {
    private static let intermediate = TestCertificate.link("CA", by: "Root")

    @Test func `thousands of common names beside thousands of addresses`() throws {
        let leaf = TestCertificate.link("leaf", by: "CA").with {
            $0.subject = tlv(0x30, (0..<4_000).flatMap { _ in attribute(Identifier.commonName, utf8String("a")) })
            $0.names = (0..<8_000).map { ipName([10, 0, UInt8($0 >> 8), UInt8($0 & 0xFF)]) }
        }
        for policy in [Policy.default, .webpki] {
            #expect(try !Asking.answer([leaf, Self.intermediate], policy: policy).verdict.isAccepted)
        }
    }

    /// A long name above many ways: it is neither compared nor shown once for each of them.
    @Test func `a name of 3,000 parts above a maze of cross-signs`() throws {
        let long = tlv(0x30, (0..<3_000).flatMap { _ in attribute(Identifier.organization, utf8String("x")) })
        var chain = [TestCertificate.link("leaf", by: "L0 0", dns: "www.example.org")]
        for level in 0..<10 {
            for (twin, other) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                chain.append(.link("L\(level) \(twin)", by: "L\(level + 1) \(other)"))
            }
        }
        for twin in 0...1 { chain.append(TestCertificate.link("L10 \(twin)", by: "x").with { $0.issuer = long }) }
        chain.append(
            TestCertificate.link("x", by: "Root").with {
                $0.subject = long
                $0.key = sequence(sequence(identifier(Identifier.ed25519)), bitString(Octets(repeating: 9, count: 32)))
            })
        let verdict = try Asking.answer(chain).verdict
        #expect(!verdict.isAccepted)
        #expect(verdict.findings.allSatisfy { $0.description.utf8.count < 20_000 })
    }
}
