import ServerIdentity

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
