import IndependentValidator
import ServerIdentity
import Testing
import TestKit

/// Random octets in the place of right ones: whatever a server sends, there is an answer. A seed makes a run
/// repeatable.
@Suite("Mutated certificates")
struct MutationTests {
    private static let seed: UInt64 = 20_261_123
    private static let mutations = 2_000

    @Test("2,000 mutations, seed 20261123") func mutated() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let originals = try [OpenSSLFixtures.rsa, OpenSSLFixtures.ec, OpenSSLFixtures.ed, OpenSSLFixtures.pss].map {
            try OpenSSLFixtures.der($0).octets
        }
        let anchors = try TrustAnchorSet([TrustAnchor(try OpenSSLFixtures.der(OpenSSLFixtures.ec))], source: "test")
        let names = try ["www.example.org", "192.0.2.1", "srv:_imaps.example.org", "uri:sip:example.org"].map(Asking.identity)
        var decoded = 0
        for _ in 0..<Self.mutations {
            let der = try CertificateDER(mutate(try #require(originals.randomElement(using: &generator)), &generator))
            if let certificate = try? DecodedCertificate(der) {
                decoded += 1
                #expect(certificate.facts.sha256.count == 32)
            }
            let name: ReferenceIdentity = try #require(names.randomElement(using: &generator))
            let question = Question(
                chain: try CertificateChain([der, OpenSSLFixtures.der(OpenSSLFixtures.ec), der]),
                identity: name,
                policy: Bool.random(using: &generator) ? .default : .legacy, anchors: anchors, instant: try Asking.instant())
            let answer = Asking.engine.examine(question)
            let text = (answer.verdict.findings + answer.notes).map(\.description).joined()
            #expect(
                text.unicodeScalars.allSatisfy { $0 == "…" || ($0.value >= 0x20 && $0.value < 0x7F) }, "\(text)")
        }
        // Most mutations hit a key, a signature or a name's text and leave a certificate; if none did, nothing was
        // tested.
        #expect((Self.mutations / 20...Self.mutations).contains(decoded))
    }

    private func mutate(_ original: Octets, _ generator: inout SeededGenerator) -> Octets {
        var octets = original
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let offset = Int.random(in: 0..<octets.count, using: &generator)
            switch Int.random(in: 0..<20, using: &generator) {
            case 0: octets.insert(UInt8.random(in: .min ... .max, using: &generator), at: offset)
            case 1 where octets.count > 1: octets.remove(at: offset)
            case 2 where offset > 0: octets.removeSubrange(offset...)
            case 3..<10: octets[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            default: octets[offset] = UInt8.random(in: .min ... .max, using: &generator)
            }
        }
        return octets
    }
}
