/// Who says a finding: the engine's library, our code around it, the trust anchor, or the caller.
public enum Origin: String, CaseIterable, Codable, Hashable, Sendable {
    /// The engine's library, or the validator itself, judged it of what was presented.
    case engine
    /// Our code around a library judged it; the library alone would not say it.
    case adapter
    /// What the trust anchor's certificate or its root program says: its dates, its constraints, what it distrusts.
    case anchor
    /// The caller demands it beside what engines judge: pins, keys of first use. (A policy is what engines judge by.)
    case caller
}
