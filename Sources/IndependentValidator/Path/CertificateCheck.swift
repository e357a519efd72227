import ServerIdentity

/// What is asked of each certificate of a path, in one place: RFC 5280 section 6.1 as a table of contents.
///
/// | section | what is asked | where |
/// | --- | --- | --- |
/// | 6.1.3 (a)(1) | its issuer's key signed it | `signature` |
/// | 6.1.3 (a)(2) | the instant lies inside its validity | `validity` |
/// | 6.1.3 (a)(3) | it was not revoked | of the path: `RevocationJudge` |
/// | 6.1.3 (a)(4) | its issuer is the subject of the next one | `PathContext.issuers(of:preferring:)` tries no other |
/// | 6.1.3 (b), (c), 6.1.4 (g) | its names lie inside the constraints of each CA above | `nameConstraints` |
/// | 6.1.3 (d) to (f), 6.1.4 (a), (b), (h) to (j), 6.1.5 (a), (b), (g) | policies | of the path: `PolicyCheck` |
/// | 6.1.4 (d) to (f), 6.1.5 (c) to (e) | its key can be used | `key` |
/// | 6.1.4 (k), (n) | it is a CA, and may sign certificates | `mayIssue` |
/// | 6.1.4 (l), (m) | no more CAs below it than it allows | `pathLength` |
/// | 6.1.4 (o), 6.1.5 (f) | each critical extension is known | `extensions` |
/// | 6.2 | what else an application may ask | `notDistrusted`, `trustedForLeaf`, `intermediates`, `mayServe` |
/// | 4.1, 4.2 | what the policy enforces of profiles | `ProfileRules` |
///
/// The lists below call each rule by its name. Findings stand in a record in the order of these calls; what costs most
/// comes last.
enum CertificateCheck {
    /// The leaf in itself: sections 6.1.3 and 6.1.5.
    static func flaws(ofLeaf leaf: PathCertificate, _ context: PathContext) -> [PathFlaw] {
        var flaws = flaws(ofAny: leaf, .leaf, context)
        flaws += mayServe(leaf, context.policy.purpose)  // 4.2.1.3, 4.2.1.12
        // Where the server's own certificate is an anchor, the path ends at it.
        if context.isAnchor(leaf) { flaws += trustedForLeaf(leaf, leaf: leaf, context) }  // 6.2
        return flaws
    }

    /// A CA in itself, whatever stands below it: sections 6.1.3 and 6.1.4.
    static func flaws(ofCA ca: PathCertificate, _ context: PathContext) -> [PathFlaw] {
        let role: PathRole = context.isAnchor(ca) ? .anchor : .intermediate
        var flaws = flaws(ofAny: ca, role, context)
        flaws += mayIssue(ca, role, context.policy.purpose)  // 6.1.4 (k), (n)
        if role == .anchor, let leaf = context.presented.first ?? nil {
            flaws += trustedForLeaf(ca, leaf: leaf, context)  // 6.2
        }
        return flaws
    }

    /// A certificate whose key signs CRLs (section 6.3.3 (f)); whether it may, `StatusSigner.maySignCRLs` says.
    static func flaws(ofCRLSigner signer: PathCertificate, _ context: PathContext) -> [PathFlaw] {
        flaws(ofAny: signer, .intermediate, context)
    }

    /// What is asked of every certificate.
    private static func flaws(ofAny certificate: PathCertificate, _ role: PathRole, _ context: PathContext) -> [PathFlaw] {
        var flaws: [PathFlaw] = []
        flaws += extensions(certificate)  // 6.1.4 (o), 6.1.5 (f)
        flaws += validity(certificate, at: context.instant)  // 6.1.3 (a)(2)
        flaws += key(certificate)  // 6.1.4 (d) to (f), 6.1.5 (c) to (e)
        flaws += notDistrusted(certificate, context)  // 6.2
        flaws += context.rules.flaws(certificate, role, context.policy.enforcedRules)  // 4.1, 4.2
        return flaws
    }
}

extension IssuerSearch {
    /// A CA as the next certificate of a path: what it is in itself, and what it says of the certificates below it.
    ///
    /// - Parameter stopsAtFirst: leaves out what costs more as soon as anything is wrong.
    mutating func flaws(of issuer: PathCertificate, above path: PartialPath, stopsAtFirst: Bool) -> [PathFlaw] {
        var flaws = context.flaws(ofCA: issuer)
        if stopsAtFirst, !flaws.isEmpty { return flaws }
        flaws += CertificateCheck.pathLength(issuer, below: path)  // 6.1.4 (l), (m)
        flaws += CertificateCheck.intermediates(issuer, above: path, context)  // 6.2
        // 6.1.3 (b), (c), 6.1.4 (g)
        flaws += CertificateCheck.nameConstraints(issuer, above: path, comparisons: &budget.nameComparisons)
        if stopsAtFirst, !flaws.isEmpty { return flaws }
        // 6.1.3 (a)(1), of the certificate below.
        if let flaw = flaw(ofSignature: path.top, by: issuer) { flaws.append(flaw) }
        return flaws
    }
}

