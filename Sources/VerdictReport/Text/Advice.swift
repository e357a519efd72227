import Countersigning
import CrossCheck
import ServerIdentity

/// The next step for each reason: who should do what. One sentence or two, about the server's administrator or the
/// client's caller.
enum Advice {
    /// The advice for a finding of a judgement, where a known difference between engines may say more than the finding.
    static func text(for finding: Finding, in judgement: Judgement) -> String {
        if finding.id.scope == .name, judgement.examination.agreement.ledgerID == "partial-wildcard" {
            return
                """
                Server: get a certificate with the host's own name, or with '*' as the whole left-most label; partial \
                wildcards no longer count.
                """
        }
        if finding.cause == .keyChanged, let use = judgement.keyDemand.firstUse, use.outcome == .changed {
            return
                "Client: ask the server's administrator, by another way, whether the key was changed; if so, take line \(use.entry?.line ?? 0) out of \(use.file), and if not, treat the connection as intercepted."
        }
        if finding.id == .unknownIssuer, judgement.yardstickAccepts {
            return
                """
                CA: the issuer is there, and a library does not take it for that; write the issuer's name and key \
                identifier in what you issue as they stand in the CA's own certificate. Server: ask for a new one.
                """
        }
        return text(for: finding, asked: judgement.examination.question.identity)
    }

    static func text(for finding: Finding, asked: ReferenceIdentity?) -> String {
        switch finding.id {
        case .expired where finding.depth == nil:
            """
            Client: the root in the trust store has run out; update the store, or trust the CA's current root. Server: \
            ask the CA for a path to it.
            """
        case .expired:
            finding.depth.map { $0 > 0 } == true
                ? "Server: send the current issuing certificate of your CA; the one sent has run out. Client: check --attime and the clock."
                : "Server: renew the certificate and reload the service. Client: if the date looks right, check the clock."
        case .notYetValid: "Client: check the clock first. Server: use the old certificate until the new one begins."
        case .nameMismatch where finding.cause == .unusableName:
            """
            Server: get a certificate that lists the name itself as dNSName; a wildcard needs a domain of two labels \
            behind it.
            """
        case .nameMismatch: asked.map(nameAdvice) ?? nameNobody
        case .noUsableName: asked.map { noNameAdvice(finding, $0) } ?? nameNobody
        case .unknownIssuer where finding.cause == .issuerKeyDiffers:
            """
            Server: the CA certificate of that name that is there belongs to another key; install the chain that the \
            CA delivered with this certificate. Client: if the CA has a new root, trust that one.
            """
        case .unknownIssuer:
            """
            Server: send the intermediate certificates after your own. Client: if it is a private CA, give its root \
            with --cafile.
            """
        case .selfSigned where finding.depth.map { $0 > 0 } == true:
            """
            Client: the server sends its own root, which you do not trust; if it is your private CA, get the root by \
            another way and give it with --cafile. Server: otherwise get a certificate from a CA that clients trust.
            """
        case .selfSigned: "Server: get a certificate from a CA. Client: if you trust this very certificate, give it with --cafile."
        case .notACA where finding.anchor != nil:
            """
            Client: the root that you trust is no CA by its own extensions; trust the CA's current root, or this \
            server's own certificate. CA: make a root with basicConstraints CA:TRUE.
            """
        case .notACA:
            """
            Server: the certificate was issued by one that may not issue; get a new one from a CA (basicConstraints \
            CA:TRUE).
            """
        case .pathLengthExceeded: "CA: the issuer's pathLenConstraint allows fewer intermediates; issue from a higher CA."
        case .nameConstraintViolation: "CA: the issuer may not issue for this name; get a certificate from one that may."
        case .policyConstraintViolation:
            "CA: the path requires a certificate policy that it does not carry; ask the CA for a conforming path."
        case .purposeMismatch where finding.anchor != nil:
            """
            Client: the root that you trust may not issue for TLS servers; trust another root of that CA. CA: make a \
            root without extendedKeyUsage, or with serverAuth in it.
            """
        case .purposeMismatch where finding.depth != 0:
            """
            CA: the certificate of this CA may not issue for TLS servers; issue from one whose extendedKeyUsage allows \
            serverAuth or is absent. Server: get a certificate from such a CA.
            """
        case .purposeMismatch: "Server: get a certificate with extended key usage serverAuth (1.3.6.1.5.5.7.3.1)."
        case .keyUsageViolation where finding.cause == .noDigitalSignature:
            """
            Server: get a certificate whose keyUsage has digitalSignature, which TLS 1.3 and every (EC)DHE handshake \
            need.
            """
        case .keyUsageViolation:
            """
            Server: get a certificate whose key usage allows its use: digitalSignature for servers, keyCertSign for \
            CAs.
            """
        case .badSignature:
            """
            Server: the certificate or its issuer was altered or mixed up; install the chain again as the CA delivered \
            it.
            """
        case .weakSignature: "Server: get a certificate signed with SHA-256 or better."
        case .weakKey where finding.anchor != nil:
            """
            Client: the key of a root that you trust is too small; take that root out of the trust store. CA: issue \
            below a root with at least RSA 2048 or ECDSA P-256.
            """
        case .weakKey where finding.depth != 0:
            """
            CA: the key of this CA is too small. Server: get a certificate by a path of larger keys. Client: a root \
            with such a key should leave the trust store.
            """
        case .weakKey: "Server: make a new key, RSA with at least 2048 bits or ECDSA P-256, and get a certificate for it."
        case .unknownCriticalExtension:
            """
            Server: ask the CA for a certificate without the critical extension, which clients must refuse if they do \
            not know it.
            """
        case .malformedCertificate:
            """
            Server: get a new certificate; this one is not encoded as RFC 5280 demands. Keep it for a report to the \
            CA.
            """
        case .profileViolation:
            """
            CA: the certificate breaks a rule of the profile. Client: judge by --policy default if the rule does not \
            matter.
            """
        case .distrustedByRootProgram: distrustAdvice(finding)
        case .pathBudgetExceeded:
            """
            Server: send only the certificates that lead to the root. Client: do not raise the limit for an unknown \
            peer.
            """
        case .revoked: "Server: the CA has revoked this certificate; replace key and certificate now. Client: do not connect."
        case .revocationUnavailable: "Client: fetch a current CRL and give it with --crlfile, or drop the requirement knowingly."
        case .stapleMissing: "Server: switch on OCSP stapling; the certificate or the caller requires it."
        case .stapleInvalid:
            "Server: refresh the stapled OCSP response; it is out of date or not signed by the certificate's issuer."
        case .pinMismatch:
            "Client: if the key was changed on purpose, update the pin; otherwise treat the connection as intercepted."
        }
    }

