import ServerIdentity

/// Extensions that can't be decoded, and critical ones that nobody here knows (RFC 5280 section 4.2: "MUST reject").
enum FormCheck {
    static func findings(_ certificate: PathCertificate) -> [Finding] {
        let extensions = certificate.decoded.extensions
        if extensions.flaws.isEmpty, extensions.unknownCritical.isEmpty { return [] }
        let flaws = extensions.flaws.map {
            Finding(
                .other(.malformedCertificate, .undecodableExtension, detail: $0.description), depth: certificate.depth,
                rule: "RFC 5280 section 4.2")
        }
        return flaws
            + extensions.unknownCritical.prefix(shown).map {
                Finding(
                    .other(
                        .unknownCriticalExtension, .unknownCriticalExtension,
                        detail: "'\(certificate.subjectText)' has the critical extension \($0), which is not known"),
                    depth: certificate.depth, rule: "RFC 5280 section 4.2")
            }
    }

    /// How many unknown extensions are named: one is reason enough.
    private static let shown = 4
}
