/// What a change of the list of roots means for one host.
public struct HostImpact: Hashable, Sendable {
    /// The host, or whatever names the chain.
    public let host: String
    /// What happens.
    public let effect: Effect
    /// Why, in one clause.
    public let reason: String
    /// What it was told by.
    public let basis: Basis

    /// Takes what happens to a host.
    public init(host: String, effect: Effect, reason: String, basis: Basis) {
        self.host = host
        self.effect = effect
        self.reason = reason
        self.basis = basis
    }

    /// The hosts for which most goes wrong first; hosts of one effect stay in the order given.
    package static func worstFirst(_ impacts: [HostImpact]) -> [HostImpact] {
        Effect.allCases.flatMap { effect in impacts.filter { $0.effect == effect } }
    }

    /// What happens, the worst first.
    public enum Effect: String, CaseIterable, Hashable, Sendable {
        /// Trusted by the old list, not by the new one.
        case breaks
        /// Trusted by the new list only because the certificate was issued before a distrust date: the next one breaks.
        case breaksAtRenewal = "breaks_at_renewal"
        /// Trusted by both, by another root than before.
        case passesByAnotherRoot = "passes_by_another_root"
        /// Trusted by the new list, not by the old one.
        case mended
        /// Trusted by neither.
        case refusedByBoth = "refused_by_both"
        /// It can't be told.
        case undecided
        /// Trusted by both, by the same root.
        case unaffected
    }

    /// What an effect was told by.
    public enum Basis: String, Hashable, Sendable {
        /// The chain was judged under both lists.
        case chain
        /// A record holds no certificates: the path that was accepted then is compared with the lists. Another path may
        /// exist.
        case record
    }
}
