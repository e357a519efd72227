import GnuTLS
import NIOCore
import ServerIdentity

/// One client handshake as a value: octets and events go in, the next action comes out. Knows no socket and no clock.
struct HandshakeConversation: ~Copyable {
    /// What the connection must do next.
    enum Action {
        /// Send these octets (there may be none), and wait for the peer.
        case send([UInt8])
        /// Send these octets and close: the handshake is complete.
        case complete([UInt8], HandshakeEvidence)
        /// Send these octets, an alert or nothing, and close.
        case fail([UInt8], ProbeFailure.Code, String)
    }

    /// What else is known of a handshake that failed.
    struct Circumstances: Sendable {
        var alert: Int?
        var wantsClientCertificate = false
        /// What was presented before it failed.
        var evidence: HandshakeEvidence?
    }

    private(set) var circumstances = Circumstances()

    private let session: Session
    private let serverName: String?
    private let maximumOctets: Int
    private let keepsTicket: Bool
    private var received = 0
    private var isWaitingForTicket = false
    private var opening = PeerOpening()

    init(_ target: Target, _ configuration: ProbeConfiguration) throws(GnuTLSError) {
        serverName = Self.serverName(target, configuration.serverName)
        maximumOctets = configuration.limits.maximumOctets
        keepsTicket = configuration.resumption == .keepTicket
        var options = ClientOptions()
        switch configuration.resumption {
        case .none: break
        case .keepTicket: options.requestsTickets = true
        case .resume(let data): (options.requestsTickets, options.resumptionData) = (true, data)
        }
        options.serverName = serverName
        options.applicationProtocols = configuration.applicationProtocols
        session = try Session(
            clientVerifying: .unverifiedPeer(because: "all engines judge the same saved chain after the handshake"),
            credentials: configuration.credentials, priority: configuration.priority, options: options)
    }

    private static func serverName(_ target: Target, _ choice: ProbeConfiguration.ServerName) -> String? {
        switch (choice, target.identity) {
        case (.none, _): nil
        case (.name(let name), _): name
        case (.ofTarget, .dns(let name)): name.description
        case (.ofTarget, _): nil
        }
    }

    mutating func begin() -> Action { advance() }

    mutating func received(_ octets: ByteBuffer) -> Action {
        received += octets.readableBytes
        if let text = opening.notTLS(after: octets) { return .fail([], .notTLS, text) }
        if received > maximumOctets {
            return end(.limitExceeded, "the peer sent more than \(maximumOctets) octets before the handshake was complete")
        }
        session.receive(octets.readableBytesSpan)
        return isWaitingForTicket ? readTicket([]) : advance()
    }

    mutating func peerClosed() -> Action {
        end(.closedEarly, "the peer closed the connection \(progress) and before the handshake was complete")
    }

    mutating func connectionFailed(_ error: any Error) -> Action {
        let reset = ConnectFailure.isReset(error)
        return end(reset ? .reset : .protocolError, "\(ConnectFailure.describe(error)) \(progress)")
    }

    mutating func timedOut(after limit: TimeAmount) -> Action {
        end(.timeout, "the handshake was not complete within \(limit.seconds); \(progress)")
    }

    /// What ends the connection ends the handshake with it, unless that is complete and only a ticket is waited for.
    private mutating func end(_ code: ProbeFailure.Code, _ text: String) -> Action {
        if isWaitingForTicket { return complete([]) }
        note(alert: nil)
        return .fail([], code, text)
    }

    /// What is known when the handshake fails. A server of TLS 1.2 that wants a client's certificate has presented its
    /// own by then (RFC 5246 section 7.3).
    private mutating func note(alert: Alert?, isKeyUsage: Bool = false) {
        let isAsked = session.wasAskedForCertificate
        circumstances = Circumstances(
            alert: alert.map { Int($0.rawValue) }, wantsClientCertificate: isAsked,
            evidence: isAsked || isKeyUsage ? presentedSoFar : nil)
    }

