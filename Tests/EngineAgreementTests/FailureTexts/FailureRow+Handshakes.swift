import Countersigning
import HandshakeProbe
import ServerIdentity

/// Servers with which no session comes about.
extension FailureRow {
    /// A server on this machine that answers a hello with these octets.
    private static func answer(
        _ name: String, unsaid: [String] = [], _ octets: [UInt8]?,
        _ change: @escaping @Sendable (inout VerifierOptions) -> Void = { _ in }
    ) -> FailureRow {
        FailureRow(name, unsaid: unsaid) { pki in
            let verifier = try pki.verifier(trusting: [TrustAnchor(pki.root.der)]) {
                if octets == nil { $0.connection.timeout = .seconds(1) }  // nothing else waits for its end
                change(&$0)
            }
            return try await AnsweringServer.whileUp(answering: octets) {
                await verifier.verify("www.good.example{127.0.0.1}:\($0)")
            }
        }
    }

    private static func alert(_ number: UInt8, _ name: String) -> FailureRow {
        answer("alert \(number), \(name)", [21, 3, 3, 0, 2, 2, number])
    }

    private static func failed(_ failure: ProbeFailure) -> Report {
        Report(target: "www.good.example", outcome: .failed(failure))
    }

    private static var wantsCertificate: ProbeFailure {
        var failure = ProbeFailure(
            stage: .handshake, code: .alertReceived,
            text: "the server refused the handshake with the alert 40 (Handshake failed)", address: "192.0.2.1")
        (failure.alert, failure.wantsClientCertificate) = (40, true)
        return failure
    }

    static let handshakes = [
        alert(40, "handshake_failure"), alert(42, "bad_certificate"), alert(48, "unknown_ca"),
        alert(70, "protocol_version"), alert(71, "insufficient_security"), alert(80, "internal_error"),
        alert(112, "unrecognized_name"), alert(116, "certificate_required"), alert(120, "no_application_protocol"),
        FailureRow("alert 48, unknown_ca, for the client's certificate", unsaid: ["--cert"]) { _ in
            var failure = ProbeFailure(
                stage: .handshake, code: .alertReceived,
                text: "the server refused the handshake with the alert 48 (CA is unknown)", address: "192.0.2.1")
            (failure.alert, failure.wantsClientCertificate, failure.hasClientCertificate) = (48, true, true)
            return failed(failure)
        },
        FailureRow("alert 40 after a client's certificate was asked for") { _ in failed(wantsCertificate) },
        FailureRow("a client's certificate is demanded in TLS 1.2, and the chain is accepted") { pki in
            let report = try pki.report([pki.leaf, pki.ca])
            guard case .judged(var judgement) = report.outcome else { return report }
            judgement.handshakeFailure = wantsCertificate
            return Report(target: report.target, outcome: .judged(judgement))
        },
        FailureRow("a client's certificate is demanded in TLS 1.2, and the chain is refused") { pki in
            let report = try pki.report([pki.server { $0.days = -90 ... -1 }, pki.ca])
            guard case .judged(var judgement) = report.outcome else { return report }
            judgement.handshakeFailure = wantsCertificate
            return Report(target: report.target, outcome: .judged(judgement))
        },
        answer("a web server without TLS", Array("HTTP/1.1 400 Bad Request\r\n".utf8)),
        answer("a mail server that waits for STARTTLS", Array("220 mail.good.example ESMTP\r\n".utf8)),
        answer("nothing is said", nil),
        answer("the connection is closed at once", []),
        FailureRow("nobody listens") { pki in
            let port = try await AnsweringServer.whileUp(answering: nil) { $0 }
            let verifier = try pki.verifier(trusting: [TrustAnchor(pki.root.der)])
            return await verifier.verify("www.good.example{127.0.0.1}:\(port)")
        },
        FailureRow("the name has no address") { _ in
            failed(
                ProbeFailure(
                    stage: .resolve, code: .unresolvable, text: "no address for 'www.good.example': Name or service not known"))
        },
        FailureRow("no way to the address") { _ in
            failed(
                ProbeFailure(
                    stage: .connect, code: .timeout, text: "no answer to the connection request within 5 s",
                    address: "192.0.2.1"))
        },
        FailureRow("a server's key beyond the limits of the handshake") { _ in
            failed(
                ProbeFailure(
                    stage: .handshake, code: .limitExceeded,
                    text: "the server's RSA key is above the limits: 16384 bits, exponent of 64 bits", address: "192.0.2.1"))
        },
    ]
}
