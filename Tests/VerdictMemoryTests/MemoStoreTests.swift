import ServerIdentity
import Synchronization
import Testing

@testable import VerdictMemory

@Suite("The store of a memo")
struct MemoStoreTests {
    private let pki: MemoryPKI

    init() throws { pki = try MemoryPKI.shared.get() }

    private func key(_ chain: Int) -> MemoKey {
        MemoKey(
            ChainQuestion(chain: pki.chains[chain], policy: .default, anchors: pki.anchorSets[0]),
            EngineIdentity(id: "fake", version: "1"))
    }

    private static let always = UnchangingPeriod(after: .earliest, before: .noExpiry)
    /// A span in which no test asks.
    private static let never = UnchangingPeriod(after: .earliest, before: .earliest)

    private func now() throws -> Instant { try #require(Instant(secondsSinceEpoch: MemoryPKI.now)) }

    @Test("what is forgotten is freed when the lock is free again", arguments: Reason.allCases)
    func freeing(reason: Reason) throws {
        var limits = MemoLimits()
        limits.entries = 2  // one a generation
        let store = GuardedStore(limits)
        let wasFree = Mutex<Bool?>(nil)
        store.withLock {
            $0.remember(
                Kept { wasFree.withLock { $0 = store.isFree } }, for: key(0),
                during: reason.isAnotherTime ? Self.never : Self.always)
        }
        if reason.isOld { store.withLock { $0.remember(Kept(), for: key(1), during: Self.always) } }
        #expect(wasFree.withLock { $0 } == nil, "not freed yet")
        let now = try now()
        store.withLock { store in
            switch reason {
            case .generation: store.remember(Kept(), for: key(2), during: Self.always)
            case .replaced, .replacedOld: store.remember(Kept(), for: key(0), during: Self.always)
            case .anotherTime, .anotherTimeOld: _ = store.find(key(0), at: now)
            }
        }
        #expect(wasFree.withLock { $0 } == true)
    }

    /// Why an entry is forgotten.
    enum Reason: CaseIterable, Sendable {
        case generation, replaced, replacedOld, anotherTime, anotherTimeOld

        var isOld: Bool { self != .replaced && self != .anotherTime }
        var isAnotherTime: Bool { self == .anotherTime || self == .anotherTimeOld }
    }

    /// Tells when it is freed.
    private final class Kept: JudgedChain {
        let unchangingPeriod: UnchangingPeriod? = nil
        private let onFree: @Sendable () -> Void

        init(_ onFree: @escaping @Sendable () -> Void = {}) { self.onFree = onFree }
        deinit { onFree() }

        func answer(for identity: ReferenceIdentity) -> EngineAnswer { answerWithoutName() }

        func answerWithoutName() -> EngineAnswer {
            EngineAnswer(engine: EngineIdentity(id: "fake", version: "1"), scope: [], verdict: .undecided(reason: "test"))
        }
    }
}
