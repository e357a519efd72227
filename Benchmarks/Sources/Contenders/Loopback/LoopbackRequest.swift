/// What a loopback client is asked to do: handshakes with a server of this machine, in its own process.
public struct LoopbackRequest: Sendable {
    /// Whom it expects, and whom it trusts.
    public var question: HandshakeQuestion
    /// The server's port on 127.0.0.1.
    public var port: Int
    /// How many handshakes are measured.
    public var handshakes: Int
    /// How many are done before that.
    public var warmUp: Int
    /// How many are in flight at once.
    public var inFlight: Int
    /// On how many threads; more than one for clients on SwiftNIO only.
    public var threads: Int

    /// Takes a request.
    public init(
        question: HandshakeQuestion, port: Int, handshakes: Int, warmUp: Int, inFlight: Int = LoopbackRequest.inFlight,
        threads: Int = 1
    ) {
        self.question = question
        self.port = port
        self.handshakes = handshakes
        self.warmUp = warmUp
        self.inFlight = inFlight
        self.threads = threads
    }

    /// As many as the brief of a scanner: enough that no one waits for the network, few enough for any server.
    public static let inFlight = 64
}

/// What came of it: the one JSON line that every loopback client prints, the one in Go too.
public struct LoopbackOutcome: Codable, Sendable {
    /// Complete, the server accepted.
    public var handshakes: Int
    /// Ended because the server's chain or name was refused.
    public var refused: Int
    /// Ended by anything else.
    public var errors: Int
    /// User and system time of the client's process, in microseconds.
    public var processorMicroseconds: Double
    /// Elapsed time.
    public var seconds: Double

    enum CodingKeys: String, CodingKey {
        case handshakes, refused, errors, seconds
        case processorMicroseconds = "cpu_us"
    }
}

/// The loopback clients that are part of this program.
public enum LoopbackClient: String, CaseIterable, Sendable {
    /// Raw C on libgnutls over epoll.
    case gnuTLS = "limit"
    /// The same, any peer accepted.
    case gnuTLSUnverified = "unverified"
    /// C on libssl over epoll.
    case openSSL = "openssl"
    /// C on libssl: any peer completes the handshake, then its chain is judged and described.
    case tlsScan = "tls-scan-like"
    /// NIOSSL over SwiftNIO.
    case nioSSL = "niossl"
    /// `HandshakeProbe`, then both engines.
    case countersign = "ours"
    /// The same, with a validator that knows the leaf's issuer already.
    case countersignKnowing = "ours-knowing"
    /// The same, with memories of verdicts in front of the engines; the server shows one chain, so all but the first
    /// are hits.
    case countersignRemembered = "ours-remembered"

    /// Does the handshakes in this process.
    ///
    /// - Throws: `ContenderError` if it can't begin; a handshake that fails is counted.
    public func run(_ request: LoopbackRequest) throws -> LoopbackOutcome {
        if request.threads > 1, !hasThreads { throw ContenderError.setup("\(title) has one thread only") }
        return switch self {
        case .gnuTLS: try GnuTLSLoopback.run(request, verifies: true)
        case .gnuTLSUnverified: try GnuTLSLoopback.run(request, verifies: false)
        case .openSSL: try OpenSSLLoopback.run(request, judgesAfterwards: false)
        case .tlsScan: try OpenSSLLoopback.run(request, judgesAfterwards: true)
        case .nioSSL: try NIOSSLLoopback.run(request)
        case .countersign: try CountersignLoopback.run(request, engines: .both())
        case .countersignKnowing: try CountersignLoopback.run(request, engines: .knowingIssuers())
        case .countersignRemembered: try CountersignLoopback.run(request, engines: .remembering())
        }
    }

    private var hasThreads: Bool {
        switch self {
        case .gnuTLS, .gnuTLSUnverified, .openSSL, .tlsScan: false
        case .nioSSL, .countersign, .countersignKnowing, .countersignRemembered: true
        }
    }

    /// The name in the table.
    public var title: String {
        switch self {
        case .gnuTLS: "C GnuTLS"
        case .gnuTLSUnverified: "C GnuTLS, not verified"
        case .openSSL: "OpenSSL"
        case .tlsScan: "tls-scan-like"
        case .nioSSL: "NIOSSL"
        case .countersign: "countersign, both engines"
        case .countersignKnowing: "countersign, issuer known"
        case .countersignRemembered: "countersign, remembered"
        }
    }

    /// What it is in the comparison.
    public var role: Role {
        switch self {
        case .gnuTLS: .limit
        case .gnuTLSUnverified: .floor
        case .openSSL, .tlsScan, .nioSSL: .peer
        case .countersign, .countersignKnowing, .countersignRemembered: .ours
        }
    }
}