    private static func nameAdvice(_ asked: ReferenceIdentity) -> String {
        switch asked {
        case .ip:
            """
            Client: connect by a name that the certificate presents. Server: or get a certificate with this address as \
            iPAddress.
            """
        case .dns:
            """
            Server: install the certificate for this name (check the SNI setup). Client: or connect by a name that the \
            certificate presents.
            """
        case .srv, .uri: "Server: get a certificate that presents \(asked). Client: or ask for the host name instead."
        }
    }

    private static let nameNobody = "Client: say with --hostname whom the chain must name."

    private static func distrustAdvice(_ finding: Finding) -> String {
        if case .distrustedAfter = finding.evidence {
            return
                """
                Server: get a certificate from another CA; the root program trusts none of this root that was issued \
                after that date, and waiting changes nothing.
                """
        }
        return switch finding.depth {
        case 0?:
            """
            Server: get a new certificate, best from another CA; the root program has called this one untrustworthy. \
            Client: do not connect.
            """
        case let depth?:
            "Server: get a certificate from another CA, or a path without certificate \(depth), and stop sending that one. Client: do not connect."
        case nil: "Server: get a certificate from another CA; the root program no longer trusts this root for anything."
        }
    }

    private static func noNameAdvice(_ finding: Finding, _ asked: ReferenceIdentity) -> String {
        var presented: [PresentedIdentity] = []
        if case .noUsableName(_, let names) = finding.evidence { presented = names }
        let hasCommonName = presented.contains { if case .commonName = $0 { true } else { false } }
        return switch asked {
        case .ip:
            """
            Client: connect by host name, or name it with --verify-hostname. Server: or get a certificate with this \
            address as iPAddress.
            """
        case .dns where hasCommonName:
            """
            Server: get a certificate with the name in subjectAltName; the common name no longer counts (RFC 9525 \
            section 2).
            """
        case .dns: "Server: get a certificate with this name as dNSName in subjectAltName."
        case .srv: "Server: get a certificate with this SRVName (RFC 4985). Client: or ask for the host name instead."
        case .uri: "Server: get a certificate with this URI in subjectAltName. Client: or ask for the host name instead."
        }
    }