    private var progress: String {
        received == 0 ? "without having sent a single octet" : "after \(received) octets"
    }

    private mutating func advance() -> Action {
        var output: [UInt8] = []
        while true {
            do throws(GnuTLSError) {
                switch try session.advance() {
                case .hasOutput: output += session.takeOutput()
                case .wantsInput: return .send(output)
                case .finished:
                    if keepsTicket, session.ticketMayComeLater {
                        isWaitingForTicket = true
                        return readTicket(output)  // a server that starts early has sent it already
                    }
                    return complete(output)
                }
            } catch {
                note(alert: error.alert, isKeyUsage: error.code == .keyUsageViolation)
                let (code, text) = Self.explain(error)
                return .fail(output + session.takeOutput(), code, text)
            }
        }
    }

    /// In TLS 1.3 a ticket comes after the handshake (RFC 8446 section 4.6.1). Data of the application, which nobody
    /// asked for, is passed over.
    private mutating func readTicket(_ output: [UInt8]) -> Action {
        do throws(GnuTLSError) {
            while let octets = try session.receiveData(), !octets.isEmpty {}
            return session.hasTicket ? complete(output) : .send(output)
        } catch {
            // The handshake was complete: what comes after it makes no difference to what was seen.
            return complete(output)
        }
    }

    private mutating func complete(_ output: [UInt8]) -> Action {
        let tls = tlsFacts
        let stapledOCSP = session.stapledOCSP
        let presented = session.peerChain
        let resumptionData = keepsTicket && session.hasTicket ? try? session.resumptionData() : nil
        let isResumed = session.isResumed
        session.sendGoodbye()
        let output = output + session.takeOutput()
        guard let presented else {
            return .fail(output, .noCertificate, "the server completed the handshake without a certificate")
        }
        do throws(CertificateChainError) {
            var certificates: [CertificateDER] = []
            for der in presented { certificates.append(try CertificateDER(der)) }
            return .complete(
                output,
                HandshakeEvidence(
                    tls: tls, chain: try CertificateChain(certificates), stapledOCSP: stapledOCSP, isResumed: isResumed,
                    resumptionData: resumptionData))
        } catch {
            return .fail(output, .limitExceeded, "the server's chain is not taken: \(error)")
        }
    }

    /// Nil if the server has presented no chain that is taken.
    private var presentedSoFar: HandshakeEvidence? {
        guard let presented = session.peerChain, let certificates = try? presented.map({ try CertificateDER($0) }),
            let chain = try? CertificateChain(certificates)
        else { return nil }
        return HandshakeEvidence(
            tls: tlsFacts, chain: chain, stapledOCSP: session.stapledOCSP, isResumed: false, resumptionData: nil)
    }

    private var tlsFacts: TLSFacts {
        let facts = session.negotiated
        return TLSFacts(
            version: facts.version, cipher: facts.cipher, group: facts.group, signature: facts.signature,
            alpn: facts.applicationProtocol, serverName: serverName)
    }

    private static func explain(_ error: GnuTLSError) -> (ProbeFailure.Code, String) {
        if case .checkKey = error.operation {
            return (.limitExceeded, "the server's RSA key is above the limits: \(Certificate.keyLimits)")
        }
        if case .checkWork(_, let limit) = error.operation {
            return (.limitExceeded, "the server sent \(limit)")
        }
        return switch error.code {
        case .keyUsageViolation:
            (
                .keyUsage,
                "the key usage of the server's certificate forbids what it did in the handshake (\(error.code.name))"
            )
        case .fatalAlertReceived:
            (.alertReceived, "the server refused the handshake with the alert \(error.alert?.description ?? "unknown")")
        case .prematureTermination: (.closedEarly, "the peer closed the connection before the handshake was complete")
        case .handshakeTooLarge: (.limitExceeded, "a handshake message is larger than the limit (\(error.code.name))")
        default: (.protocolError, "\(error.code.text) (\(error.code.name))")
        }
    }
}
