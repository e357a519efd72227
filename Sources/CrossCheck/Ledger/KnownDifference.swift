import ServerIdentity

/// One reviewed difference: who differs about what, who is right, and how to recognise it.
public struct KnownDifference: Sendable {
    /// Its name in records and reports, in kebab case; never reused for something else.
    public let id: String
    /// The ids of the engines that accept.
    public let accepters: Set<String>
    /// The ids of the engines that refuse.
    public let refusers: Set<String>
    /// The versions in which it was seen, as text; no version is excluded by it.
    public let versions: String
    /// What differs: one clause without a full stop.
    public let summary: String
    /// Which side follows the rule.
    public let right: Side
    /// The section that decides, as `RFC 9525 section 6.3`.
    public let rule: String
    let isPresent: @Sendable (NameTexts) -> Bool

    /// Who follows the rule.
    public enum Side: String, Hashable, Sendable {
        /// The engine that accepts.
        case accepter
        /// The engine that refuses.
        case refuser
        /// Both: the rule leaves it to the caller.
        case either
    }

    /// Whether this entry explains a case: the right engines on each side, a finding about the name, and the feature is there
    /// in a name that could have matched.
    public func applies(to difference: DifferenceCase) -> Bool {
        accepters.contains(difference.acceptedBy) && refusers.contains(difference.refusedBy)
            && difference.finding.scope == .name && isPresent(NameTexts(difference))
    }
}
