import ServerIdentity
import Testing

@testable import IndependentValidator

/// Each certificate is decoded once, whoever asks.
@Suite("Decoded certificates")
struct DecodedCertificatesTests {
    private static let leaf = TestCertificate.link("leaf", by: "CA", dns: "www.example.org")
    private static let intermediate = TestCertificate.link("CA", by: "Root")
    private static let root = TestCertificate.link("Root", by: "Root")

    private func question(_ chain: [CertificateDER], at text: String = "2026-01-01T00:00:00Z") throws -> Question {
        Question(
            chain: try CertificateChain(chain), identity: try Asking.identity("www.example.org"), policy: .default,
            anchors: try TrustAnchorSet([TrustAnchor(try Self.root.der())], source: "test"), instant: try Asking.instant(text))
    }

    @Test func `the facts of a chain that was judged cost no second decoding`() throws {
        let certificates = DecodedCertificates()
        let engine = SwiftValidator(version: "test", certificates: certificates)
        let question = try question([Self.leaf.der(), Self.intermediate.der()])
        let answer = engine.examine(question)
        #expect(certificates.decodings == 2)
        let chain = question.subject.chain.certificates
        for der in chain { #expect(certificates.facts(of: der) == (try DecodedCertificate(der).facts)) }
        _ = engine.examine(question)
        #expect(certificates.decodings == 2 && certificates.held.entries == 2)
        guard case .accepted(let path) = answer.verdict else {
            Issue.record("\(answer.verdict)")
            return
        }
        // The anchor, which nobody presented, comes in addition.
        #expect(path.compactMap { certificates.facts(of: $0)?.subject } == ["CN=leaf", "CN=CA", "CN=Root"])
        #expect(certificates.decodings == 3)
    }

    @Test func `an anchor that was decoded when it was loaded is not decoded again`() throws {
        let anchors = DecodedAnchors()
        let root = try Self.root.der()
        let known = try anchors.decode(root)
        let certificates = DecodedCertificates(anchors: anchors)
        #expect(certificates.facts(of: root) == known.facts)
    }

    @Test func `answers are the same with and without`() throws {
        let broken = try CertificateDER(Self.intermediate.der().octets.dropLast())
        let chains = [
            [try Self.leaf.der(), try Self.intermediate.der()], [try Self.leaf.der(), broken], [try Self.leaf.der()],
            [broken, try Self.leaf.der()],
        ]
        let shared = SwiftValidator(version: "test", certificates: DecodedCertificates())
        for chain in chains + chains {
            for instant in ["2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z"] {
                let question = try question(chain, at: instant)
                let one = shared.examine(question)
                let other = SwiftValidator(version: "test").examine(question)
                #expect(one.verdict == other.verdict && one.notes == other.notes && one.trace == other.trace)
            }
        }
    }

    @Test func `what can't be decoded is remembered with its reason`() throws {
        let certificates = DecodedCertificates()
        let broken = try CertificateDER(Self.leaf.der().octets.dropLast())
        for _ in 0..<2 {
            #expect(throws: CertificateDecodingError.self) { try certificates.certificate(broken) }
            #expect(certificates.facts(of: broken) == nil)
        }
        #expect(certificates.decodings == 1)
    }

    @Test func `entries and octets are bounded, and what is in use stays`() throws {
        var limits = DecodedCertificates.Limits()
        limits.entries = 8
        let certificates = DecodedCertificates(limits: limits)
        let all = try (0..<40).map { number in
            try Self.intermediate.with {
                $0.serial = tlv(2, [0x2A, UInt8(number)])
                $0.signer = []
            }.der()
        }
        for der in all {
            _ = certificates.facts(of: der)
            _ = certificates.facts(of: all[0])
            #expect(certificates.held.entries <= 8)
        }
        #expect(certificates.decodings == 40)
        limits = DecodedCertificates.Limits()
        limits.octets = 64 * 1_024
        let small = DecodedCertificates(limits: limits)
        for der in all {
            _ = small.facts(of: der)
            #expect(small.held.octets <= limits.octets)
        }
        #expect(small.held.entries > 2)
    }

    @Test func `a certificate with thousands of names is not kept`() throws {
        let certificates = DecodedCertificates()
        let large = try Self.leaf.with { $0.names = (0..<20_000).map { _ in dnsName("a") } }.der()
        #expect(certificates.facts(of: large)?.names.count == 20_000)
        #expect(certificates.held.entries == 0)
    }

    @Test func `eight threads share one`() async throws {
        let certificates = DecodedCertificates()
        let all = try (0..<20).map { salt in try Self.intermediate.with { $0.salt = salt }.der() }
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for round in 0..<200 {
                        #expect(certificates.facts(of: all[(thread + round) % all.count])?.subject == "CN=CA")
                    }
                }
            }
        }
        #expect(certificates.held.entries == 20)
    }
}
