/// Who takes part, and who does not and why.
public struct Roster {
    /// In the order of the table.
    public private(set) var contenders: [any Contender] = []
    /// Peers that are left out.
    public private(set) var missing: [Missing] = []

    /// A peer that is left out of a task.
    public struct Missing: Codable, Sendable {
        /// Who.
        public let name: String
        /// Of what.
        public let task: BenchmarkTask
        /// Why.
        public let reason: String
    }

    /// An empty roster.
    public init() {}

    /// Adds a contender.
    public mutating func add(_ contender: any Contender) { contenders.append(contender) }

    /// Names a peer that is left out.
    public mutating func miss(_ name: String, _ task: BenchmarkTask, _ reason: String) {
        missing.append(Missing(name: name, task: task, reason: reason))
    }

    /// All contenders that run in this process alone, without a server outside it.
    ///
    /// - Throws: if one of them can't be set up.
    public static func inProcess(_ suites: Set<Suite>, _ pki: BenchmarkPKI) throws -> Roster {
        var roster = Roster()
        if suites.contains(.handshake) { try MemoryHandshakes.contenders(pki, &roster) }
        if suites.contains(.chains) { try ChainVerifications.contenders(pki, &roster) }
        if suites.contains(.names) { try NameMatchings.contenders(pki, &roster) }
        if suites.contains(.trust) { try TrustLoadings.contenders(pki, &roster) }
        if suites.contains(.parsing) { try Parsings.contenders(pki, &roster) }
        return roster
    }
}
