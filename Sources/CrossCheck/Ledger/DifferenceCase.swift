public import ServerIdentity

/// One engine accepts and another refuses: what an entry of the ledger is held against.
///
/// It also holds references that are no `ReferenceIdentity` (`*`, `.example.com`, `a@b`), which engines compare as plain text.
public struct DifferenceCase: Hashable, Sendable {
    /// The reference as it was asked for, octet by octet.
    public let asked: [UInt8]
    /// What `asked` names; nil if it names no server.
    public let reference: ReferenceIdentity?
    /// What the certificate presents, common names of the subject included.
    public let presented: [PresentedIdentity]
    /// The id of the engine that accepts.
    public let acceptedBy: String
    /// The id of the engine that refuses.
    public let refusedBy: String
    /// For what it refuses.
    public let finding: FindingID

    /// Takes a case whose reference is text that need not name a server.
    public init(
        asked: [UInt8], reference: ReferenceIdentity?, presented: [PresentedIdentity], acceptedBy: String, refusedBy: String,
        finding: FindingID = .nameMismatch
    ) {
        self.asked = asked
        self.reference = reference
        self.presented = presented
        self.acceptedBy = acceptedBy
        self.refusedBy = refusedBy
        self.finding = finding
    }

    /// Takes a case of a question, whose identity was parsed.
    public init(
        identity: ReferenceIdentity, presented: [PresentedIdentity], acceptedBy: String, refusedBy: String, finding: FindingID
    ) {
        let asked =
            switch identity {
            case .dns(let name): name.octets
            case .ip, .srv, .uri: Array(identity.description.utf8)
            }
        self.init(
            asked: asked, reference: identity, presented: presented, acceptedBy: acceptedBy, refusedBy: refusedBy, finding: finding)
    }
}
