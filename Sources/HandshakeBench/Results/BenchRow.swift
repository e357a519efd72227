import ServerIdentity

/// What one row of a benchmark asks: of which server, with which offer, how hard.
public struct BenchRow: Hashable, Sendable {
    /// The server of the built-in lab: `good-rsa`; nil if the target is somebody's server.
    public let server: String?
    /// The target as it was given: `www.example.org:443`.
    public let target: String
    /// The GnuTLS priority string of the offer.
    public let priority: String
    /// The load.
    public let load: BenchLoad

    /// Takes a server, an offer and a load.
    public init(server: String?, target: String, priority: String, load: BenchLoad) {
        self.server = server
        self.target = target
        self.priority = priority
        self.load = load
    }

    /// The name of the server in a table.
    public var name: String { server ?? target }
}

/// How hard a server is asked, the same for all rows of a run.
public struct BenchLoad: Hashable, Sendable {
    /// Handshakes in flight at once, over all event loops.
    public var concurrency: Int
    /// Event loops, a thread each.
    public var threads: Int
    /// For how many seconds handshakes are begun.
    public var duration: Double
    /// Handshakes a second, all together; nil for as many as come.
    public var rate: Double?
    /// Whether sessions shall be resumed.
    public var isResuming = false
    /// Whether engines may remember what they said of the same question.
    public var usesMemo = true

    /// Takes what has no default.
    public init(concurrency: Int, threads: Int, duration: Double, rate: Double? = nil) {
        self.concurrency = concurrency
        self.threads = threads
        self.duration = duration
        self.rate = rate
    }
}

extension BenchRow {
    /// What to say where sessions were to be resumed and fewer than all were; nil otherwise.
    func resumptionRemark(_ figures: BenchFigures) -> String? {
        guard load.isResuming, figures.resumed < figures.handshakes else { return nil }
        return "--resume: \(figures.resumed) of \(figures.handshakes) handshakes with \(EscapedText(name)) were resumed; "
            + "the figures are those of \(figures.resumed == 0 ? "full handshakes" : "both kinds together"); "
            + "where the server takes a ticket once only, or forgets it, measure without --resume"
    }
}