// MARK: Section 6.1.3, every certificate

extension CertificateCheck {
    /// (a)(1): what a signature check says of a certificate.
    static func signature(_ outcome: SignatureOutcome, _ certificate: PathCertificate, by issuer: PathCertificate) -> PathFlaw? {
        func finding(_ id: FindingID, _ cause: Cause, _ detail: String) -> PathFlaw {
            .finding(
                Finding(.other(id, cause, detail: detail), depth: certificate.depth, rule: "RFC 5280 section 6.1.3 (a)(1)"))
        }
        switch outcome {
        case .valid: return nil
        case .undecided(let clause): return .undecided(clause)
        case .weak(let clause):
            if case .weak(let cause, _) = issuer.key.kind { return .finding(weakKey(cause, clause, issuer)) }
            return finding(.weakSignature, .weakSignatureAlgorithm, clause)
        case .invalid:
            return finding(
                .badSignature, .wrongSignature,
                "the signature on '\(certificate.subjectText)' does not verify with the key of \(issuer.placeText)")
        case .notDER:
            return finding(
                .badSignature, .signatureNotDER,
                "the signature on '\(certificate.subjectText)' is no ECDSA signature in DER")
        case .keyMismatch(let clause):
            return finding(
                .badSignature, .signatureOfOtherKind,
                "the signature on '\(certificate.subjectText)' can't be of \(issuer.placeText): \(clause)")
        }
    }

    private static func validity(_ certificate: PathCertificate, at instant: Instant) -> [PathFlaw] {
        validityFindings(certificate, at: instant).map { .finding($0) }
    }

    /// (a)(2): every end of the period that the instant misses, both ends included (section 4.1.2.5). A period that
    /// ends before it begins can miss both.
    ///
    /// Q: A trust anchor? A: Section 6.1.1 (d) leaves its dates to the caller: this validator refuses an expired one,
    /// as x509-limbo expects and GnuTLS and OpenSSL do.
    static func validityFindings(_ certificate: PathCertificate, at instant: Instant) -> [Finding] {
        let period = certificate.decoded.validity
        if period.contains(instant) { return [] }
        func finding(_ evidence: Evidence) -> Finding {
            Finding(
                evidence, depth: certificate.depth, rule: "RFC 5280 section 6.1.3 (a)(2)", origin: certificate.origin,
                anchor: certificate.anchorName)
        }
        var findings: [Finding] = []
        if instant < period.notBefore { findings.append(finding(.notYetValid(at: instant, notBefore: period.notBefore))) }
        if instant > period.notAfter { findings.append(finding(.expired(at: instant, notAfter: period.notAfter))) }
        return findings
    }

    /// (b) and (c): the first name below that a CA's constraints do not allow. Self-issued certificates are exempt
    /// unless they are the leaf.
    fileprivate static func nameConstraints(
        _ issuer: PathCertificate, above path: PartialPath, comparisons: inout Int
    ) -> [PathFlaw] {
        guard let constraints = issuer.decoded.extensions.nameConstraints else { return [] }
        for (place, certificate) in path.certificates.enumerated() where place == 0 || !certificate.isSelfIssued {
            let names = path.names(at: place)
            guard let violation = NameConstraintCheck.violation(names.names, constraints, comparisons: &comparisons) else {
                continue
            }
            let evidence = Evidence.nameConstraint(violation.breach(of: issuer))
            return [.finding(Finding(evidence, depth: certificate.depth, rule: "RFC 5280 section 4.2.1.10"))]
        }
        return []
    }
}

// MARK: Section 6.1.4, certificates that issue others

extension CertificateCheck {
    /// (d) to (f): whether a key is one that may be trusted at all; no policy loosens this (NIST SP 800-131A, CABF BR
    /// 6.1.5).
    private static func key(_ certificate: PathCertificate) -> [PathFlaw] {
        switch certificate.key.kind {
        case .rsa, .rsaPSS, .p256, .p384, .p521, .ed25519: []
        case .weak(let cause, let clause): [.finding(weakKey(cause, clause, certificate))]
        case .unsupported(let clause): [.undecided("'\(certificate.subjectText)': \(clause)")]
        case .malformed(let clause):
            [
                .finding(
                    Finding(
                        .other(.malformedCertificate, .undecodableKey, detail: clause), depth: certificate.depth,
                        rule: "RFC 5280 section 4.1.2.7"))
            ]
        }
    }

