import GnuTLSEngine
import ServerIdentity
import Testing

@testable import IndependentValidator
@testable import VerdictMemory

@Suite("VerdictMemo")
struct VerdictMemoTests {
    private let pki: MemoryPKI
    private let now: Instant

    init() throws {
        pki = try MemoryPKI.shared.get()
        now = try #require(Instant(secondsSinceEpoch: MemoryPKI.now))
    }

    private func question(
        chain: Int = 0, anchors: Int = 0, identity: Int = 0, policy: Policy = .default, at instant: Instant? = nil
    ) -> Question {
        Question(
            chain: pki.chains[chain], identity: pki.identities[identity], policy: policy, anchors: pki.anchorSets[anchors],
            instant: instant ?? now)
    }

    @Test func `the second question about a chain is a hit, also for another name, which is judged anew`() {
        let memo = VerdictMemo(SwiftValidator(version: "test"))
        #expect(memo.examine(question()).memo == .miss)
        let again = memo.examine(question())
        #expect(again.memo == .hit)
        #expect(again.verdict.isAccepted)
        let other = memo.examine(question(identity: 2))
        #expect(other.memo == .hit)
        #expect(other.verdict.findings.map(\.id) == [.nameMismatch])
        #expect(memo.counts.hits == 2 && memo.counts.misses == 1 && memo.counts.entries == 1)
    }

    /// A hit asks no engine, and the facts of its chain need no decoding either.
    @Test func `a chain is decoded once, whether its verdict is remembered or not`() {
        let certificates = DecodedCertificates()
        let memo = VerdictMemo(SwiftValidator(version: "test", certificates: certificates))
        let count = pki.chains[0].certificates.count
        for use in [MemoUse.miss, .hit, .hit] {
            #expect(memo.examine(question()).memo == use)
            #expect(pki.chains[0].certificates.compactMap { certificates.facts(of: $0) }.count == count)
            #expect(certificates.decodings == count)
        }
    }

    @Test func `a refusal without dates is remembered too`() {
        let memo = VerdictMemo(GnuTLSEngine())
        #expect(memo.examine(question(anchors: 3)).verdict.findings.map(\.id) == [.unknownIssuer])
        let again = memo.examine(question(anchors: 3))
        #expect(again.memo == .hit)
        #expect(again.verdict.findings.map(\.id) == [.unknownIssuer])
    }

    @Test func `other anchors, the same anchors loaded again, another policy, another order: each is another question`() {
        let memo = VerdictMemo(FakeEngine())
        _ = memo.examine(question())
        #expect(memo.examine(question(anchors: 1)).memo == .miss)
        #expect(memo.examine(question(anchors: 2)).memo == .miss)
        #expect(memo.examine(question(policy: .legacy)).memo == .miss)
        #expect(memo.examine(question(chain: 1)).memo == .miss)
        #expect(memo.examine(question(chain: 2)).memo == .miss)
        #expect(memo.examine(question()).memo == .hit)
    }

    @Test func `an entry counts strictly inside its period`() throws {
        let engine = FakeEngine(period: UnchangingPeriod(after: now.moved(-10), before: now.moved(10)))
        let memo = VerdictMemo(engine)
        _ = memo.examine(question())
        #expect(memo.examine(question(at: now.moved(9))).memo == .hit)
        #expect(memo.examine(question(at: now.moved(-9))).memo == .hit)
        #expect(memo.examine(question(at: now.moved(10))).memo == .miss)
        #expect(memo.examine(question(at: now.moved(-10))).memo == .miss)
    }

    @Test func `an answer about a date, or about what has no dates, is not remembered`() {
        let memo = VerdictMemo(GnuTLSEngine())
        for chain in [5, 7] {
            _ = memo.examine(question(chain: chain, at: now.moved(6 * 86_400)))
            #expect(memo.examine(question(chain: chain, at: now.moved(6 * 86_400))).memo == .miss)
        }
        #expect(memo.counts.entries == 0)
    }

