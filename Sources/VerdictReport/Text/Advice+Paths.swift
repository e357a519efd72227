import ServerIdentity

/// What to do about dates, and about chains that do not lead to a trust anchor as they should.
extension Advice {
    static func time(_ finding: Finding, _ circumstances: AdviceCircumstances) -> String {
        let isAboutAnchor = circumstances.isAboutAnchor || finding.depth == nil
        switch finding.id {
        case .expired where isAboutAnchor:
            return
                """
                Client: update the trust store, or trust the CA's current root; this one has run out. Server: or ask \
                the CA for a path to a root that has not.
                """
        case .expired:
            guard let depth = finding.depth, depth > 0 else {
                return "Server: renew the certificate and reload the service. Client: if the date looks right, check the clock."
            }
            return
                """
                Server: replace certificate \(depth) by the CA's current one and reload the service. Client: if the \
                date looks right, check the clock.
                """
        default:
            if isAboutAnchor {
                return "Client: check the clock; if it is right, trust the CA's older root until the new one begins."
            }
            return finding.depth == 0
                ? "Client: check the clock. Server: if it is right, use the old certificate until the new one begins."
                : "Client: check the clock. Server: if it is right, send the CA's older certificate until the new one begins."
        }
    }

    static func unknownIssuer(_ finding: Finding, _ circumstances: AdviceCircumstances) -> String {
        if finding.cause == .issuerKeyDiffers {
            return finding.anchor == nil
                ? """
                Server: send the CA certificate that issued this one, as the CA delivered it; the one that is sent has \
                the name of the issuer and another key.
                """
                : """
                Client: if the CA has changed its root, get the one that issued this by another way, and \
                \(circumstances.trustIt). Server: otherwise install the chain as the CA delivered it.
                """
        }
        guard case .unknownIssuer(_, let issuer) = finding.evidence, !issuer.isEmpty else {
            return
                """
                Server: send the intermediate certificates after your own. Client: if it is a private CA, get its root \
                by another way, and \(circumstances.trustIt).
                """
        }
        guard finding.depth == 0 else {
            return
                """
                Client: if '\(issuer)' is the root of your private CA, get it by another way, and \
                \(circumstances.trustIt). Server: otherwise send the certificate of '\(issuer)' too, or get one from a \
                CA that clients trust.
                """
        }
        let server =
            circumstances.sent == 1
            ? "send the certificate of '\(issuer)' after your own, and those above it"
            : "send the certificate of '\(issuer)' after your own; those that are sent did not issue it"
        return
            "Server: \(server). Client: if that is the root of your private CA, get it by another way, and \(circumstances.trustIt)."
    }

    static func path(_ finding: Finding, _ circumstances: AdviceCircumstances) -> String {
        switch finding.id {
        case .selfSigned where finding.depth.map { $0 > 0 } == true:
            """
            Client: if that is the root of your private CA, get it by another way, and \(circumstances.trustIt). \
            Server: otherwise get a certificate from a CA that clients trust.
            """
        case .selfSigned:
            "Server: get a certificate from a CA. Client: if you trust this very certificate, \(circumstances.trustIt)."
        case .notACA where circumstances.isAboutAnchor:
            """
            Client: the root that you trust is no CA by its own extensions; trust the CA's current root, or this \
            server's own certificate. CA: make a root with basicConstraints CA:TRUE.
            """
        case .notACA:
            """
            Server: get a certificate from a CA; the one that issued this is none, whatever it calls itself. CA: issue \
            from a certificate with basicConstraints CA:TRUE.
            """
        case .pathLengthExceeded where finding.cause == .maximumIntermediates:
            "Client: allow more intermediates in the policy, if you wish to. Server: or get a certificate by a shorter path."
        case .pathLengthExceeded:
            """
            CA: issue from a CA nearer to the root; the pathLenConstraint allows fewer CAs below it. Server: get a \
            certificate by a shorter path.
            """
        case .nameConstraintViolation: nameConstraint(finding)
        case .policyConstraintViolation:
            "CA: issue by a path whose certificates have the policy that it requires. Server: ask the CA for such a path."
        case .purposeMismatch, .keyUsageViolation: usage(finding, circumstances)
        case .badSignature:
            """
            Server: install the chain again as the CA delivered it; a certificate was altered, or another one of the \
            same name stands in the issuer's place.
            """
        case .pathBudgetExceeded where finding.depth != nil:
            "Server: get a certificate within the limit that is named; no ordinary one passes it."
        case .pathBudgetExceeded:
            """
            Server: send only the certificates that lead to the root. Client: do not raise the limit for an unknown \
            peer.
            """
        default: distrust(finding)
        }
    }

    private static func nameConstraint(_ finding: Finding) -> String {
        guard case .nameConstraint(let breach) = finding.evidence else {
            return
                """
                Server: look at the other findings first (--explain); if there is none, get a certificate from a CA \
                that may issue for all of its names.
                """
        }
        return
            "Server: get a certificate from a CA that may issue for this name; '\(breach.issuer)' may not, nor may any CA below it."
    }

    private static func usage(_ finding: Finding, _ circumstances: AdviceCircumstances) -> String {
        switch finding.id {
        case .purposeMismatch where circumstances.isAboutAnchor:
            """
            Client: the root that you trust may not issue for TLS servers; trust another root of that CA. CA: make a \
            root without extendedKeyUsage, or with serverAuth in it.
            """
        case .purposeMismatch where finding.depth != 0:
            """
            CA: issue from a CA certificate whose extendedKeyUsage allows serverAuth or is absent. Server: get a \
            certificate from such a CA.
            """
        case .purposeMismatch: "Server: get a certificate with extended key usage serverAuth (1.3.6.1.5.5.7.3.1)."
        case _ where finding.cause == .noDigitalSignature:
            """
            Server: get a certificate whose keyUsage has digitalSignature, which TLS 1.3 and every (EC)DHE handshake \
            need.
            """
        case _ where circumstances.isAboutAnchor:
            """
            Client: the root that you trust may not sign certificates; trust another root of that CA. CA: make a root \
            whose keyUsage has keyCertSign.
            """
        case _ where finding.depth != 0 || finding.cause == .noCertificateSigning:
            """
            CA: issue from a CA certificate whose keyUsage has keyCertSign. Server: get a certificate from such a CA.
            """
        default: "Server: get a certificate whose keyUsage has digitalSignature; the key of this one is for something else."
        }
    }

    private static func distrust(_ finding: Finding) -> String {
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
}
