/// The valid policies of a path, RFC 5280 section 6.1.2 (a) and what the later sections make of it, as a graph instead
/// of a tree.
///
/// The tree of the RFC has a node for each way in which policies map to one another, which hostile certificates make
/// exponential (CVE-2023-0464). Nodes of one depth with the same policy have the same future, so they are one node
/// here, with all its parents. A depth then has no more nodes than its certificate has policies and mappings.
struct PolicyGraph {
    /// By depth; the first one stands for the policies of the anchor: any.
    private var levels = [Level(nodes: [:], hasAnyPolicy: true)]

    private struct Level {
        /// By policy: the policies of the level before that lead here; empty for a node below anyPolicy.
        var nodes: [OID: Set<OID>]
        var hasAnyPolicy: Bool

        var isEmpty: Bool { nodes.isEmpty && !hasAnyPolicy }
    }

    /// Whether valid_policy_tree is NULL.
    var isEmpty: Bool { current.isEmpty }

    private var current: Level { levels[levels.count - 1] }

    /// Section 6.1.3 (d) and (e): keeps what a certificate's policies allow.
    mutating func process(_ policies: CertificatePolicies?, anyPolicyCounts: Bool) {
        let place = levels.count - 1
        guard let policies else {
            levels[place] = Level(nodes: [:], hasAnyPolicy: false)
            return
        }
        let hadAnyPolicy = levels[place].hasAnyPolicy
        if !(policies.identifiers.contains(.anyPolicy) && anyPolicyCounts) {
            levels[place].nodes = levels[place].nodes.filter { policies.identifiers.contains($0.key) }
            levels[place].hasAnyPolicy = false
        }
        guard hadAnyPolicy else { return }
        for policy in policies.identifiers where policy != .anyPolicy && levels[place].nodes[policy] == nil {
            levels[place].nodes[policy] = []
        }
    }

    /// Section 6.1.4 (b): what the next certificate's policies are called.
    mutating func map(_ mappings: PolicyMappings?, mappingCounts: Bool) {
        let place = levels.count - 1
        var subjects: [OID: Set<OID>] = [:]
        for mapping in mappings?.mappings ?? [] {
            if mappingCounts {
                if levels[place].hasAnyPolicy, levels[place].nodes[mapping.issuerDomain] == nil {
                    levels[place].nodes[mapping.issuerDomain] = []
                }
                subjects[mapping.issuerDomain, default: []].insert(mapping.subjectDomain)
            } else {
                levels[place].nodes[mapping.issuerDomain] = nil
            }
        }
        var next = Level(nodes: [:], hasAnyPolicy: levels[place].hasAnyPolicy)
        for policy in levels[place].nodes.keys {
            for subject in subjects[policy] ?? [policy] { next.nodes[subject, default: []].insert(policy) }
        }
        levels.append(next)
    }

    /// Section 6.1.5 (g): whether anything is left of the graph once the policies that the caller does not want are
    /// taken out.
    ///
    /// - Parameter wanted: user-initial-policy-set; nil for any policy.
    func isValid(for wanted: Set<OID>?) -> Bool {
        guard let wanted else { return !isEmpty }
        if current.hasAnyPolicy { return !wanted.isEmpty }
        var reachable = Set(current.nodes.keys)
        for level in levels.reversed() {
            var parents: Set<OID> = []
            for policy in reachable {
                guard let above = level.nodes[policy] else { continue }
                // Below anyPolicy stands a policy in the words of the caller.
                if above.isEmpty, wanted.contains(policy) { return true }
                parents.formUnion(above)
            }
            reachable = parents
        }
        return false
    }
}
