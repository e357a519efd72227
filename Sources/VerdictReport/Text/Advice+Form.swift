import ServerIdentity

/// What to do about keys, signatures and the form of certificates, and about what tells whether they were revoked.
extension Advice {
    static func form(_ finding: Finding, _ circumstances: AdviceCircumstances) -> String {
        let isLeaf = finding.depth == 0
        switch finding.id {
        case .weakSignature where isLeaf: return "Server: get a certificate signed with SHA-256 or better."
        case .weakSignature:
            return "Server: send a certificate of this CA that is signed with SHA-256 or better. CA: have it renewed so."
        case .weakKey where circumstances.isAboutAnchor:
            return
                """
                Client: the key of a root that you trust is too small; take that root out of the trust store. CA: issue \
                below a root with at least RSA 2048 or ECDSA P-256.
                """
        case .weakKey where isLeaf:
            return "Server: make a new key, RSA with at least 2048 bits or ECDSA P-256, and get a certificate for it."
        case .weakKey:
            return
                """
                CA: issue from a CA whose key has at least RSA 2048 or ECDSA P-256. Server: get a certificate from such a CA.
                """
        case .unknownCriticalExtension where isLeaf:
            return
                """
                Server: ask the CA for a certificate without the critical extension, which clients must refuse if they do \
                not know it.
                """
        case .unknownCriticalExtension:
            return
                """
                CA: issue from a CA certificate without the critical extension, which clients must refuse if they do not \
                know it. Server: get a certificate from such a CA.
                """
        case .malformedCertificate where isLeaf:
            return
                """
                Server: get a new certificate; this one is not encoded as RFC 5280 demands. Keep it for a report to the \
                CA.
                """
        case .malformedCertificate:
            let which = finding.depth.map { "certificate \($0)" } ?? "it"
            return "Server: replace \(which) by a copy from the CA; this one is not encoded as RFC 5280 demands."
        case .profileViolation: return profile(finding, circumstances)
        default:
            return "Client: if the key was changed on purpose, update the pin; otherwise treat the connection as intercepted."
        }
    }

    private static func profile(_ finding: Finding, _ circumstances: AdviceCircumstances) -> String {
        if finding.cause == .keyAboveLimits {
            return "Server: make a smaller key, ECDSA P-256 or RSA with 2048 to 4096 bits, and get a certificate for it."
        }
        if finding.cause == Cause(.publicSuffixWildcard) {
            return "Server: get a certificate for the host's own name; no CA should issue a wildcard for all of a public suffix."
        }
        if circumstances.isPolicyRule {
            return
                """
                Server: ask the CA for a certificate that keeps the rule. Client: --policy default lets it pass with a \
                note, if the rule does not matter to you.
                """
        }
        return "Client: keep the record (--json) and report it; the library gives no reason that is known here."
    }

    static func revocation(_ finding: Finding, _ circumstances: AdviceCircumstances) -> String {
        switch finding.id {
        case .revoked where finding.cause == .revokedAnchor:
            return
                "Client: take that root out of the trust store; its own issuer revoked it. Server: get a certificate from another CA."
        case .revoked where finding.circumstance == .certificateHold:
            let which = finding.depth.map { $0 > 0 ? "certificate \($0)" : "this certificate" } ?? "it"
            return
                """
                Server: ask the CA why it suspended \(which), and to lift that; the hold may be temporary. Client: do \
                not connect until then.
                """
        case .revoked:
            guard let depth = finding.depth, depth > 0 else {
                return "Server: replace key and certificate now, and ask the CA why it revoked this one. Client: do not connect."
            }
            return
                """
                Server: get a certificate from another CA, or a path without certificate \(depth), which its issuer \
                revoked. Client: do not connect.
                """
        case .revocationUnavailable: return unknownStatus(finding, circumstances)
        case .stapleInvalid where finding.circumstance == .unknownToResponder:
            return
                """
                Server: ask the responder that the certificate names, and staple its response. CA: make the \
                certificate known to the responder.
                """
        case .stapleMissing: return "Server: switch on OCSP stapling; the certificate or the caller requires it."
        default:
            return
                """
                Server: get a fresh OCSP response from the CA's responder and staple that. CA: mend the responder if it \
                gives no better one.
                """
        }
    }

    private static func unknownStatus(_ finding: Finding, _ circumstances: AdviceCircumstances) -> String {
        switch finding.cause {
        case .noCRL where circumstances.hasCRLs:
            "Client: add the CRL of the issuer that is named to those that you give, or drop the requirement knowingly."
        case .untimelyCRL:
            """
            Client: fetch the CA's current CRL in place of the one that is named. CA: publish one, if there is none.
            """
        case .undatedCRL:
            """
            CA: publish CRLs with nextUpdate (RFC 5280 section 5.1.2.5). Client: until then, drop the requirement \
            knowingly.
            """
        case .signerOfCRL:
            """
            Client: fetch the CRL from the CA itself in place of the one that is named, which its key did not sign.
            """
        case .weaklySignedCRL: "CA: sign CRLs with SHA-256 or better. Client: until then, drop the requirement knowingly."
        case .undecodableCRL: "Client: fetch the CRL again in place of the one that is named; it is damaged, or no CRL."
        default: "Client: fetch a current CRL and give it with --crlfile, or drop the requirement knowingly."
        }
    }
}
