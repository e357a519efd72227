import ServerIdentity

/// What the outcome of a signature check says of a path (RFC 5280 section 6.1.3 (a)(1)).
enum SignatureFlaw {
    static func flaw(_ outcome: SignatureOutcome, _ certificate: PathCertificate, _ issuer: PathCertificate) -> PathFlaw? {
        switch outcome {
        case .valid: return nil
        case .undecided(let clause): return .undecided(clause)
        case .weak(let clause):
            if case .weak = issuer.key.kind { return .finding(KeyCheck.weak(clause, issuer)) }
            return .finding(Finding(.other(.weakSignature, detail: clause), depth: certificate.depth, rule: rule))
        case .invalid:
            let detail =
                "the signature on '\(certificate.subjectText)' does not verify with the key of '\(issuer.subjectText)'"
            return .finding(Finding(.other(.badSignature, detail: detail), depth: certificate.depth, rule: rule))
        case .keyMismatch(let clause):
            let detail =
                "the signature on '\(certificate.subjectText)' can't be of '\(issuer.subjectText)': \(clause)"
            return .finding(Finding(.other(.badSignature, detail: detail), depth: certificate.depth, rule: rule))
        }
    }

    private static let rule = "RFC 5280 section 6.1.3 (a)(1)"
}
