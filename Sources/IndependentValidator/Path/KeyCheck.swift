import ServerIdentity

/// Whether a key is one that may be trusted at all: no policy loosens this (NIST SP 800-131A, CABF BR 6.1.5).
enum KeyCheck {
    static func flaw(_ certificate: PathCertificate) -> PathFlaw? {
        switch certificate.key.kind {
        case .rsa, .rsaPSS, .p256, .p384, .p521, .ed25519: nil
        case .weak(let cause, let clause): .finding(weak(cause, clause, certificate))
        case .unsupported(let clause): .undecided("'\(certificate.subjectText)': \(clause)")
        case .malformed(let clause):
            .finding(
                Finding(
                    .other(.malformedCertificate, .undecodableKey, detail: clause), depth: certificate.depth,
                    rule: "RFC 5280 section 4.1.2.7"))
        }
    }

    static func weak(_ cause: Cause, _ clause: String, _ certificate: PathCertificate) -> Finding {
        Finding(
            .other(.weakKey, cause, detail: "the key of '\(certificate.subjectText)': \(clause)"), depth: certificate.depth,
            rule: "NIST SP 800-131A section 3")
    }
}