    private static func weakKey(_ cause: Cause, _ clause: String, _ certificate: PathCertificate) -> Finding {
        Finding(
            .other(.weakKey, cause, detail: "the key of '\(certificate.subjectText)': \(clause)"), depth: certificate.depth,
            rule: "NIST SP 800-131A section 3", anchor: certificate.anchorName)
    }

    /// (k) and (n): whether a certificate may issue others, and for servers.
    ///
    /// Q: A trust anchor? A: Section 6.1.1 (d) takes only its name and key. An anchor comes as a certificate all the
    /// same, and whoever chose it as one has read what it says of itself: it is held to its own basicConstraints, key
    /// usage and constraints, as GnuTLS and OpenSSL do. A root of an older version, which can say nothing of the kind,
    /// is trusted by the choice alone ("out-of-band means"), and so is one that has no basicConstraints but says
    /// keyCertSign.
    private static func mayIssue(_ issuer: PathCertificate, _ role: PathRole, _ purpose: Policy.Purpose) -> [PathFlaw] {
        let extensions = issuer.decoded.extensions
        var flaws: [PathFlaw] = []
        func add(_ id: FindingID, _ cause: Cause, _ detail: String, _ rule: String) {
            let evidence = Evidence.other(id, cause, detail: "'\(issuer.subjectText)' \(detail)")
            flaws.append(
                .finding(
                    Finding(evidence, depth: issuer.depth, rule: rule, origin: issuer.origin, anchor: issuer.anchorName)))
        }
        let isChosenCA =
            role == .anchor && extensions.basicConstraints == nil
            && (issuer.decoded.version < 3 || extensions.keyUsage?.contains(.certificateSigning) == true)
        // What can't be decoded is refused for that, and says nothing of a CA.
        let isUndecoded = extensions.basicConstraints == nil && extensions[.basicConstraints] != nil
        if extensions.basicConstraints?.isCA != true, !isChosenCA, !isUndecoded {
            let (cause, why): (Cause, String) =
                issuer.decoded.version < 3
                ? (.oldVersionAsCA, "is a certificate of version \(issuer.decoded.version), which can't be a CA")
                : extensions.basicConstraints == nil
                    ? (.noBasicConstraints, "is no CA: it has no basicConstraints")
                    : (.basicConstraintsNoCA, "is no CA: its basicConstraints say so")
            add(.notACA, cause, why, "RFC 5280 section 6.1.4 (k)")
        }
        if let usage = extensions.keyUsage, !usage.contains(.certificateSigning) {
            add(
                .keyUsageViolation, .noCertificateSigning, "may not sign certificates: its keyUsage lacks keyCertSign",
                "RFC 5280 section 6.1.4 (n)")
        }
        if let usage = extensions.extendedKeyUsage, !usage.allows(purpose) {
            add(
                .purposeMismatch, .purposeOfCA, "may issue for other purposes only: its extendedKeyUsage has \(usage.text)",
                "CABF BR 7.1.2.10.6, RFC 5280 section 4.2.1.12")
        }
        return flaws
    }

    /// (l) and (m), pathLenConstraint: how many certificates that are not self-issued may stand between a CA and the
    /// leaf (section 4.2.1.9).
    fileprivate static func pathLength(_ issuer: PathCertificate, below path: PartialPath) -> [PathFlaw] {
        guard let limit = issuer.decoded.extensions.basicConstraints?.pathLength, path.intermediates > limit else { return [] }
        let detail = "'\(issuer.subjectText)' allows \(limit) CAs below it (pathLenConstraint); the path has \(path.intermediates)"
        return [
            .finding(
                Finding(
                    .other(.pathLengthExceeded, .pathLengthConstraint, detail: detail), depth: issuer.depth,
                    rule: "RFC 5280 section 6.1.4 (m)", anchor: issuer.anchorName))
        ]
    }

    /// The same by the policy's own limit.
    fileprivate static func intermediates(
        _ issuer: PathCertificate, above path: PartialPath, _ context: PathContext
    ) -> [PathFlaw] {
        guard let limit = context.policy.maximumIntermediates, !context.isAnchor(issuer),
            path.intermediates + (issuer.isSelfIssued ? 0 : 1) > limit
        else { return [] }
        let detail = "the policy allows \(limit) certificates between leaf and anchor"
        return [
            .finding(
                Finding(
                    .other(.pathLengthExceeded, .maximumIntermediates, detail: detail), depth: issuer.depth,
                    rule: "RFC 5280 section 6.1"))
        ]
    }

    private static func extensions(_ certificate: PathCertificate) -> [PathFlaw] {
        extensionFindings(certificate).map { .finding($0) }
    }

