import Foundation
import Testing

@testable import GnuTLS
@testable import Lab

@Suite("Leaks")
struct LeakTests {
    /// In a process of its own: other tests would move the resident memory.
    @Test func `ten thousand verified sessions give back every handle and keep memory flat`() async {
        await #expect(processExitsWith: .success) {
            let pki = try PKI.shared.get()
            let leaf = try pki.leaf([.dns(Array("good.example".utf8))])
            let (serverCredentials, clientCredentials, trust) = (try leaf.credentials, try Credentials(), try pki.trust)
            let priority = try Priority("NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:+GROUP-X25519")
            let before = LiveHandles.count
            var residentAfterWarmUp = 0
            for index in 1...10_000 {
                let pair = MemoryPair(
                    client: try Session(
                        clientVerifying: .required(trust, name: .host("good.example"), at: .instant(PKI.now)),
                        credentials: clientCredentials, priority: priority),
                    server: try Session(server: serverCredentials, priority: priority))
                try LeakTests.use(pair, completely: index.isMultiple(of: 2))
                if index == 1_000 { residentAfterWarmUp = LeakTests.residentOctets() }
            }
            let growth = LeakTests.residentOctets() - residentAfterWarmUp
            print("resident after 1,000 sessions: \(residentAfterWarmUp) octets; growth to 10,000: \(growth)")
            try #require(residentAfterWarmUp > 0)
            // Leaking one session would leak at least 10 KiB: 9,000 of them, 90 MB.
            #expect(growth < 2 * 1_024 * 1_024)
            #expect(LiveHandles.count == before)
        }
    }

    /// Every other session is dropped half-way, as those of stalled peers are.
    private static func use(_ pair: borrowing MemoryPair, completely: Bool) throws {
        if completely { return try pair.handshake() }
        _ = try pair.client.advance()
        pair.carryToServer()
        _ = try pair.server.advance()
    }

    /// The second field of /proc/self/statm, in pages of 4 KiB.
    private static func residentOctets() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
    }
}
