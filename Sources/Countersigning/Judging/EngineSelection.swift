import ServerIdentity

/// Which engines are asked, and which of them decide.
public struct EngineSelection: Equatable, Sendable {
    /// Those that must accept.
    public var deciding: [EngineName]
    /// Those whose opinion is only shown.
    public var advisory: [EngineName] = []

    /// Takes those that decide, at least two different ones for anything to be countersigned, and those that are shown.
    public init(deciding: [EngineName], advisory: [EngineName] = []) {
        self.deciding = deciding
        self.advisory = advisory
    }

    /// The two that countersign.
    public static let countersigning = EngineSelection(deciding: [.gnutls, .swift])

    /// The two that countersign, and OpenSSL as a third opinion where it is built in.
    public static let withThirdOpinion = {
        var selection = countersigning
        #if OpenSSL
        selection.advisory = [.openssl]
        #endif
        return selection
    }()

    /// Makes sure that one of those that decide knows the policy's rules: only the Swift validator knows the profile
    /// rules.
    ///
    /// - Throws: `InputProblem` if none does.
    func checkCanEnforce(_ policy: Policy) throws(InputProblem) {
        if policy.enforcedRules.isEmpty || deciding.contains(.swift) { return }
        throw InputProblem(
            code: .usage,
            text: "--policy \(policy.preset) needs the engine swift, which alone knows its rules; add swift to --engines, or take "
                + "--policy default")
    }
}
