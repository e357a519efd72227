import ServerIdentity

/// Why a path can't be accepted at one of its certificates.
enum PathFlaw {
    /// A rule is broken.
    case finding(Finding)
    /// Something can't be judged here; one clause.
    case undecided(String)

    var finding: Finding? {
        if case .finding(let finding) = self { finding } else { nil }
    }
}

/// Extensions that can't be decoded, and critical ones that nobody here knows (RFC 5280 section 4.2: "MUST reject").
enum FormCheck {
    static func findings(_ certificate: PathCertificate) -> [Finding] {
        let extensions = certificate.decoded.extensions
        if extensions.flaws.isEmpty, extensions.unknownCritical.isEmpty { return [] }
        let flaws = extensions.flaws.map {
            Finding(.other(.malformedCertificate, detail: $0.description), depth: certificate.depth, rule: "RFC 5280 section 4.2")
        }
        return flaws
            + extensions.unknownCritical.prefix(shown).map {
                Finding(
                    .other(
                        .unknownCriticalExtension,
                        detail: "'\(certificate.subjectText)' has the critical extension \($0), which is not known"),
                    depth: certificate.depth, rule: "RFC 5280 section 4.2")
            }
    }

    /// How many unknown extensions are named: one is reason enough.
    private static let shown = 4
}

/// The validity of one certificate at the question's instant: RFC 5280 section 6.1.3 (a)(2), both ends included (section 4.1.2.5).
enum ValidityCheck {
    /// Every end of the period that the instant misses; none if it lies inside. A period that ends before it begins can miss both.
    static func findings(_ certificate: PathCertificate, at instant: Instant) -> [Finding] {
        let period = certificate.decoded.validity
        if period.contains(instant) { return [] }
        var findings: [Finding] = []
        if instant < period.notBefore {
            findings.append(finding(.notYetValid(at: instant, notBefore: period.notBefore), certificate))
        }
        if instant > period.notAfter {
            findings.append(finding(.expired(at: instant, notAfter: period.notAfter), certificate))
        }
        return findings
    }

    /// Only a trust anchor that was not presented has no depth; its finding names it. RFC 5280 section 6.1.1 (d) leaves an anchor's
    /// dates to the caller: this validator refuses an expired one, as x509-limbo expects and GnuTLS and OpenSSL do.
    private static func finding(_ evidence: Evidence, _ certificate: PathCertificate) -> Finding {
        Finding(
            evidence, depth: certificate.depth, rule: "RFC 5280 section 6.1.3 (a)(2)", native: AuthorityCheck.origin(certificate))
    }
}

/// Whether a key is one that may be trusted at all: no policy loosens this (NIST SP 800-131A, CABF BR 6.1.5).
enum KeyCheck {
    static func flaw(_ certificate: PathCertificate) -> PathFlaw? {
        switch certificate.key.kind {
        case .rsa, .rsaPSS, .p256, .p384, .p521, .ed25519: nil
        case .weak(let clause): .finding(weak(clause, certificate))
        case .unsupported(let clause): .undecided("'\(certificate.subjectText)': \(clause)")
        case .malformed(let clause):
            .finding(
                Finding(.other(.malformedCertificate, detail: clause), depth: certificate.depth, rule: "RFC 5280 section 4.1.2.7"))
        }
    }

    static func weak(_ clause: String, _ certificate: PathCertificate) -> Finding {
        Finding(
            .other(.weakKey, detail: "the key of '\(certificate.subjectText)': \(clause)"), depth: certificate.depth,
            rule: "NIST SP 800-131A section 3")
    }
}

/// What the root program of the anchors forbids: certificates that no path may hold, and leaves that are younger than an anchor is trusted for.
///
/// Q: A distrusted certificate was presented, and a path around it holds? A: Refused, as GnuTLS does it with its blocklist: a server that presents one is not one
/// to trust by another way.
///
/// Q: The anchor's date and today? A: Nothing to do with each other. NSS compares the date with the leaf's notBefore, so that what was issued before stays good until
/// it ends (three well-known converters of its list drop the anchor on the day instead).
enum DistrustCheck {
    /// Why a certificate is distrusted by itself; nil if it is not.
    static func finding(_ certificate: PathCertificate, _ program: RootProgramIndex) -> Finding? {
        guard program.hasDistrusted else { return nil }
        let decoded = certificate.decoded
        return program.finding(
            about: decoded.der, number: CertificateNumber(issuer: decoded.issuer.octets, serial: decoded.serialNumber),
            depth: certificate.depth, subject: certificate.subjectText, native: AuthorityCheck.origin(certificate))
    }

    /// Why a leaf may not end at an anchor; nil if it may.
    static func finding(
        _ leaf: PathCertificate, below anchor: PathCertificate, _ program: RootProgramIndex, _ purpose: Policy.Purpose
    ) -> Finding? {
        program.finding(
            aboutLeafIssuedAt: leaf.decoded.validity.notBefore, below: anchor.decoded.der, named: anchor.subjectText, for: purpose)
    }
}

