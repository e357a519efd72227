import ServerIdentity

/// Advice on a commonName outside the constraints above it, in a certificate without a dNSName.
///
/// RFC 5280 section 4.2.1.10 constrains dNSNames; a commonName is none, and no name that is matched. GnuTLS 3.7.9 holds it to the constraints all the same and
/// refuses the certificate, and so does OpenSSL 3.0 if it is a host name.
enum UnconstrainedCommonName {
    /// - Parameters:
    ///   - path: leaf first, anchor last.
    ///   - limits: of them that on comparisons.
    static func note(_ path: [PathCertificate], limits: PathLimits) -> Finding? {
        guard let leaf = path.first, path.contains(where: { $0.decoded.extensions.nameConstraints != nil }),
            !leaf.decoded.alternativeNames.contains(where: { $0.form == .dns })
        else { return nil }
        var comparisons = limits.nameComparisons
        for commonName in leaf.decoded.commonNames {
            let name = ConstrainedNames.Name(dNSName: commonName)
            for issuer in path.dropFirst() {
                guard let constraints = issuer.decoded.extensions.nameConstraints,
                    let violation = NameConstraintCheck.violation([name], constraints, comparisons: &comparisons)
                else { continue }
                let breach = NameConstraintBreach(
                    name: "commonName '\(EscapedText(commonName))'", place: violation.place, issuer: issuer.subjectText)
                return Finding(.nameConstraint(breach), depth: 0, rule: "RFC 5280 section 4.2.1.10")
            }
        }
        return nil
    }
}
