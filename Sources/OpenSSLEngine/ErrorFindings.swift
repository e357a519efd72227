#if OpenSSL
import ServerIdentity

/// Turns OpenSSL's errors into findings. Every error becomes one, known or not, or leaves the engine without a verdict.
extension OpenSSLJudgement {
    /// Nil if the error says nothing of the chain.
    func finding(for error: VerificationError, _ chain: [X509Certificate]) -> Finding? {
        guard case .finding(let id) = error.code.meaning else { return nil }
        let certificate = chain.first { $0.der == error.certificate } ?? X509Certificate(der: error.certificate)
        let depth = subject.chain.certificates.firstIndex { $0.octets == error.certificate }
        let native = NativeDetail(code: error.code.name, text: error.code.text)
        if let issuer = distrustedIssuer(id, certificate) {
            // An anchor that was not presented has no depth.
            return Finding(issuer, depth: nil, rule: RootProgramIndex.distrustRule, origin: .adapter, native: native)
        }
        return Finding(evidence(id, error.code, certificate), depth: depth, native: native)
    }

    /// An issuer that OpenSSL does not find because it is an anchor that the root program distrusts.
    private func distrustedIssuer(_ id: FindingID, _ certificate: X509Certificate?) -> Evidence? {
        guard !distrustedAnchors.isEmpty, id == .unknownIssuer || id == .selfSigned, let certificate,
            let issuer = certificate.issuerEncoding, let entry = distrustedAnchors[issuer]
        else { return nil }
        return .distrusted(subject: EscapedText(certificate.issuer).description, label: entry.label)
    }

    private func evidence(_ id: FindingID, _ code: VerificationCode, _ certificate: X509Certificate?) -> Evidence {
        let subject = certificate.map { EscapedText($0.subject).description } ?? ""
        switch id {
        case .expired: return .expired(at: instant, notAfter: certificate?.notAfter)
        case .notYetValid: return .notYetValid(at: instant, notBefore: certificate?.notBefore)
        case .unknownIssuer:
            guard let certificate else { return .other(id, .issuerNotFound, detail: "OpenSSL: \(code.text)") }
            return .unknownIssuer(subject: subject, issuer: EscapedText(certificate.issuer).description)
        case .selfSigned: return .selfSigned(subject: subject)
        default:
            let about = subject.isEmpty ? "" : ", about '\(subject)'"
            return .other(id, Self.cause(of: id, code), detail: "OpenSSL: \(code.text)\(about)")
        }
    }

    /// Finer than the id where OpenSSL's code is; the code itself rides along in every finding.
    private static func cause(of id: FindingID, _ code: VerificationCode) -> Cause {
        switch id {
        case .notACA: .issuerNotCA
        case .pathLengthExceeded: .pathLengthConstraint
        case .nameConstraintViolation: .nameOutsideConstraints
        case .badSignature: .wrongSignature
        case .weakSignature: .weakSignatureAlgorithm
        case .weakKey: .keyBelowLevel
        case .unknownCriticalExtension: .unknownCriticalExtension
        case .revoked: .revokedInCRL
        case .revocationUnavailable: code == .unableToGetCRL ? .noCRL : .statusUnknown
        default: .libraryCode
        }
    }
}
#endif
