/// What a client must come to when it dials a server of the lab; the words are those of the JSON record.
public enum LabExpectation: Hashable, Sendable {
    /// Every engine accepts.
    case accepted
    /// Every engine refuses, and `finding` is among the reasons of at least one of them.
    case refused(finding: String)
    /// GnuTLS accepts, the Swift validator refuses, and the ledger explains it by this id.
    case knownDifference(ledgerID: String)
    /// There is no verdict: the probe fails with this code.
    case failure(code: String)
}

extension LabExpectation: CustomStringConvertible {
    /// `accepted`, `refused: expired`, `known difference: partial-wildcard`, `failure: timeout`.
    public var description: String {
        switch self {
        case .accepted: "accepted"
        case .refused(let finding): "refused: \(finding)"
        case .knownDifference(let ledgerID): "known difference: \(ledgerID)"
        case .failure(let code): "failure: \(code)"
        }
    }
}
