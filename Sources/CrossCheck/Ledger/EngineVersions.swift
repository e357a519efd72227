import ServerIdentity

/// In which versions of the engines a difference was seen, and in which alone it holds.
public struct EngineVersions: Codable, Hashable, Sendable {
    /// The versions in which it was seen, for a reader.
    public let seen: String
    /// By engine: the versions in which it holds. An engine that is not named may have any version.
    public let ranges: [String: Range]

    /// Takes versions.
    public init(seen: String, ranges: [String: Range] = [:]) {
        self.seen = seen
        self.ranges = ranges
    }

    /// Versions from one on, and before another one.
    public struct Range: Codable, Hashable, Sendable {
        /// The first; nil for any.
        public let from: String?
        /// The first that is too late; nil for none.
        public let before: String?

        /// Takes the ends.
        public init(from: String? = nil, before: String? = nil) {
            self.from = from
            self.before = before
        }

        /// Whether a version lies between; one that is not made of numbers lies nowhere.
        func contains(_ version: String) -> Bool {
            guard let version = Self.numbers(version) else { return false }
            if let from = from.flatMap(Self.numbers), Self.isEarlier(version, from) { return false }
            if let before = before.flatMap(Self.numbers), !Self.isEarlier(version, before) { return false }
            return true
        }

        /// `3.7.9` as numbers; what follows the last number (`-2+deb12u7`) is left out.
        private static func numbers(_ version: String) -> [Int]? {
            let digits = version.prefix { $0.isNumber || $0 == "." }
            let parts = digits.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
            let numbers = parts.compactMap(\.self)
            return numbers.isEmpty || numbers.count < parts.count ? nil : numbers
        }

        private static func isEarlier(_ first: [Int], _ second: [Int]) -> Bool {
            let length = max(first.count, second.count)
            func padded(_ version: [Int]) -> [Int] { version + Array(repeating: 0, count: length - version.count) }
            return padded(first).lexicographicallyPrecedes(padded(second))
        }
    }

    func allow(_ engine: EngineIdentity) -> Bool { ranges.isEmpty || ranges[engine.id]?.contains(engine.version) ?? true }
}

extension EngineVersions {
    /// Reads both strictly.
    public init(from decoder: any Decoder) throws {
        let members = try LedgerMembers(decoder, known: ["seen", "only"])
        seen = try members.sentence("seen")
        ranges = try members.has("only") ? members.value("only") : [:]
        for id in ranges.keys where !LedgerWord.engine.fits(id) {
            throw members.flaw("only", "'\(EscapedText(id))' is no engine's id")
        }
    }

    /// Writes what is there.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyMember.self)
        try container.encode(seen, forKey: AnyMember("seen"))
        if !ranges.isEmpty { try container.encode(ranges, forKey: AnyMember("only")) }
    }
}

extension EngineVersions.Range {
    /// Reads both ends strictly; at least one must be there.
    public init(from decoder: any Decoder) throws {
        let members = try LedgerMembers(decoder, known: ["from", "before"])
        from = try members.has("from") ? members.word("from", as: LedgerWord.version) : nil
        before = try members.has("before") ? members.word("before", as: LedgerWord.version) : nil
        if from == nil, before == nil { throw members.flaw("from", "neither 'from' nor 'before' is there") }
    }
}
