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
