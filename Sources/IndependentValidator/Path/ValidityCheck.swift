import ServerIdentity

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
