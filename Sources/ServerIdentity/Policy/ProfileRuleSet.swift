/// A set of profile rules, small enough to be part of a memo's key.
public struct ProfileRuleSet: Hashable, Sendable, ExpressibleByArrayLiteral {
    private var bits: UInt64 = 0

    /// Takes the rules.
    public init(_ rules: some Sequence<ProfileRule>) {
        for rule in rules { insert(rule) }
    }

    /// Takes the rules of a literal.
    public init(arrayLiteral rules: ProfileRule...) { self.init(rules) }

    /// Whether a rule is in the set.
    public func contains(_ rule: ProfileRule) -> Bool { bits & Self.bit(rule) != 0 }

    /// Adds a rule.
    public mutating func insert(_ rule: ProfileRule) { bits |= Self.bit(rule) }

    /// Takes a rule out.
    public mutating func remove(_ rule: ProfileRule) { bits &= ~Self.bit(rule) }

    /// Whether there is no rule in the set.
    public var isEmpty: Bool { bits == 0 }

    private static func bit(_ rule: ProfileRule) -> UInt64 { 1 << UInt64(places[rule] ?? 63) }

    private static let places = Dictionary(uniqueKeysWithValues: ProfileRule.allCases.enumerated().map { ($1, $0) })
}