    @Test func `a stale entry is refused: the engine is asked, and refuses`() throws {
        let engine = SwiftValidator(version: "test")
        let memo = VerdictMemo(engine)
        // Said of the chain while it was valid; planted for the time when it was, and asked about after its end.
        let past = question(chain: 5)
        let judged = engine.judge(past.subject, at: now)
        let period = try #require(judged.unchangingPeriod)
        #expect(period.before == now.moved(5 * 86_400))
        memo.plant(judged, for: past.subject, during: period)
        let later = memo.examine(question(chain: 5, at: now.moved(5 * 86_400 + 1)))
        #expect(later.memo == .miss)
        #expect(later.verdict.findings.map(\.id) == [.expired])
        // What was accepted under other anchors does not count either.
        let other = VerdictMemo(GnuTLSEngine())
        let accepted = GnuTLSEngine().judge(question().subject, at: now)
        #expect(accepted.answer(for: pki.identities[0]).verdict.isAccepted)
        other.plant(accepted, for: question().subject, during: try #require(accepted.unchangingPeriod))
        #expect(other.examine(question(anchors: 3)).verdict.findings.map(\.id) == [.unknownIssuer])
    }

    @Test func `entries and octets are bounded`() throws {
        var few = MemoLimits()
        few.entries = 4
        let memo = VerdictMemo(FakeEngine(), limits: few)
        for index in 0..<1_000 {
            let chain = try CertificateChain([CertificateDER([UInt8(index >> 8), UInt8(index & 0xFF)])])
            _ = memo.examine(
                Question(
                    chain: chain, identity: pki.identities[0], policy: .default, anchors: pki.anchorSets[0], instant: now))
            #expect(memo.counts.entries <= 4)
        }
        var small = MemoLimits()
        small.octets = 60_000
        let narrow = VerdictMemo(FakeEngine(), limits: small)
        for chain in pki.chains.indices {
            _ = narrow.examine(question(chain: chain))
            #expect(narrow.counts.octets <= 60_000)
        }
        #expect(narrow.counts.entries > 0)
        // What alone is above half of the limit is never kept.
        let large = try CertificateChain([CertificateDER([UInt8](repeating: 0, count: 10_000))])
        let question = Question(
            chain: large, identity: pki.identities[0], policy: .default, anchors: pki.anchorSets[0], instant: now)
        _ = narrow.examine(question)
        #expect(narrow.examine(question).memo == .miss)
    }

    @Test("sets of anchors and of lists are bounded", arguments: [(nil, 4), (2, 2), (7, 7)], [true, false])
    func inputSets(limit: (Int?, most: Int), byLists: Bool) throws {
        var limits = MemoLimits()
        if let given = limit.0 { limits.inputSets = given }
        let memo = VerdictMemo(FakeEngine(), limits: limits)
        var all: [Weak] = []
        var last = (anchors: pki.anchorSets[0], crls: CRLSet.none)
        func questions() -> [Question] {
            pki.chains.prefix(3).map {
                Question(
                    chain: $0, identity: pki.identities[0], policy: .default, anchors: last.anchors,
                    revocation: RevocationEvidence(crls: last.crls), instant: now)
            }
        }
        for _ in 0..<20 {
            if byLists {
                last.crls = CRLSet([], source: "test")
                all.append(Weak(last.crls))
            } else {
                last.anchors = try TrustAnchorSet(pki.anchorSets[0].anchors, source: "test")
                all.append(Weak(last.anchors))
            }
            for question in questions() { _ = memo.examine(question) }
        }
        let alive = all.count { $0.object != nil }
        #expect((1...limit.most).contains(alive))
        // The last pair is in use, and all its chains are known.
        for question in questions() { #expect(memo.examine(question).memo == .hit) }
    }

    @Test func `two sets of anchors in turn are both remembered`() {
        let memo = VerdictMemo(FakeEngine())
        for _ in 0..<100 {
            for anchors in 0...1 { _ = memo.examine(question(anchors: anchors)) }
        }
        #expect(memo.counts.misses == 2 && memo.counts.hits == 198)
    }

    @Test("a chain is kept up to its own limit", arguments: [(16 * 1_024, MemoUse.hit), (16 * 1_024 + 1, MemoUse.miss)])
    func largeChains(octets: Int, second: MemoUse) throws {
        let memo = VerdictMemo(FakeEngine())
        let chain = try CertificateChain([
            CertificateDER([UInt8](repeating: 0, count: octets - 100)), CertificateDER([UInt8](repeating: 1, count: 100)),
        ])
        let question = Question(
            chain: chain, identity: pki.identities[0], policy: .default, anchors: pki.anchorSets[0], instant: now)
        #expect(memo.examine(question).memo == .miss)
        #expect(memo.examine(question).memo == second)
    }

    @Test func `undecided is not remembered`() {
        let memo = VerdictMemo(FakeEngine(verdict: .undecided(reason: "test")))
        _ = memo.examine(question())
        #expect(memo.examine(question()).memo == .miss)
    }
}

/// Says the same of every chain.
private struct FakeEngine: ChainEngine {
    let identity = EngineIdentity(id: "fake", version: "1")
    let scope: Scope = [.name]
    var period: UnchangingPeriod? = UnchangingPeriod(after: .earliest, before: .noExpiry)
    var verdict = Verdict.accepted(path: [])

    func judge(_ subject: ChainQuestion, at instant: Instant) -> any JudgedChain {
        Judged(unchangingPeriod: period, said: EngineAnswer(engine: identity, scope: scope, verdict: verdict))
    }

    private struct Judged: JudgedChain {
        let unchangingPeriod: UnchangingPeriod?
        let said: EngineAnswer
        func answer(for identity: ReferenceIdentity) -> EngineAnswer { said }
        func answerWithoutName() -> EngineAnswer { said }
    }
}

/// A set that is not kept alive.
private struct Weak {
    weak var object: AnyObject?

    init(_ object: AnyObject) { self.object = object }
}

extension Instant {
    fileprivate func moved(_ seconds: Int64) -> Instant { Instant(secondsSinceEpoch: secondsSinceEpoch + seconds) ?? self }
}
