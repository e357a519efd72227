public import ServerIdentity
import Synchronization

/// An engine that remembers what another one said of a chain, and judges the name anew each time.
///
/// *Why a hit can never accept what the engine would now refuse.* An answer is a function of the question, and the
/// question has three parts:
///
/// - *The chain question* (chain, policy, anchors, and whatever else is added there, such as revocation data) is the
///   key, compared octet by octet and never by a digest alone; the purpose is part of the policy. Anchors, with what
///   their root program forbids, are equal only if they are the same immutable object, which the entry keeps alive. A
///   memo belongs to one engine, whose name, version and package version are part of the key; it lives in memory only
///   and ends with the process, so no other version of the library can be asked in between.
/// - *The instant* enters an answer only by comparison with dates of the certificates presented, of the anchors and of
///   the revocation lists. An entry is used only strictly between two neighbours among all those dates
///   (`UnchangingPeriod`), where every comparison comes out the same. An answer that says something about a date, and
///   one about a certificate whose dates can't be read, is not remembered at all.
/// - *The reference identity* is not remembered: each time, the engine itself compares it with the leaf that it had
///   decoded.
///
/// *What is neither question nor version.* GnuTLS's system-wide configuration (`/etc/gnutls/config`) may raise the
/// lowest profile and call hashes and signatures insecure, also for certificates. It is read when the library is
/// loaded. GnuTLS 3.7.9 (lib/priority.c) looks at the file's date again, and reads the file again if that is another,
/// in one place: where a priority string is parsed that begins with `@`, or none is given and the default begins so.
/// Neither verification, nor a session with priorities that were parsed before, nor a string such as `NORMAL` does that
/// (seen with strace on Debian's 3.7.9-2+deb12u7), and sessions of the module GnuTLS always have parsed priorities.
/// `countersign` parses its strings before the first question. A program that parses one with `@` later makes a new
/// memo after it, or may be told what was said under the configuration before.
///
/// That the peer holds the leaf's key is proven by each handshake and is no part of the question.
///
/// Refusals are remembered by the same rule as acceptances. *Not* remembered: `undecided`.
public final class VerdictMemo<Engine: ChainEngine>: VerificationEngine {
    private let engine: Engine
    private let store: GuardedStore
    private let hits = Atomic<Int>(0)
    private let misses = Atomic<Int>(0)

    /// Puts a memo in front of an engine.
    public init(_ engine: Engine, limits: MemoLimits = MemoLimits()) {
        self.engine = engine
        store = GuardedStore(limits)
    }

    /// Who is asked on a miss.
    public var identity: EngineIdentity { engine.identity }

    /// What the engine judges.
    public var scope: Scope { engine.scope }

    /// As the engine says.
    public var boundsItsWork: Bool { engine.boundsItsWork }

    /// Lets the engine make what it needs.
    public func prepare(_ anchors: TrustAnchorSet, crls: CRLSet) { engine.prepare(anchors, crls: crls) }

    /// Answers from memory if the rule above allows it, and else asks the engine.
    public func examine(_ question: Question) -> EngineAnswer {
        let key = MemoKey(question.subject, engine.identity)
        if let known = store.withLock({ $0.find(key, at: question.instant) }) {
            hits.wrappingAdd(1, ordering: .relaxed)
            return answer(known, question, .hit)
        }
        misses.wrappingAdd(1, ordering: .relaxed)
        // Outside the lock: two threads that miss at once both ask, and nobody waits.
        let judged = engine.judge(question.subject, at: question.instant)
        let answer = answer(judged, question, .miss)
        if answer.verdict.isDecided, let period = judged.unchangingPeriod {
            store.withLock { $0.remember(judged, for: key, during: period) }
        }
        return answer
    }

    private func answer(_ judged: any JudgedChain, _ question: Question, _ use: MemoUse) -> EngineAnswer {
        var answer = judged.answer(to: question)
        answer.memo = use
        return answer
    }

    /// How often the memo knew the answer, since it was made, and what it holds.
    public var counts: MemoCounts {
        let (entries, octets) = store.withLock { ($0.count, $0.octets) }
        return MemoCounts(
            hits: hits.load(ordering: .relaxed), misses: misses.load(ordering: .relaxed), entries: entries, octets: octets)
    }

    /// For tests: puts an entry there that the engine did not make.
    func plant(_ judged: any JudgedChain, for subject: ChainQuestion, during period: UnchangingPeriod) {
        store.withLock { $0.remember(judged, for: MemoKey(subject, engine.identity), during: period) }
    }
}
