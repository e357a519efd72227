/// An engine that follows the order presented refuses; asked about another path over the same certificates, it accepts.
public struct PresentedRefusal: Hashable, Sendable {
    /// Why it refuses the chain as presented.
    public let findings: [Finding]
    /// What the server should send instead: one clause without a full stop.
    public let advice: String

    /// Takes the reasons, and what to do about them.
    public init(findings: [Finding], advice: String) {
        self.findings = findings
        self.advice = advice
    }
}
