import ServerIdentity

/// What the libraries do not look at in a path, or look at differently.
extension KnownDifference {
    static let paths: [KnownDifference] = [
        KnownDifference(
            id: "profile-rule", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the policy asked for a rule of the certificate profile that the library does not know", right: .refuser,
            rule: "RFC 5280 section 4, CABF BR 7.1"
        ) { $0.isEnforcedProfileRule },
        KnownDifference(
            id: "revocation-list-profile", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary:
                "the policy asked for lists by the profile, with a CRL number that is not critical; the library uses others too",
            right: .refuser, rule: "RFC 5280 section 5.2.3"
        ) {
            $0.finding.id == .revocationUnavailable && $0.question.policy.enforcedRules.contains(.revocationListNumber)
                && $0.finding.description.contains(" cRLNumber (RFC 5280 section 5.2.3)")
        },
        KnownDifference(
            id: "unused-revocation-list", accepters: ["swift", "openssl"], refusers: LedgerEngines.gnutls,
            versions: LedgerEngines.bothVersions,
            summary:
                "GnuTLS uses no list with a critical extension, such as issuingDistributionPoint, and none of a separate signer",
            right: .accepter, rule: "RFC 5280 section 6.3.3"
        ) { $0.finding.id == .revocationUnavailable && !$0.question.subject.crls.lists.isEmpty },
        KnownDifference(
            id: "revoked-in-unused-list", accepters: LedgerEngines.gnutls, refusers: ["swift", "openssl"],
            versions: LedgerEngines.bothVersions,
            summary: "the list that revokes is one that GnuTLS does not use, and the policy lets a status be unknown",
            right: .refuser,
            rule: "RFC 5280 section 6.3.3"
        ) { $0.finding.id == .revoked && $0.question.policy.revocation == .none && !$0.question.subject.crls.lists.isEmpty },
        KnownDifference(
            id: "staple-without-status", accepters: LedgerEngines.swift, refusers: LedgerEngines.gnutls,
            versions: LedgerEngines.bothVersions,
            summary: "the stapled response says nothing of the certificate (tryLater, unknown), and nothing required one",
            right: .either,
            rule: "RFC 6960 section 2.3"
        ) {
            $0.finding.id == .stapleInvalid && $0.notes.contains { $0.id == .revocationUnavailable && $0.depth == 0 }
        },
        KnownDifference(
            id: "staple-not-judged", accepters: LedgerEngines.openssl, refusers: ["swift", "gnutls"],
            versions: LedgerEngines.opensslVersion,
            summary: "OpenSSL was not asked about the stapled response", right: .refuser, rule: "RFC 6960 section 3.2"
        ) {
            $0.finding.id == .stapleInvalid || $0.finding.id == .stapleMissing
                || ($0.finding.id == .revoked && $0.finding.rule == "RFC 6960 section 2.2")
        },
        KnownDifference(
            id: "maximum-intermediates", accepters: LedgerEngines.gnutls, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the policy limits how many certificates may stand between leaf and anchor, which GnuTLS can't be told",
            right: .refuser, rule: "RFC 5280 section 6.1"
        ) { $0.finding.id == .pathLengthExceeded && $0.question.policy.maximumIntermediates != nil },
        // The engine of this package looks these up beside GnuTLS and refuses too; they occur where the library alone is asked.
        KnownDifference(
            id: "distrust-date", accepters: LedgerEngines.gnutls, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the certificate is younger than the root program trusts the root for, and GnuTLS knows no such date",
            right: .refuser, rule: "RFC 5280 section 6.2, NSS CKA_NSS_SERVER_DISTRUST_AFTER"
        ) {
            guard case .distrustedAfter = $0.finding.evidence else { return false }
            return $0.isPassedOver
        },
        KnownDifference(
            id: "distrusted-beside-blocklist", accepters: LedgerEngines.gnutls, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary:
                "a distrusted certificate was presented, and GnuTLS's blocklist compares octets alone, and only with what the path needs",
            right: .refuser, rule: "RFC 5280 section 6.2, NSS CKT_NSS_NOT_TRUSTED"
        ) {
            guard case .distrusted = $0.finding.evidence else { return false }
            return $0.isPassedOver
        },
        KnownDifference(
            id: "distrusted-responder", accepters: LedgerEngines.gnutls, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary:
                "a stapled response brings a certificate that is distrusted or can't be read; GnuTLS asks its blocklist about no responder",
            right: .refuser, rule: "RFC 5280 section 6.2, NSS CKT_NSS_NOT_TRUSTED"
        ) { $0.finding.id == .stapleInvalid && $0.finding.rule == RootProgramIndex.distrustRule && $0.isPassedOver },
        KnownDifference(
            id: "undecoded-extension", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "an extension of the path can't be decoded by RFC 5280; the library does not read it, or not so strictly",
            right: .refuser, rule: "RFC 5280 section 4.2"
        ) { $0.finding.id == .malformedCertificate && $0.finding.rule == "RFC 5280 section 4.2" },
        KnownDifference(
            id: "wildcard-name-constraint", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            // Both libraries take the pattern for a name: `*.example.org` is not `bad.example.org`.
            summary: "a wildcard may stand for a name that an issuer's constraints exclude", right: .refuser,
            rule: "RFC 5280 section 4.2.1.10"
        ) {
            $0.constrainedPlace == .partlyExcluded
        },
        KnownDifference(
            id: "unplaceable-name", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary:
                "a name that is none of its kind can't be shown to lie where an issuer's constraints allow; the library lets it pass",
            right: .refuser, rule: "RFC 5280 section 4.2.1.10"
        ) { $0.constrainedPlace == .unplaceable },
        KnownDifference(
            id: "uncompared-name", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary:
                "a name may lie in an excluded subtree, and can't be compared here: its letters go beyond ASCII, or its kind is not supported",
            right: .either, rule: "RFC 5280 sections 4.2.1.10 and 7.1"
        ) { $0.constrainedPlace == .notComparable },
        KnownDifference(
            id: "strict-key-usage", accepters: ["swift", "gnutls"], refusers: LedgerEngines.openssl,
            versions: LedgerEngines.opensslVersion,
            summary:
                "asked for profile rules, OpenSSL has its own choice of them, and one is that every CA has a keyUsage extension",
            right: .either, rule: "RFC 5280 section 4.2.1.3"
        ) {
            $0.finding.native?.code == "X509_V_ERR_CA_CERT_MISSING_KEY_USAGE" && !$0.question.policy.enforcedRules.isEmpty
        },
        KnownDifference(
            id: "last-second", accepters: LedgerEngines.swift, refusers: LedgerEngines.openssl,
            versions: LedgerEngines.opensslVersion,
            summary: "OpenSSL takes the second of notAfter for one too late", right: .accepter, rule: "RFC 5280 section 4.1.2.5"
        ) {
            guard case .expired(let instant, let end?) = $0.finding.evidence else { return false }
            return instant == end
        },
        KnownDifference(
            id: "authority-as-server", accepters: LedgerEngines.swift, refusers: LedgerEngines.openssl,
            versions: LedgerEngines.opensslVersion,
            summary:
                "OpenSSL refuses a CA as a server if its key may only sign certificates; whoever holds it could certify another key",
            right: .either, rule: "RFC 5280 section 4.2.1.12"
        ) {
            $0.finding.id == .purposeMismatch && $0.finding.depth == 0
                && $0.notes.contains { $0.id == .keyUsageViolation && $0.depth == 0 }
        },
        KnownDifference(
            id: "name-constraint-on-intermediate", accepters: LedgerEngines.gnutls, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "GnuTLS holds only the leaf to name constraints, not the CAs between", right: .refuser,
            rule: "RFC 5280 section 6.1.3 (b) and (c)"
        ) { $0.finding.id == .nameConstraintViolation && $0.finding.depth.map { $0 > 0 } == true },
        KnownDifference(
            id: "name-constraint-on-common-name", accepters: LedgerEngines.swift, refusers: LedgerEngines.libraries,
            versions: LedgerEngines.bothVersions,
            summary: "the library holds the commonName of a certificate without a dNSName to constraints on dNSNames",
            right: .accepter, rule: "RFC 5280 section 4.2.1.10"
        ) {
            guard $0.finding.id == .nameConstraintViolation, $0.finding.depth == 0, let place = $0.commonNamePlace else {
                return false
            }
            // OpenSSL does so only if the commonName is a host name.
            return place != .unplaceable || $0.refusedBy == "gnutls"
        },
        KnownDifference(
            id: "work-limit", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the chain would take more work than the validator's limits allow; real chains take a hundredth of that",
            right: .either,
            rule: "RFC 4158 section 1.3"
        ) { $0.finding.id == .pathBudgetExceeded },
        KnownDifference(
            id: "dsa-key", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift, versions: LedgerEngines.bothVersions,
            summary: "DSA is retired, and the libraries' profiles count its bits only", right: .refuser,
            rule: "FIPS 186-5, CABF BR 7.1.3.1"
        ) { $0.finding.id == .weakKey && $0.finding.description.contains(": DSA ") },
        KnownDifference(
            id: "leaf-key-usage", accepters: LedgerEngines.gnutls, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the leaf's keyUsage does not allow its key to be used in TLS, which GnuTLS's trust list does not look at",
            right: .refuser,
            rule: "RFC 5280 section 4.2.1.12"
        ) { $0.finding.id == .keyUsageViolation && $0.finding.depth == 0 },
        KnownDifference(
            id: "certificate-policies", accepters: LedgerEngines.gnutls, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the certificates require a policy, and GnuTLS does not process policies by RFC 5280", right: .refuser,
            rule: "RFC 5280 section 6.1"
        ) { $0.finding.id == .policyConstraintViolation },
    ]
}
