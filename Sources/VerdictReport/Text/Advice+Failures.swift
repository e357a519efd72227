import Countersigning
import ServerIdentity

/// The next step where there is nothing to judge.
extension Advice {
    static func text(for failure: ProbeFailure) -> String {
        switch failure.code {
        case .unresolvable: "Client: check the spelling of the name and the resolver, or give an address as host{address}."
        case .unreachable:
            "Server: check that the service runs and listens on this port, and that no firewall refuses it. Client: check the port."
        case .timeout where failure.stage == .handshake:
            """
            Server: look at its load and its log; it accepted the connection and then did not answer in time. Client: \
            or raise --timeout.
            """
        case .timeout: "Client: check the address, routes and firewalls, or raise --timeout."
        case .cancelled: "Client: run it again; the run was stopped."
        case .notTLS:
            """
            Client: check the port number: what answers there does not begin with TLS. A service that waits for \
            STARTTLS can't be asked.
            """
        case .closedEarly: "Server: look at its log; it closed the connection instead of completing the handshake."
        case .reset: "Server: look at its log, and at middleboxes on the way; something reset the connection."
        case .alertReceived: alert(failure)
        case .protocolError where failure.wantsClientCertificate: clientCertificate(failure)
        case .protocolError:
            """
            Client: offer other TLS versions or ciphers by --priority; the two have none in common, or the server \
            breaks the protocol.
            """
        case .limitExceeded:
            """
            Server: keep within the limit that is named; no ordinary server passes it. Client: until then, treat the \
            server as faulty or hostile.
            """
        case .keyUsage:
            """
            Server: get a certificate whose keyUsage has digitalSignature, which TLS 1.3 and every (EC)DHE handshake \
            need.
            """
        case .noCertificate: "Server: set up a certificate; it authenticates without one, and there is nothing to verify."
        }
    }

    /// What each alert means (RFC 8446 section 6.2, RFC 7301 section 3.2, RFC 6066 section 3).
    private static func alert(_ failure: ProbeFailure) -> String {
        switch failure.alert {
        case 120: "Client: offer another application protocol by --alpn, or none; the server speaks none of those offered."
        case 112: "Client: send another name by --sni, or none (--sni ''); the server does not know the one that was sent."
        case 41, 42, 43, 44, 45, 46, 48, 49, 116: clientCertificate(failure)
        case _ where failure.wantsClientCertificate: clientCertificate(failure)
        case 70: "Client: offer other TLS versions by --priority; the server takes none of those offered."
        case 71:
            """
            Client: offer stronger ciphers or keys by --priority; those offered are too weak for the server. Server: \
            check whether that is meant.
            """
        case 80: "Server: look at its log; it reports a fault of its own."
        default:
            """
            Server: look at its log for what it refused. Client: check the server name sent (--sni), and the TLS \
            versions and ciphers offered (--priority).
            """
        }
    }

    /// Where the server wants a certificate of the client, or does not like the one that it was given.
    private static func clientCertificate(_ failure: ProbeFailure) -> String {
        guard failure.hasClientCertificate else {
            let isAsked = failure.wantsClientCertificate || failure.alert == 41 || failure.alert == 116
            return isAsked
                ? "Client: give a certificate that the server trusts, with --cert and --key; it asks for one of yours."
                : """
                Client: the alert is about a certificate of yours, and none was given; give one that the server \
                trusts, with --cert and --key.
                """
        }
        let reason =
            switch failure.alert {
            case 43: "it does not take certificates of this kind"
            case 44: "it knows it as revoked"
            case 45: "it has expired, or the server's clock is wrong"
            case 48: "it does not trust the CA that issued it; intermediates must be given too"
            case 49: "it is valid, and its holder has no access"
            default: "the server's log should say why"
            }
        return "Client: the server does not take the certificate that you give: \(reason)."
    }
}
