import ServerIdentity

/// One reviewed difference: who differs about what, who is right, and how to recognise it. Data, of the package or of a
/// user's file.
public struct KnownDifference: Codable, Hashable, Sendable {
    /// Its name in records and reports, in kebab case; never reused for something else.
    public let id: String
    /// The ids of the engines that accept.
    public let accepters: Set<String>
    /// The ids of the engines that refuse.
    public let refusers: Set<String>
    /// Where it was seen, and where alone it holds.
    public let versions: EngineVersions
    /// How it is recognised.
    public let condition: DifferenceCondition
    /// Which side follows the rule.
    public let right: Side
    /// The section that decides, as `RFC 9525 section 6.3`.
    public let rule: String
    /// What differs: one clause without a full stop.
    public let summary: String
    /// What a reviewer should know beside it; shown nowhere.
    public let remark: String?

    /// Who follows the rule.
    public enum Side: String, CaseIterable, Codable, Hashable, Sendable {
        /// The engine that accepts.
        case accepter
        /// The engine that refuses.
        case refuser
        /// Both: the rule leaves it to the caller.
        case either
    }

    /// Takes an entry.
    public init(
        id: String, accepters: Set<String>, refusers: Set<String>, versions: EngineVersions, condition: DifferenceCondition,
        right: Side, rule: String, summary: String, remark: String? = nil
    ) {
        self.id = id
        self.accepters = accepters
        self.refusers = refusers
        self.versions = versions
        self.condition = condition
        self.right = right
        self.rule = rule
        self.summary = summary
        self.remark = remark
    }

    /// Whether the entry is about names; if not, about paths and all else.
    public var isAboutNames: Bool { condition.isAboutNames }

    /// Whether this entry explains a difference: the right engines on each side, in these versions, and its condition
    /// holds.
    public func explains(_ difference: DifferenceCase) -> Bool { explains(DifferenceFacts(difference)) }

    func explains(_ facts: DifferenceFacts) -> Bool {
        let difference = facts.difference
        return accepters.contains(difference.accepter.id) && refusers.contains(difference.refuser.id)
            && versions.allow(difference.accepter) && versions.allow(difference.refuser) && condition.holds(for: facts)
    }

    /// Whether another entry says the opposite: the same engines and condition, and another one is right.
    func contradicts(_ other: KnownDifference) -> Bool {
        right != other.right && accepters == other.accepters && refusers == other.refusers
            && versions.ranges == other.versions.ranges && condition.normalised == other.condition.normalised
    }
}

extension KnownDifference {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, accepters, refusers, versions, condition = "when", right, rule, summary, remark
    }

    /// Reads an entry strictly: unknown members, empty lists and texts that no line could show are errors that name the
    /// field.
    public init(from decoder: any Decoder) throws {
        let members = try LedgerMembers(decoder, known: CodingKeys.allCases.map(\.rawValue))
        id = try members.word("id", as: LedgerWord.kebab)
        accepters = try members.engines("accepters")
        refusers = try members.engines("refusers")
        if let both = accepters.intersection(refusers).min() {
            throw members.flaw("refusers", "'\(both)' accepts and refuses at once")
        }
        versions = try members.value("versions")
        condition = try members.value("when")
        right = try members.choice("right")
        rule = try members.sentence("rule")
        summary = try members.sentence("summary")
        remark = try members.has("remark") ? members.sentence("remark") : nil
    }

    /// Writes an entry as it is read.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(accepters.sorted(), forKey: .accepters)
        try container.encode(refusers.sorted(), forKey: .refusers)
        try container.encode(versions, forKey: .versions)
        try container.encode(condition, forKey: .condition)
        try container.encode(right, forKey: .right)
        try container.encode(rule, forKey: .rule)
        try container.encode(summary, forKey: .summary)
        try container.encodeIfPresent(remark, forKey: .remark)
    }
}
