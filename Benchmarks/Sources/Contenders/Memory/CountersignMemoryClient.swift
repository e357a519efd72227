import GnuTLS
import ServerIdentity

/// Ours: `GnuTLS.Session`, which verifies by itself, or which verifies nothing and leaves the chain to engines.
final class CountersignMemoryClient: MemoryClient {
    /// Who judges.
    enum Judge {
        /// The session, by its trust list.
        case session
        /// These engines, after the handshake.
        case engines(EngineSet)
    }

    private let credentials: Credentials
    private let priority: Priority
    private let verification: PeerVerification
    private let engines: EngineSet?
    private let asking: Asking
    private var options = ClientOptions()
    private var session: SessionBox?
    private var output: [UInt8] = []
    private(set) var isComplete = false
    private(set) var isResumed = false

    /// A session can't be held by a class property that comes and goes, a box can.
    private final class SessionBox {
        let session: Session
        init(_ session: consuming Session) { self.session = session }
    }

    init(_ question: HandshakeQuestion, _ scenario: MemoryScenario, _ judge: Judge) throws {
        credentials = try Credentials()
        priority = try Priority(Priority.clientDefault + scenario.version.priority)
        asking = try question.asking()
        options.serverName = question.host
        options.requestsTickets = scenario.isResumed
        switch judge {
        case .session:
            let list = try TrustList(anchors: asking.anchors.anchors.map(\.certificate.octets))
            let instant = VerificationTime.instant(asking.instant.secondsSinceEpoch)
            verification = .required(list, name: .host(question.host), at: instant)
            engines = nil
        case .engines(let set):
            verification = .unverifiedPeer(because: "the engines judge the chain after the handshake")
            engines = set
        }
    }

    func begin() throws {
        isComplete = false
        let session = try Session(clientVerifying: verification, credentials: credentials, priority: priority, options: options)
        self.session = SessionBox(session)
        try advance()
    }

    func take(_ octets: [UInt8]) throws {
        session?.session.receive(octets)
        try advance()
    }

    private func advance() throws {
        guard let session else { throw ContenderError.failed("no session") }
        while true {
            do throws(GnuTLSError) {
                switch try session.session.advance() {
                case .hasOutput: output += session.session.takeOutput()
                case .wantsInput: return
                case .finished:
                    isComplete = true
                    isResumed = session.session.isResumed
                    break
                }
            } catch {
                if error.code == .certificateError { throw ContenderError.refused("\(error)") }
                throw ContenderError.failed("\(error)")
            }
            if isComplete { return try judge(session.session.peerChain) }
        }
    }

    private func judge(_ presented: [[UInt8]]?) throws {
        guard let engines else { return }
        let chain = try CertificateChain((presented ?? []).map { try CertificateDER($0) })
        if !engines.accepts(asking.question(chain)) { throw ContenderError.refused("by \(engines.name)") }
    }

    func end() { session = nil }

    func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }

    func keepForResumption(_ octets: [UInt8]) throws {
        guard let session else { throw ContenderError.failed("no session") }
        session.session.receive(octets)
        _ = try session.session.receiveData()
        options.resumptionData = try session.session.resumptionData()
    }
}
