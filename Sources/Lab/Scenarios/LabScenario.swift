/// One server of the lab: what it is, how a client dials it, and what must come of that.
public struct LabScenario: Sendable {
    /// The name, as the table and the record show it: `expired-leaf`.
    public let name: String
    /// What is right or wrong with the server, in one line.
    public let summary: String
    /// Whom a client expects, as the command line takes it: `good-rsa.lab.example`, `127.0.0.1`,
    /// `srv:_imaps.lab.example`.
    public let identity: String
    /// The server name that a client sends; nil sends none, as clients do that dial an address.
    public let serverName: String?
    /// What must come of it.
    public let expected: LabExpectation
    let behaviour: LabBehaviour

    /// All servers, in the order of the table.
    public static let all: [LabScenario] = sound + time + names + trust + strength + faults

    /// The domain below which all names of the lab lie; reserved by RFC 2606, so that no resolver knows it.
    static let domain = "lab.example"

    /// A server that is dialled by its own host name, `<name>.lab.example`.
    init(_ name: String, _ summary: String, _ expected: LabExpectation, _ behaviour: (_ host: String) -> LabBehaviour) {
        let host = "\(name).\(Self.domain)"
        self.init(name, summary, identity: host, serverName: host, expected, behaviour(host))
    }

    /// A server that is dialled in another way.
    init(
        _ name: String, _ summary: String, identity: String, serverName: String?, _ expected: LabExpectation,
        _ behaviour: LabBehaviour
    ) {
        self.name = name
        self.summary = summary
        self.identity = identity
        self.serverName = serverName
        self.expected = expected
        self.behaviour = behaviour
    }
}

/// What a server does with a connection.
enum LabBehaviour: Sendable {
    /// Speaks TLS by GnuTLS and answers an HTTP request with one line.
    case tls(LabTLS)
    /// Speaks no TLS, or not to its end.
    case fault(LabFault)

    static func tls(
        priority: String = LabTLS.defaultPriority, output: LabTLS.Output = .complete,
        _ identity: @escaping @Sendable (LabPKI) throws -> LabIdentity
    ) -> LabBehaviour {
        .tls(LabTLS(identity: identity, priority: priority, output: output))
    }
}

/// How a TLS server of the lab is set up.
struct LabTLS: Sendable {
    let identity: @Sendable (LabPKI) throws -> LabIdentity
    /// A GnuTLS priority string.
    let priority: String
    let output: Output

    static let defaultPriority = "NORMAL"

    /// How much of what GnuTLS wants to send is sent.
    enum Output: Sendable {
        case complete
        /// So many octets, and then nothing more.
        case cutAfter(Int)
        /// Everything but the last octet of the first flight.
        case withoutLastOctet
    }
}

/// What a server does instead of TLS. Each waits for the client's first octets, so that the client's handshake has
/// begun.
enum LabFault: Sendable, CaseIterable {
    /// Says nothing, ever.
    case stalls
    /// Sends handshake records without end.
    case floodsWithRecords
    /// Sends zeros without end.
    case floodsWithZeros
    /// Answers as a web server without TLS does.
    case plainHTTP
    /// Closes.
    case closes
    /// Resets the connection.
    case resets
}
