import ServerIdentity

/// Advice on a commonName outside the constraints above it, in a certificate without a dNSName.
///
/// RFC 5280 section 4.2.1.10 constrains dNSNames; a commonName is none, and no name that is matched. GnuTLS 3.7.9 and OpenSSL 3.0 hold it to
/// the constraints all the same and refuse the certificate.
enum UnconstrainedCommonName {
    /// - Parameter path: leaf first, anchor last.
    static func note(_ path: [PathCertificate], limits: PathLimits) -> Finding? {
        guard let leaf = path.first, path.contains(where: { $0.decoded.extensions.nameConstraints != nil }),
            !leaf.decoded.names.contains(where: \.isDNS)
        else { return nil }
        let names = ConstrainedNames.commonNames(leaf.decoded)
        var comparisons = limits.nameComparisons
        for issuer in path.dropFirst() {
            guard let constraints = issuer.decoded.extensions.nameConstraints,
                let violation = NameConstraintCheck.violation(names, constraints, comparisons: &comparisons)
            else { continue }
            let breach = NameConstraintBreach(
                name: violation.name.replacing("dNSName", with: "commonName", maxReplacements: 1), place: violation.place,
                issuer: issuer.subjectText)
            return Finding(.nameConstraint(breach), depth: 0, rule: "RFC 5280 section 4.2.1.10")
        }
        return nil
    }
}

extension PresentedIdentity {
    fileprivate var isDNS: Bool {
        if case .dns = self { true } else { false }
    }
}
