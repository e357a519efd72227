import ServerIdentity

/// What an entry is found by. The hash is made once, outside any lock; equality compares every octet.
struct MemoKey: Hashable, Sendable {
    let subject: ChainQuestion
    let engine: EngineIdentity
    private let hash: Int

    init(_ subject: ChainQuestion, _ engine: EngineIdentity) {
        self.subject = subject
        self.engine = engine
        hash = subject.hashValue
    }

    static func == (first: MemoKey, second: MemoKey) -> Bool {
        first.hash == second.hash && first.subject == second.subject && first.engine == second.engine
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
