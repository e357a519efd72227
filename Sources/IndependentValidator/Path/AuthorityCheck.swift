import ServerIdentity

/// Whether a certificate may issue others (RFC 5280 section 6.1.4 (k) and (n)), and for servers.
///
/// Q: A trust anchor? A: Section 6.1.1 (d) takes only its name and key. An anchor comes as a certificate all the same, and whoever chose it as one has read
/// what it says of itself: it is held to its own basicConstraints, key usage and constraints, as GnuTLS and OpenSSL do. A root of version 1, which can say
/// nothing of the kind, is trusted by the choice alone ("out-of-band means").
enum AuthorityCheck {
    static func findings(_ issuer: PathCertificate, _ role: PathRole, _ purpose: Policy.Purpose) -> [Finding] {
        let extensions = issuer.decoded.extensions
        var findings: [Finding] = []
        func add(_ id: FindingID, _ cause: Cause, _ detail: String, _ rule: String) {
            findings.append(
                Finding(
                    .other(id, cause, detail: "'\(issuer.subjectText)' \(detail)"), depth: issuer.depth, rule: rule,
                    origin: issuer.origin, anchor: issuer.anchorName))
        }
        if extensions.basicConstraints?.isAuthority != true, role != .anchor || issuer.decoded.version == 3 {
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
        return findings
    }
}

extension PathCertificate {
    /// Who says a finding about it: an anchor that was not presented speaks for itself.
    var origin: Origin { depth == nil ? .anchor : .engine }

    /// Its name, if it is an anchor that was not presented: it has no depth, so its findings name it.
    var anchorName: String? { depth == nil ? subjectText : nil }
}
