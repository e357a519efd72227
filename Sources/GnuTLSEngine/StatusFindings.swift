import GnuTLS
import ServerIdentity

/// Turns GnuTLS's status bits into findings. Every bit becomes one, known or not: a bit never gets lost.
extension GnuTLSJudgement {
    /// - Parameter distrusted: what the root program has against the chain: certificates that GnuTLS's blocklist means,
    ///   or those that are refused beside it.
    func findings(of verification: Verification, _ identity: ReferenceIdentity?, _ distrusted: [Finding]) -> [Finding] {
        var findings: [Finding] = []
        var isSaidElsewhere = false
        var rest = verification.status
        for (bit, name) in CertificateStatus.named where bit != .invalid && rest.contains(bit) {
            rest.remove(bit)
            let step = verification.steps.first { $0.status.contains(bit) }
            let native = NativeDetail(code: name, text: bit.text)
            if bit == .revoked, !distrusted.isEmpty {
                findings += distrusted.map { Finding($0.evidence, depth: $0.depth, rule: $0.rule, native: native) }
                continue
            }
            if bit == .signerNotFound, let finding = distrustedIssuer(step, native) {
                if distrusted.isEmpty { findings.append(finding) } else { isSaidElsewhere = true }
                continue
            }
            let isAboutIssuer = step.map { Self.isAboutIssuer(bit, $0, instant) } ?? false
            let depth = step.flatMap { self.depth(of: isAboutIssuer ? $0.issuer : $0.certificate) }
            let evidence = evidence(for: bit, verification, step, isAboutIssuer, identity)
            findings.append(Finding(evidence, depth: depth ?? (Self.isAboutLeaf(bit) ? 0 : nil), native: native))
        }
        if rest == .invalid, !findings.isEmpty || isSaidElsewhere { return findings }
        // GNUTLS_CERT_INVALID alone, or a bit that this version has no name for: refused, and the number is kept.
        let detail =
            "GnuTLS refuses the chain without a reason that is known here (status \(verification.status.names.joined(separator: ", ")))"
        let native = NativeDetail(code: rest.names.joined(separator: "|"), text: verification.status.text)
        findings.append(Finding(.other(.profileViolation, .libraryCode, detail: detail), depth: nil, native: native))
        return findings
    }

    /// An issuer that GnuTLS does not find because it is an anchor that the root program distrusts.
    private func distrustedIssuer(_ step: Verification.Step?, _ native: NativeDetail) -> Finding? {
        guard !distrustedAnchors.isEmpty, let step, let list = try? CertificateList(der: [step.certificate]),
            let issuer = list.links.first?.issuer, let entry = distrustedAnchors[issuer]
        else { return nil }
        let name = EscapedText(step.details?.issuerName ?? "").description
        return Finding(
            .distrusted(subject: name, label: entry.label), depth: nil, rule: RootProgramIndex.distrustRule,
            origin: .adapter, native: native)
    }

    private func depth(of certificate: [UInt8]?) -> Int? {
        chain.certificates.firstIndex { $0.octets == certificate }
    }

    /// GnuTLS sets a bit on the certificate that it was looking at, also where the issuer that it tried is at fault.
    private static func isAboutIssuer(_ bit: CertificateStatus, _ step: Verification.Step, _ instant: Instant) -> Bool {
        guard let issuer = step.issuerDetails, let certificate = step.details else { return false }
        return switch bit {
        case .expired: certificate.notAfter >= instant.secondsSinceEpoch
        case .notActivated: certificate.notBefore <= instant.secondsSinceEpoch
        case .signerConstraintsFailure: issuer.mayNotSignCertificates
        default: false
        }
    }

    private static func isAboutLeaf(_ bit: CertificateStatus) -> Bool {
        bit == .unexpectedOwner || bit == .purposeMismatch || bit == .mismatch || bit == .missingOCSPStatus
            || bit == .invalidOCSPStatus
    }

    private func evidence(
        for bit: CertificateStatus, _ verification: Verification, _ step: Verification.Step?, _ isAboutIssuer: Bool,
        _ identity: ReferenceIdentity?
    ) -> Evidence {
        let details = step?.details
        let subject = details.map { EscapedText($0.subject).description.orNoSubject } ?? ""
        switch bit {
        case .expired:
            let end = isAboutIssuer ? step?.issuerDetails?.notAfter : details?.notAfter
            return .expired(at: instant, notAfter: end.flatMap { Instant(secondsSinceEpoch: $0) })
        case .notActivated:
            let start = isAboutIssuer ? step?.issuerDetails?.notBefore : details?.notBefore
            return .notYetValid(at: instant, notBefore: start.flatMap { Instant(secondsSinceEpoch: $0) })
        case .signerConstraintsFailure:
            return constraintEvidence(verification, step, subject)
        case .unexpectedOwner:
            return .other(
                .nameMismatch, .otherNames, detail: "no name in the certificate matches" + (identity.map { " \($0)" } ?? ""))
        case .signerNotFound:
            guard let details else {
                return .other(.unknownIssuer, .issuerNotFound, detail: "no issuer was found for a certificate of the chain")
            }
            if details.isSelfIssued { return .selfSigned(subject: subject) }
            return .unknownIssuer(subject: subject, issuer: EscapedText(details.issuerName).description.orNoSubject)
        case .insecureAlgorithm:
            if let details, details.isKeyTooWeak(for: profile) {
                return .other(
                    .weakKey, .keyBelowLevel,
                    detail: "the key of '\(subject)' has \(details.keyBits) bits, below GnuTLS's profile '\(profileName)'")
            }
            return .other(
                .weakSignature, .weakSignatureAlgorithm,
                detail: "a signature algorithm of the path is below GnuTLS's profile '\(profileName)'")
        default:
            return .other(Self.id(of: bit), Self.cause(of: bit), detail: Self.detail(of: bit, subject))
        }
    }

