import Foundation
import GnuTLS
import GnuTLSEngine
import IndependentValidator
import ServerIdentity
import Synchronization
import Testing

@testable import Lab
@testable import VerdictMemory

/// Handshakes and verdicts on many threads that share credentials, priority, trust list, engines and memos. The gate
/// runs this under ThreadSanitizer.
@Suite("Eight threads")
struct ConcurrencyTests {
    private static let threads = 8
    private static let handshakes = 10_000

    @Test func `10,000 handshakes, each judged by two engines with memos that are small and full`() throws {
        let calendar = LabCalendar(instant: MemoryPKI.now)
        let root = try LabAuthority.root("Root", key: .ecdsa(), calendar: calendar)
        let intermediate = try root.issue(LabHierarchy.authority("Intermediate", key: .ecdsa()))
        let servers = try (0..<5).map { number in
            try Server("host\(number).example", intermediate)
        }
        var limits = MemoLimits()
        limits.entries = 6
        let shared = Shared(
            client: try Credentials(), priority: try Priority(Priority.clientDefault),
            anchors: try TrustAnchorSet([TrustAnchor(try CertificateDER(root.der))], source: "test"),
            gnutls: VerdictMemo(GnuTLSEngine(), limits: limits),
            swift: VerdictMemo(SwiftValidator(version: "test"), limits: limits),
            instant: try #require(Instant(secondsSinceEpoch: MemoryPKI.now)))
        let next = Atomic<Int>(0)
        let accepted = Atomic<Int>(0)
        let refused = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: Self.threads) { _ in
            while true {
                let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if number >= Self.handshakes { return }
                // Every tenth client expects another host: its verdict is a refusal, whatever is remembered.
                let server = servers[number % servers.count]
                let expected = number.isMultiple(of: 10) ? servers[(number + 1) % servers.count].name : server.name
                switch try? shared.verify(server, expecting: expected) {
                case true?: accepted.wrappingAdd(1, ordering: .relaxed)
                case false?: refused.wrappingAdd(1, ordering: .relaxed)
                case nil: break
                }
            }
        }
        #expect(refused.load(ordering: .relaxed) == Self.handshakes / 10)
        #expect(accepted.load(ordering: .relaxed) == Self.handshakes / 10 * 9)
        let counts = [shared.gnutls.counts, shared.swift.counts]
        #expect(counts.allSatisfy { $0.hits + $0.misses == Self.handshakes && $0.hits > Self.handshakes / 2 && $0.misses >= 5 })
    }
}

private struct Server: Sendable {
    let name: DNSName
    let credentials: Credentials

    init(_ host: String, _ issuer: LabAuthority) throws {
        name = try DNSName(parsing: host)
        let key = try LabKey.ecdsa()
        let leaf = try issuer.issue(LabRequest(commonName: host, names: [.dns(host)], key: key))
        credentials = try Credentials(
            chainPEM: Array(LabPEM.certificates([leaf.der, issuer.der]).utf8), keyPEM: Array(key.pem.utf8))
    }
}

private struct Shared: Sendable {
    let client: Credentials
    let priority: Priority
    let anchors: TrustAnchorSet
    let gnutls: VerdictMemo<GnuTLSEngine>
    let swift: VerdictMemo<SwiftValidator>
    let instant: Instant

    /// Whether both engines accept; they never differ here.
    func verify(_ server: Server, expecting name: DNSName) throws -> Bool {
        let client = try Session(
            clientVerifying: .unverifiedPeer(because: "the engines judge the chain after the handshake"), credentials: client,
            priority: priority)
        let peer = try Session(server: server.credentials, priority: priority)
        var isDone = false
        while !isDone {
            let clientIsDone = try Self.step(client, to: peer)
            isDone = try Self.step(peer, to: client) && clientIsDone
        }
        let question = Question(
            chain: try CertificateChain((client.peerChain ?? []).map { try CertificateDER($0) }), identity: .dns(name),
            policy: .default, anchors: anchors, instant: instant)
        let answers = [gnutls.examine(question), swift.examine(question)].map(\.verdict.isAccepted)
        try #require(answers[0] == answers[1])
        return answers[0]
    }

    private static func step(_ session: borrowing Session, to peer: borrowing Session) throws(GnuTLSError) -> Bool {
        while true {
            switch try session.advance() {
            case .hasOutput: peer.receive(session.takeOutput())
            case .wantsInput: return false
            case .finished: return true
            }
        }
    }
}
