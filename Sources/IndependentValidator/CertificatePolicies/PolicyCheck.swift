import ServerIdentity

/// The policy part of RFC 5280 section 6.1: over a complete path, from the first certificate below the anchor to the
/// leaf.
struct PolicyCheck {
    private var graph = PolicyGraph()
    /// How many more certificates may come before each holds: explicit_policy, policy_mapping and inhibit_anyPolicy of
    /// section 6.1.2.
    private var explicitPolicy: Int
    private var policyMapping: Int
    private var inhibitAnyPolicy: Int

    /// What is wrong with a path's policies: which certificate showed it, by its place below the anchor, and one
    /// clause.
    struct Violation {
        let place: Int
        let cause: Cause
        let clause: String
        let rule: String
    }

    /// Nil if the path is valid for the settings.
    ///
    /// - Parameter path: anchor left out, leaf last.
    static func violation(_ path: [DecodedCertificate], _ settings: CertificatePolicySettings) -> Violation? {
        // Most paths say nothing that could make a policy count.
        if settings == CertificatePolicySettings(), path.allSatisfy({ $0.extensions.requiresNoPolicy }) { return nil }
        var check = PolicyCheck(settings, length: path.count)
        for (place, certificate) in path.enumerated() {
            let isLast = place == path.count - 1
            if let violation = check.step(certificate.extensions, place, isSelfIssued: certificate.isSelfIssued, isLast: isLast) {
                return violation
            }
        }
        return check.wrapUp(settings, place: path.count - 1)
    }

    private init(_ settings: CertificatePolicySettings, length: Int) {
        explicitPolicy = settings.requireExplicitPolicy ? 0 : length + 1
        policyMapping = settings.inhibitPolicyMapping ? 0 : length + 1
        inhibitAnyPolicy = settings.inhibitAnyPolicy ? 0 : length + 1
    }

    private mutating func step(_ extensions: CertificateExtensions, _ place: Int, isSelfIssued: Bool, isLast: Bool) -> Violation? {
        let anyPolicyCounts = inhibitAnyPolicy > 0 || (!isLast && isSelfIssued)
        graph.process(extensions.certificatePolicies, anyPolicyCounts: anyPolicyCounts)
        if explicitPolicy == 0, graph.isEmpty {
            return Violation(
                place: place, cause: .noValidPolicy, clause: "no valid policy is left, and the path requires one",
                rule: "RFC 5280 section 6.1.3 (f)")
        }
        if isLast {
            // Section 6.1.5 (a) and (b).
            if explicitPolicy > 0 { explicitPolicy -= 1 }
            if extensions.policyConstraints?.requireExplicitPolicy == 0 { explicitPolicy = 0 }
            return nil
        }
        if let mapping = extensions.policyMappings?.mappings.first(where: {
            $0.issuerDomain == .anyPolicy || $0.subjectDomain == .anyPolicy
        }) {
            return Violation(
                place: place, cause: .anyPolicyMapped,
                clause: "maps \(mapping.issuerDomain) to \(mapping.subjectDomain): anyPolicy must not be mapped",
                rule: "RFC 5280 section 6.1.4 (a)")
        }
        graph.map(extensions.policyMappings, mappingCounts: policyMapping > 0)
        // Section 6.1.4 (h).
        if !isSelfIssued {
            explicitPolicy = max(0, explicitPolicy - 1)
            policyMapping = max(0, policyMapping - 1)
            inhibitAnyPolicy = max(0, inhibitAnyPolicy - 1)
        }
        // Section 6.1.4 (i) and (j).
        if let limit = extensions.policyConstraints?.requireExplicitPolicy { explicitPolicy = min(explicitPolicy, limit) }
        if let limit = extensions.policyConstraints?.inhibitPolicyMapping { policyMapping = min(policyMapping, limit) }
        if let limit = extensions.inhibitAnyPolicy { inhibitAnyPolicy = min(inhibitAnyPolicy, limit) }
        return nil
    }

    private func wrapUp(_ settings: CertificatePolicySettings, place: Int) -> Violation? {
        let wanted = settings.initialPolicySet.map { Set($0.compactMap { OID(text: $0) }) }
        let isAny = wanted?.contains(.anyPolicy) ?? true
        if explicitPolicy > 0 || graph.isValid(for: isAny ? nil : wanted) { return nil }
        return Violation(
            place: place, cause: .noWantedPolicy, clause: "the path is valid for none of the policies that are wanted",
            rule: "RFC 5280 section 6.1.5 (g)")
    }
}

extension CertificateExtensions {
    /// Whether nothing here can make a path require a policy, or break a rule of mappings.
    fileprivate var requiresNoPolicy: Bool { policyConstraints?.requireExplicitPolicy == nil && policyMappings == nil }
}
