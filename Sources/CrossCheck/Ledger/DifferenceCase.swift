public import ServerIdentity

/// One engine accepts and another refuses: what an entry of the ledger is held against.
///
/// It also holds references that are no `ReferenceIdentity` (`*`, `.example.com`, `a@b`), which engines compare as
/// plain text.
public struct DifferenceCase: Sendable {
    /// The reference as it was asked for, octet by octet; empty where no name was asked for.
    public let asked: [UInt8]
    /// What `asked` names; nil if it names no server.
    public let reference: ReferenceIdentity?
    /// What the certificate presents, common names of the subject included.
    public let presented: [PresentedIdentity]
    /// The engine that accepts.
    public let accepter: EngineIdentity
    /// The engine that refuses.
    public let refuser: EngineIdentity
    /// For what it refuses.
    public let finding: Finding
    /// What the accepter thought worth saying beside its verdict.
    public let notes: [Finding]
    /// What both were asked; nil where names alone are compared.
    public let question: Question?

    /// Takes a case of names alone, whose reference is text that need not name a server.
    public init(
        asked: [UInt8], reference: ReferenceIdentity?, presented: [PresentedIdentity], acceptedBy: String, refusedBy: String,
        finding: FindingID = .nameMismatch
    ) {
        self.asked = asked
        self.reference = reference
        self.presented = presented
        accepter = EngineIdentity(id: acceptedBy, version: "")
        refuser = EngineIdentity(id: refusedBy, version: "")
        self.finding = Finding(.other(finding, .libraryCode, detail: ""), depth: 0)
        notes = []
        question = nil
    }

    /// Takes a case of a question, whose identity was parsed.
    ///
    /// - Parameters:
    ///   - question: what was asked.
    ///   - accepter: who accepted.
    ///   - notes: the accepter's notes.
    ///   - refuser: who refused.
    ///   - finding: one of the refuser's findings.
    ///   - names: what the leaf presents, where the finding does not say it.
    public init(
        question: Question, accepter: EngineIdentity, notes: [Finding], refuser: EngineIdentity, finding: Finding,
        presented names: () -> [PresentedIdentity] = { [] }
    ) {
        asked =
            switch question.identity {
            case .dns(let name): name.octets
            case .some(let identity): Array(identity.description.utf8)
            case nil: []
            }
        reference = question.identity
        presented =
            switch finding.evidence {
            case .nameMismatch(_, let presented), .noUsableName(_, let presented): presented
            default: finding.id.scope == .name ? names() : []
            }
        self.accepter = accepter
        self.refuser = refuser
        self.finding = finding
        self.notes = notes
        self.question = question
    }
}