    /// (o), and 6.1.5 (f): extensions that can't be decoded, and critical ones that nobody here knows (section 4.2:
    /// "MUST reject").
    static func extensionFindings(_ certificate: PathCertificate) -> [Finding] {
        let extensions = certificate.decoded.extensions
        if extensions.flaws.isEmpty, extensions.unknownCritical.isEmpty { return [] }
        func finding(_ id: FindingID, _ cause: Cause, _ detail: String) -> Finding {
            Finding(.other(id, cause, detail: detail), depth: certificate.depth, rule: "RFC 5280 section 4.2")
        }
        return extensions.flaws.map { finding(.malformedCertificate, .undecodableExtension, $0.description) }
            + extensions.unknownCritical.prefix(namedExtensions).map {
                finding(
                    .unknownCriticalExtension, .unknownCriticalExtension,
                    "'\(certificate.subjectText)' has the critical extension \($0), which is not known")
            }
    }

    /// How many unknown extensions are named: one is reason enough.
    private static let namedExtensions = 4
}

// MARK: Section 6.2, what an application may ask beside

extension CertificateCheck {
    private static func notDistrusted(_ certificate: PathCertificate, _ context: PathContext) -> [PathFlaw] {
        distrustFinding(certificate, context.program).map { [.finding($0)] } ?? []
    }

    /// A certificate that the anchors' root program distrusts by itself, whoever signed it.
    ///
    /// Q: It was presented, and a path around it holds? A: Refused, as GnuTLS does it with its blocklist: a server that
    /// presents one is not one to trust by another way.
    static func distrustFinding(_ certificate: PathCertificate, _ program: RootProgramIndex) -> Finding? {
        guard program.hasDistrusted else { return nil }
        let decoded = certificate.decoded
        return program.finding(
            about: decoded.der, number: decoded.issuerAndSerial, depth: certificate.depth, subject: certificate.subjectText,
            anchor: certificate.anchorName)
    }

    /// An anchor that the root program trusts for older leaves only (`DistrustDate.swift` in ServerIdentity). That date
    /// is about servers' certificates alone, so that a path to the signer of a CRL has none.
    private static func trustedForLeaf(_ anchor: PathCertificate, leaf: PathCertificate, _ context: PathContext) -> [PathFlaw] {
        let finding = context.program.finding(
            aboutLeafIssuedAt: leaf.decoded.validity.notBefore, below: anchor.decoded.der, named: anchor.subjectText,
            for: context.policy.purpose)
        return finding.map { [.finding($0)] } ?? []
    }

    /// Whether the leaf's key may be used for the purpose (sections 4.2.1.3 and 4.2.1.12). A missing extension
    /// restricts nothing; rules that demand one are profile rules.
    ///
    /// Q: A CA as a server, whose key may sign certificates only? A: Let be. Whoever holds its key could certify any
    /// other key for the same names, so a refusal would protect nobody; section 6 asks nothing of a leaf's key usage,
    /// and x509-limbo accepts it (`rfc5280::ca-as-leaf`). OpenSSL refuses it.
    private static func mayServe(_ leaf: PathCertificate, _ purpose: Policy.Purpose) -> [PathFlaw] {
        if purpose == .any { return [] }
        var flaws: [PathFlaw] = []
        if let usage = leaf.decoded.extensions.extendedKeyUsage, !usage.allows(purpose) {
            let detail = "the certificate is for other purposes: its extendedKeyUsage has \(usage.text)"
            flaws.append(.finding(leafUsage(.purposeMismatch, .purposeOfLeaf, detail, leaf)))
        }
        if lacksTLSUsage(leaf), !isSigningCA(leaf) {
            let detail =
                "the key may not be used in TLS: keyUsage has neither digitalSignature nor keyEncipherment nor keyAgreement"
            flaws.append(.finding(leafUsage(.keyUsageViolation, .noUseInTLS, detail, leaf)))
        }
        return flaws
    }

    /// Said of a CA as a server that is let be.
    static func usageNotes(_ leaf: PathCertificate, _ purpose: Policy.Purpose) -> [Finding] {
        guard purpose != .any, lacksTLSUsage(leaf), isSigningCA(leaf) else { return [] }
        let detail = "the key is for signing certificates, not for TLS; let be, because its holder could certify another key"
        return [leafUsage(.keyUsageViolation, .signingKeyAsServer, detail, leaf)]
    }

    private static func leafUsage(
        _ id: FindingID, _ cause: Cause, _ detail: String, _ leaf: PathCertificate
    ) -> Finding {
        Finding(.other(id, cause, detail: detail), depth: leaf.depth, rule: "RFC 5280 section 4.2.1.12")
    }

    private static func lacksTLSUsage(_ leaf: PathCertificate) -> Bool {
        leaf.decoded.extensions.keyUsage?.isDisjoint(with: [.digitalSignature, .keyEncipherment, .keyAgreement]) == true
    }

    private static func isSigningCA(_ leaf: PathCertificate) -> Bool {
        leaf.decoded.isCA && leaf.decoded.extensions.keyUsage?.contains(.certificateSigning) == true
    }
}