    static func text(for failure: ProbeFailure) -> String {
        switch failure.code {
        case .unresolvable: "Check the spelling of the name and the resolver, or give an address as host{address}."
        case .unreachable: "Check that the service runs and listens on this port, and that no firewall refuses it."
        case .timeout:
            failure.stage == .handshake
                ? "The server accepted the connection and then said nothing in time; look at its load and its log, or raise --timeout."
                : "Check routes and firewalls, or raise --timeout."
        case .cancelled: "The run was stopped; run it again."
        case .notTLS: "The port does not begin with TLS: check the port number, or whether the service needs STARTTLS."
        case .closedEarly: "Look at the server's log: it closed the connection instead of completing the handshake."
        case .reset: "Look at the server's log and at middleboxes on the way: something reset the connection."
        case .alertReceived: alertAdvice(failure)
        case .protocolError where failure.wantsClientCertificate: clientCertificateAdvice
        case .protocolError:
            """
            Client and server have no TLS version or cipher in common, or the server breaks the protocol: try \
            --priority.
            """
        case .limitExceeded: "The server sent more than any handshake needs; treat it as faulty or hostile."
        case .keyUsage:
            """
            Server: get a certificate whose keyUsage has digitalSignature, which TLS 1.3 and every (EC)DHE handshake \
            need.
            """
        case .noCertificate: "The server authenticates without a certificate; there is nothing to verify. Configure one."
        }
    }

    private static let clientCertificateAdvice =
        "Client: the server asks for a certificate of yours; give one that it trusts with --cert and --key."

    /// What each alert means (RFC 8446 section 6.2, RFC 7301 section 3.2, RFC 6066 section 3).
    private static func alertAdvice(_ failure: ProbeFailure) -> String {
        switch failure.alert {
        case 120: "Client: the server speaks none of the protocols offered; offer another by --alpn, or none."
        case 112: "Client: the server does not know the name that was sent; send another by --sni, or none (--sni '')."
        case 116, 41, 42, 43, 44, 45, 46, 48, 49: clientCertificateAdvice
        case 70: "Client: the server takes none of the TLS versions offered; offer others by --priority."
        case 71:
            """
            Client: the server wants stronger ciphers or keys than were offered: try --priority. Server: look at its \
            settings.
            """
        case 80: "Server: look at its log; it reports a fault of its own."
        case _ where failure.wantsClientCertificate: clientCertificateAdvice
        default:
            """
            The server refused the handshake: check the server name sent (--sni), the TLS versions and ciphers it \
            allows.
            """
        }
    }

    static func text(for problem: InputProblem) -> String {
        switch problem.code {
        case .usage: "Correct the argument or line; countersign --help shows the forms."
        case .inputUnreadable: "Check the path, the permissions and the contents of the file."
        case .internalError: "This is a fault of the program: please report it with this line."
        case .cannotCreateOutput: "Check the directory, the permissions and the space left."
        case .inputOutput: "Check the device or the reading end of the pipe, and run again."
        }
    }

    static let disagreement =
        """
        Trust no verdict yet. Keep the record (--json) and report it: one of the engines is wrong, and the ledger does \
        not know which.
        """
    static let undecided = "Look at the engine's reason; a verdict that one engine could not confirm is not countersigned."
}
