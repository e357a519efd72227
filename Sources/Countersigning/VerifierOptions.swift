public import CrossCheck
public import ServerIdentity

/// By what a `Verifier` judges, and how it connects. Every field has a default that is safe.
public struct VerifierOptions: Sendable {
    /// Whom to trust. Default: the store of this system.
    public var trust: [TrustSource] = [.system]
    /// What may be accepted. Default: `Policy.default`.
    public var policy = Policy.default
    /// Who is asked, and who decides. Default: GnuTLS and the Swift validator decide.
    public var engines = EngineSelection.countersigning
    /// The differences between engines that are known. Default: the shipped ones.
    public var ledger = Ledger.known
    /// Whom every server must be. Default: nil, the host that was dialled.
    public var identity: ReferenceIdentity?
    /// As of when to judge. Default: when the question is asked.
    public var time = JudgementTime.now
    /// The CRLs that are known. Default: none, and then no CRL is asked for.
    public var crls = CRLSet.none
    /// OCSP responses that somebody fetched or kept, about any certificate of a path. Default: none.
    public var responses: [OCSPResponseDER] = []
    /// The server's key must be one of these, whatever the engines say. Default: none, any key.
    public var pins: [PublicKeyPin] = []
    /// The keys that hosts showed before, and where new ones are recorded. Default: nil, none are kept.
    public var knownHosts: KnownHosts?
    /// How to connect.
    public var connection = ConnectionOptions()
    /// How many targets of a run are in flight at once, within `concurrencies`. Default: 16.
    public var concurrency = 16
    /// Whether engines remember the chains that they have judged. Default: on.
    public var remembering = Remembering.on
    /// Where connections live. Default: nil, the threads that all verifiers of this process share.
    public var threads: ProbeThreads?
    /// The clock. Default: this machine's.
    public var clock: @Sendable () -> Instant = SystemClock.now

    /// The defaults.
    public init() {}

    /// How many targets may be in flight at once.
    public static let concurrencies = 1...10_000
}

/// As of when questions are judged.
public enum JudgementTime: Hashable, Sendable {
    /// When each is asked, by the clock of `VerifierOptions`.
    case now
    /// All at this moment.
    case fixed(Instant)

    /// The moment for a question that is asked now.
    package func instant(by clock: @Sendable () -> Instant) -> Instant {
        switch self {
        case .now: clock()
        case .fixed(let instant): instant
        }
    }
}
