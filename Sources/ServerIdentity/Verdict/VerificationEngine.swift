/// Somebody who can be asked a question. Engines never see each other.
public protocol VerificationEngine: Sendable {
    /// Who answers.
    var identity: EngineIdentity { get }
    /// What the engine judges.
    var scope: Scope { get }
    /// Whether the engine itself bounds the time that a question takes, by counting its work. One that calls a library
    /// which can't be interrupted does not, and is asked after those that do.
    var boundsItsWork: Bool { get }
    /// Makes what the engine needs of anchors and revocation lists, so that no question waits for it. What can't be
    /// made is told in the answers.
    func prepare(_ anchors: TrustAnchorSet, crls: CRLSet)
    /// Answers one question. Never throws: an engine that can't judge says `undecided`.
    func examine(_ question: Question) -> EngineAnswer
}

extension VerificationEngine {
    /// False, unless an engine says otherwise.
    public var boundsItsWork: Bool { false }

    /// Does nothing, unless an engine says otherwise.
    public func prepare(_ anchors: TrustAnchorSet, crls: CRLSet) {}
}

/// An engine's name and version, as the record gives them.
public struct EngineIdentity: Hashable, Sendable {
    /// `gnutls`, `swift`, `openssl`.
    public let id: String
    /// The version in use at run time.
    public let version: String
    /// The distribution's package version, where it can be told: backports change verdicts.
    public let packageVersion: String?

    /// Takes an engine's name and versions.
    public init(id: String, version: String, packageVersion: String? = nil) {
        self.id = id
        self.version = version
        self.packageVersion = packageVersion
    }
}

/// An engine's verdict and how it came to it.
public struct EngineAnswer: Sendable {
    /// Who answered.
    public let engine: EngineIdentity
    /// What was judged.
    public let scope: Scope
    /// The verdict.
    public let verdict: Verdict
    /// Worth knowing, but no reason to refuse: an expired certificate that the path does not use.
    public let notes: [Finding]
    /// Whether the part about the chain was remembered; nil where no memo was asked.
    public var memo: MemoUse?
    /// Set where the verdict is about another path than the chain as presented, which the engine refuses; nil
    /// otherwise.
    public var presentedRefusal: PresentedRefusal?
    /// The certificates, by their places in the chain as presented, whose revocation status the engine determined, good
    /// or revoked. The scope holds `revocation` if there is one, and then for these alone.
    public var revocationExamined: [Int] = []
    /// What the leaf presents, common names included, where the engine can tell; for whoever compares refusals of
    /// engines that do not say it.
    public var presentedNames: @Sendable () -> [PresentedIdentity] = { [] }
    private let makeTrace: @Sendable () -> [VerificationStep]

    /// What the engine looked at, step by step, where it can tell. Made at each call: only reports ask.
    public var trace: [VerificationStep] { makeTrace() }

    /// Takes an answer.
    public init(
        engine: EngineIdentity, scope: Scope, verdict: Verdict, notes: [Finding] = [],
        trace: @escaping @autoclosure @Sendable () -> [VerificationStep] = []
    ) {
        self.engine = engine
        self.scope = scope
        self.verdict = verdict
        self.notes = notes
        makeTrace = trace
    }
}

/// Whether a memo knew the answer.
public enum MemoUse: String, Hashable, Sendable {
    /// It did: the engine was not asked about the chain again.
    case hit
    /// It did not: the engine was asked.
    case miss
}

/// One certificate that an engine verified, and what it said of it.
public struct VerificationStep: Hashable, Sendable {
    /// The certificate's place in the chain as presented; nil for a trust anchor or one that was not presented.
    public let depth: Int?
    /// The certificate's subject, escaped for printing.
    public let subject: String
    /// The subject of the issuer that was tried, escaped for printing; nil if none was found.
    public let issuer: String?
    /// The engine's own codes for this certificate; empty if it found nothing wrong.
    public let codes: [String]

    /// Takes a step.
    public init(depth: Int?, subject: String, issuer: String?, codes: [String]) {
        self.depth = depth
        self.subject = subject
        self.issuer = issuer
        self.codes = codes
    }
}