/// Whether the leaf's key may be used for the purpose (RFC 5280 sections 4.2.1.3 and 4.2.1.12).
///
/// A missing extension restricts nothing; rules that demand one are profile rules.
///
/// Q: A CA as a server, whose key may sign certificates only? A: Let be. Whoever holds its key could certify any other key for the same names, so a refusal
/// would protect nobody; section 6 asks nothing of a leaf's key usage, and x509-limbo accepts it (`rfc5280::ca-as-leaf`). OpenSSL refuses it.
enum LeafUsageCheck {
    static func findings(_ leaf: PathCertificate, _ purpose: Policy.Purpose) -> [Finding] {
        if purpose == .any { return [] }
        let extensions = leaf.decoded.extensions
        var findings: [Finding] = []
        if let usage = extensions.extendedKeyUsage, !usage.allows(purpose) {
            let detail = "the certificate is for other purposes: its extendedKeyUsage has \(usage.text)"
            findings.append(Finding(.other(.purposeMismatch, detail: detail), depth: leaf.depth, rule: "RFC 5280 section 4.2.1.12"))
        }
        if lacksUsage(leaf), !mayIssue(leaf) {
            let detail =
                "the key may not be used in TLS: keyUsage has neither digitalSignature nor keyEncipherment nor keyAgreement"
            findings.append(
                Finding(.other(.keyUsageViolation, detail: detail), depth: leaf.depth, rule: "RFC 5280 section 4.2.1.12"))
        }
        return findings
    }
    /// Said of a CA that is let be.
    static func notes(_ leaf: PathCertificate, _ purpose: Policy.Purpose) -> [Finding] {
        guard purpose != .any, lacksUsage(leaf), mayIssue(leaf) else { return [] }
        let detail = "the key is for signing certificates, not for TLS; let be, because its holder could certify another key"
        return [Finding(.other(.keyUsageViolation, detail: detail), depth: leaf.depth, rule: "RFC 5280 section 4.2.1.12")]
    }

    private static func lacksUsage(_ leaf: PathCertificate) -> Bool {
        leaf.decoded.extensions.keyUsage?.isDisjoint(with: [.digitalSignature, .keyEncipherment, .keyAgreement]) == true
    }

    private static func mayIssue(_ leaf: PathCertificate) -> Bool {
        leaf.isAuthority && leaf.decoded.extensions.keyUsage?.contains(.certificateSigning) == true
    }
}

/// Whether a certificate may issue others (RFC 5280 section 6.1.4 (k) and (n)), and for servers.
///
/// Q: A trust anchor? A: Section 6.1.1 (d) takes only its name and key. An anchor comes as a certificate all the same, and whoever chose it as one has read
/// what it says of itself: it is held to its own basicConstraints, key usage and constraints, as GnuTLS and OpenSSL do. A root of version 1, which can say
/// nothing of the kind, is trusted by the choice alone ("out-of-band means").
enum AuthorityCheck {
    static func findings(_ issuer: PathCertificate, _ role: PathRole, _ purpose: Policy.Purpose) -> [Finding] {
        let extensions = issuer.decoded.extensions
        var findings: [Finding] = []
        func add(_ id: FindingID, _ detail: String, _ rule: String) {
            findings.append(
                Finding(
                    .other(id, detail: "'\(issuer.subjectText)' \(detail)"), depth: issuer.depth, rule: rule,
                    native: origin(issuer)))
        }
        if extensions.basicConstraints?.isAuthority != true, role != .anchor || issuer.decoded.version == 3 {
            let why =
                issuer.decoded.version < 3
                ? "is a certificate of version \(issuer.decoded.version), which can't be a CA"
                : extensions.basicConstraints == nil
                    ? "is no CA: it has no basicConstraints" : "is no CA: its basicConstraints say so"
            add(.notACA, why, "RFC 5280 section 6.1.4 (k)")
        }
        if let usage = extensions.keyUsage, !usage.contains(.certificateSigning) {
            add(.keyUsageViolation, "may not sign certificates: its keyUsage lacks keyCertSign", "RFC 5280 section 6.1.4 (n)")
        }
        if let usage = extensions.extendedKeyUsage, !usage.allows(purpose) {
            add(
                .purposeMismatch, "may issue for other purposes only: its extendedKeyUsage has \(usage.text)",
                "CABF BR 7.1.2.10.6, RFC 5280 section 4.2.1.12")
        }
        return findings
    }

    /// An anchor that was not presented has no depth: its finding names it.
    static func origin(_ certificate: PathCertificate) -> NativeDetail? {
        certificate.depth == nil
            ? NativeDetail(code: "trust_anchor", text: "trust anchor '\(certificate.subjectText)'") : nil
    }
}

/// pathLenConstraint: how many certificates that are not self-issued may stand between a CA and the leaf (RFC 5280 sections 4.2.1.9 and
/// 6.1.4 (l), (m)).
enum PathLengthCheck {
    static func flaw(_ issuer: PathCertificate, below path: PartialPath) -> PathFlaw? {
        guard let limit = issuer.decoded.extensions.basicConstraints?.pathLength, path.intermediates > limit else { return nil }
        let detail =
            "'\(issuer.subjectText)' allows \(limit) CAs below it (pathLenConstraint); the path has \(path.intermediates)"
        return .finding(
            Finding(.other(.pathLengthExceeded, detail: detail), depth: issuer.depth, rule: "RFC 5280 section 6.1.4 (m)"))
    }
}

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
