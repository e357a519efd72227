#if OpenSSL
import Foundation
import OpenSSLEngine
import ServerIdentity
import Testing
import TestKit

@Suite("Leaks", .needs(.openssl, .bash))
struct LeakTests {
    /// In a process of its own: other tests would move the resident memory.
    @Test func `ten thousand questions with anchors and lists of their own keep memory flat`() async {
        await #expect(processExitsWith: .success) {
            let pki = try await RevocationPKI()
            defer { pki.remove() }
            let engine = OpenSSLEngine()
            let root = TrustAnchor(try #require(pki.certificate("root")))
            let chains = try ["good", "bad"].map {
                try CertificateChain([#require(pki.certificate($0)), #require(pki.certificate("inter"))])
            }
            let lists = ["root", "inter", "other", "none"].map(pki.list)
            let instant = try #require(Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970) + 5))
            let name = ReferenceIdentity.dns(try DNSName(parsing: "good.example"))
            var residentAfterWarmUp = 0
            for index in 1...10_000 {
                // New sets each time, so that nothing is kept from one question to the next.
                let usable = index.isMultiple(of: 3) ? lists : Array(lists.prefix(2))
                let subject = ChainQuestion(
                    chain: chains[index % 2], policy: .default, anchors: try TrustAnchorSet([root], source: "test"),
                    revocation: RevocationEvidence(crls: CRLSet(usable, source: "test")))
                let answer = engine.judge(subject, at: instant).answer(for: name)
                try #require(answer.verdict.isAccepted == index.isMultiple(of: 2))
                try #require(answer.trace.count == 3)
                if index == 1_000 { residentAfterWarmUp = LeakTests.residentOctets() }
            }
            let growth = LeakTests.residentOctets() - residentAfterWarmUp
            print("resident after 1,000 questions: \(residentAfterWarmUp) octets; growth to 10,000: \(growth)")
            try #require(residentAfterWarmUp > 0)
            // A certificate or list that is never freed would add at least 1 KiB for each of 9,000 questions.
            #expect(growth < 4 * 1_024 * 1_024)
        }
    }

    /// The second field of /proc/self/statm, in pages of 4 KiB.
    private static func residentOctets() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
    }
}
#endif
