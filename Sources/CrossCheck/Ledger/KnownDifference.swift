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
    /// How a difference about anything but the name is recognised; nil for an entry about names.
    let isAboutPath: (@Sendable (PathDifference) -> Bool)?

    /// Who follows the rule.
    public enum Side: String, Hashable, Sendable {
        /// The engine that accepts.
        case accepter
        /// The engine that refuses.
        case refuser
        /// Both: the rule leaves it to the caller.
        case either
    }

    /// Whether the entry is about names; if not, about paths and all else.
    public var isAboutNames: Bool { isAboutPath == nil }

    /// An entry about names.
    init(
        id: String, accepters: Set<String>, refusers: Set<String>, versions: String, summary: String, right: Side, rule: String,
        isPresent: @escaping @Sendable (NameTexts) -> Bool
    ) {
        (self.id, self.accepters, self.refusers, self.versions) = (id, accepters, refusers, versions)
        (self.summary, self.right, self.rule) = (summary, right, rule)
        (self.isPresent, isAboutPath) = (isPresent, nil)
    }

    /// An entry about anything but names.
    init(
        id: String, accepters: Set<String>, refusers: Set<String>, versions: String, summary: String, right: Side, rule: String,
        path: @escaping @Sendable (PathDifference) -> Bool
    ) {
        (self.id, self.accepters, self.refusers, self.versions) = (id, accepters, refusers, versions)
        (self.summary, self.right, self.rule) = (summary, right, rule)
        (isPresent, isAboutPath) = ({ _ in false }, path)
    }

    /// Whether this entry explains a difference about anything but the name.
    func explains(_ difference: PathDifference) -> Bool {
        accepters.contains(difference.acceptedBy) && refusers.contains(difference.refusedBy) && isAboutPath?(difference) == true
    }

    /// Whether this entry explains a case: the right engines on each side, a finding about the name, and the feature is there
    /// in a name that could have matched.
    public func applies(to difference: DifferenceCase) -> Bool {
        accepters.contains(difference.acceptedBy) && refusers.contains(difference.refusedBy)
            && difference.finding.scope == .name && isPresent(NameTexts(difference))
    }
}
