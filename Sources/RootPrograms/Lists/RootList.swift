public import ServerIdentity

/// A root program's list at one time: what it trusts, for what and until when, and what it distrusts.
public struct RootList: Sendable {
    /// Certificates that are not distrusted, or distrusted for one purpose and trusted for another; in the order of the
    /// list, each once.
    public let roots: [ListedRoot]
    /// What is distrusted and trusted for nothing.
    public let distrusted: [DistrustedRoot]
    /// What the list calls its version, if anything.
    public let version: String?
    /// The file that it was read from: `certdata.txt`.
    public let source: String
    /// SHA-256 of the list as its program published it, 32 octets.
    public let sourceSHA256: [UInt8]
    /// Whether the source can say what the roots are trusted for; a PEM file can't.
    public let knowledge: ConstraintKnowledge
    /// What is wrong with the list, in the order of its lines.
    public let problems: [CertdataProblem]

    /// Takes a list as it was read.
    public init(
        roots: [ListedRoot], distrusted: [DistrustedRoot], version: String? = nil, source: String, sourceSHA256: [UInt8],
        knowledge: ConstraintKnowledge, problems: [CertdataProblem] = []
    ) {
        self.roots = roots
        self.distrusted = distrusted
        self.version = version
        self.source = source
        self.sourceSHA256 = sourceSHA256
        self.knowledge = knowledge
        self.problems = problems
    }

    /// The first problem for which nothing of the list should be used; nil for a sound list.
    public var damage: CertdataProblem? { problems.first { $0.severity == .error } }

    /// How often each kind of problem occurs, in the order of the kinds' names.
    public var problemCounts: [(kind: String, severity: CertdataProblem.Severity, count: Int)] {
        var counts: [String: (CertdataProblem.Severity, Int)] = [:]
        for problem in problems { counts[problem.reason.kind, default: (problem.severity, 0)].1 += 1 }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value.0, $0.value.1) }
    }
}