    /// One bit of GnuTLS stands for a key usage that forbids signing, a pathLenConstraint and name constraints.
    private func constraintEvidence(
        _ verification: Verification, _ step: Verification.Step?, _ subject: String
    ) -> Evidence {
        if let issuer = step?.issuerDetails, issuer.mayNotSignCertificates {
            let name = EscapedText(issuer.subject)
            return .other(
                .keyUsageViolation, .noCertificateSigning,
                detail: "the key usage of '\(name)' does not allow it to sign certificates; it signed '\(subject)'")
        }
        for step in verification.steps {
            // The leaf is no CA: the certificate after it is the first CA below its issuer. An anchor that was presented
            // stands here as its own issuer.
            guard step.issuer != step.certificate, let issuer = step.issuerDetails, let limit = issuer.pathLength,
                let found = place(of: step.certificate), found > limit
            else { continue }
            let detail = "'\(EscapedText(issuer.subject))' allows \(limit) CAs below it (pathLenConstraint); the path has \(found)"
            return .other(.pathLengthExceeded, .pathLengthConstraint, detail: detail)
        }
        return .other(
            .nameConstraintViolation, .nameOutsideConstraints,
            detail:
                "GnuTLS refuses '\(subject)' by a constraint of its issuers (on names, TLS features or kinds of keys), and does not say which"
        )
    }

    /// How many certificates stand below one on the way up from the leaf, as GnuTLS sorts a chain: the first one that
    /// fits comes next, and what else was presented does not count.
    private func place(of certificate: [UInt8]) -> Int? {
        guard let list = try? CertificateList(der: chain.certificates.map(\.octets)) else { return nil }
        let links = list.links
        var way = [0]
        while let last = way.last, list.der[last] != certificate {
            let next = links.indices.first { other in
                let isNamed = links[other].subject == links[last].issuer
                let (wanted, given) = (links[last].authorityKeyID, links[other].subjectKeyID)
                return isNamed && (wanted == nil || given == nil || wanted == given) && !way.contains(other)
            }
            guard let next else { return nil }
            way.append(next)
        }
        return way.count - 1
    }

    private var profileName: String { profile.rawValue }

    private static func id(of bit: CertificateStatus) -> FindingID {
        switch bit {
        // No list of revoked certificates is handed to the trust list: what it calls revoked stands on its blocklist.
        case .revoked: .distrustedByRootProgram
        case .signerNotCA: .notACA
        case .signatureFailure: .badSignature
        case .revocationDataSuperseded, .revocationDataIssuedInFuture: .revocationUnavailable
        case .mismatch: .pinMismatch
        case .purposeMismatch: .purposeMismatch
        case .missingOCSPStatus: .stapleMissing
        case .invalidOCSPStatus: .stapleInvalid
        case .unknownCriticalExtensions: .unknownCriticalExtension
        default: .profileViolation
        }
    }

    private static func cause(of bit: CertificateStatus) -> Cause {
        switch bit {
        case .revoked: .distrustedCertificate
        case .signerNotCA: .issuerNotCA
        case .signatureFailure: .wrongSignature
        case .revocationDataSuperseded, .revocationDataIssuedInFuture: .untimelyCRL
        case .mismatch: .notPinned
        case .purposeMismatch: .purposeOfLeaf
        case .missingOCSPStatus: .noStaple
        case .invalidOCSPStatus: .stapleProvesNothing
        case .unknownCriticalExtensions: .unknownCriticalExtension
        default: .libraryCode
        }
    }

    private static func detail(of bit: CertificateStatus, _ subject: String) -> String {
        switch bit {
        case .revoked: "a certificate of the chain is on GnuTLS's blocklist"
        case .signerNotCA: "'\(subject)' was issued by a certificate that is no CA"
        case .signatureFailure: "the signature on '\(subject)' does not verify"
        case .revocationDataSuperseded: "the revocation data is older than its own nextUpdate"
        case .revocationDataIssuedInFuture: "the revocation data comes from the future"
        case .mismatch: "the certificate is not the one that was expected"
        case .purposeMismatch: "no certificate purpose for TLS servers (extendedKeyUsage lacks serverAuth)"
        case .missingOCSPStatus: "the certificate demands a stapled OCSP response, and there is none"
        case .invalidOCSPStatus: "the stapled OCSP response does not verify"
        case .unknownCriticalExtensions: "'\(subject)' has a critical extension that GnuTLS does not know"
        default: bit.text
        }
    }
}

extension VerificationStep {
    init(_ step: Verification.Step, in chain: CertificateChain) {
        self.init(
            depth: chain.certificates.firstIndex { $0.octets == step.certificate },
            subject: EscapedText(step.details?.subject ?? "").description,
            issuer: step.issuerDetails.map { EscapedText($0.subject).description }, codes: step.status.names)
    }
}
