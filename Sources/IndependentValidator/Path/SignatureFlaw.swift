import ServerIdentity

/// What the outcome of a signature check says of a path (RFC 5280 section 6.1.3 (a)(1)).
enum SignatureFlaw {
    static func flaw(_ outcome: SignatureOutcome, _ certificate: PathCertificate, _ issuer: PathCertificate) -> PathFlaw? {
        switch outcome {
        case .valid: return nil
        case .undecided(let clause): return .undecided(clause)
        case .weak(let clause):
            if case .weak(let cause, _) = issuer.key.kind { return .finding(KeyCheck.weak(cause, clause, issuer)) }
            return finding(.weakSignature, .weakSignatureAlgorithm, clause, certificate)
        case .invalid:
            let detail =
                "the signature on '\(certificate.subjectText)' does not verify with the key of '\(issuer.subjectText)'"
            return finding(.badSignature, .wrongSignature, detail, certificate)
        case .keyMismatch(let clause):
            let detail =
                "the signature on '\(certificate.subjectText)' can't be of '\(issuer.subjectText)': \(clause)"
            return finding(.badSignature, .signatureOfOtherKind, detail, certificate)
        }
    }

    private static func finding(_ id: FindingID, _ cause: Cause, _ detail: String, _ certificate: PathCertificate) -> PathFlaw {
        .finding(Finding(.other(id, cause, detail: detail), depth: certificate.depth, rule: rule))
    }

    private static let rule = "RFC 5280 section 6.1.3 (a)(1)"
}
