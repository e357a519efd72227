/// A rule about how a CA should have filled a certificate in. Breaking it does not by itself let anybody impersonate a server, so a policy says
/// whether it is a reason to refuse (`Policy.enforcedRules`); else it is a note.
///
/// What path validation itself needs (signatures, CA bits, constraints, usages, dates, duplicate or undecodable extensions) is no profile rule and is
/// enforced by every policy.
public enum ProfileRule: String, CaseIterable, Hashable, Sendable {
    // RFC 5280.
    /// The serial number is a positive INTEGER.
    case serialNumberSign = "serial_number_sign"
    /// The serial number has at most 20 octets.
    case serialNumberLength = "serial_number_length"
    /// The issuer's name is not empty.
    case issuerName = "issuer_name"
    /// A CA's subject is not empty.
    case authoritySubject = "authority_subject"
    /// Dates through 2049 are UTCTime.
    case timeEncoding = "time_encoding"
    /// Values that equal their DEFAULT are left out, and lists that must have an entry are not empty.
    case extensionEncoding = "extension_encoding"
    /// Every certificate but a self-signed one has an authorityKeyIdentifier with a keyIdentifier.
    case authorityKeyIdentifierPresence = "authority_key_identifier_presence"
    /// authorityKeyIdentifier is not critical.
    case authorityKeyIdentifierCriticality = "authority_key_identifier_criticality"
    /// A CA has a subjectKeyIdentifier.
    case subjectKeyIdentifierPresence = "subject_key_identifier_presence"
    /// subjectKeyIdentifier is not critical.
    case subjectKeyIdentifierCriticality = "subject_key_identifier_criticality"
    /// A CA's basicConstraints are critical.
    case basicConstraintsCriticality = "basic_constraints_criticality"
    /// pathLenConstraint stands only beside cA TRUE.
    case pathLengthWithoutAuthority = "path_length_without_authority"
    /// keyCertSign is asserted only beside cA TRUE.
    case certificateSigningWithoutAuthority = "certificate_signing_without_authority"
    /// nameConstraints stand in CA certificates only.
    case nameConstraintsInLeaf = "name_constraints_in_leaf"
    /// nameConstraints are critical.
    case nameConstraintsCriticality = "name_constraints_criticality"
    /// A dNSName constraint is a host name, without a leading period.
    case nameConstraintsLeadingPeriod = "name_constraints_leading_period"
    /// policyConstraints are critical.
    case policyConstraintsCriticality = "policy_constraints_criticality"
    /// inhibitAnyPolicy is critical.
    case inhibitAnyPolicyCriticality = "inhibit_any_policy_criticality"
    /// A policy stands in certificatePolicies once.
    case repeatedPolicy = "repeated_policy"
    /// authorityInfoAccess and subjectInfoAccess are not critical.
    case informationAccessCriticality = "information_access_criticality"
    /// subjectAltName is critical where the subject is empty.
    case alternativeNameCriticality = "alternative_name_criticality"
    /// Each name of subjectAltName has the syntax of its kind.
    case alternativeNameSyntax = "alternative_name_syntax"

    /// A revocation list has a CRL number that is not critical; one that breaks the rule is not used.
    case revocationListNumber = "revocation_list_number"

    // CA/Browser Forum Baseline Requirements.
    /// Every certificate is version 3.
    case version3 = "version_3"
    /// subjectAltName is not critical where the subject is not empty.
    case alternativeNameCriticalBesideSubject = "alternative_name_critical_beside_subject"
    /// The leaf is no CA.
    case leafIsNoAuthority = "leaf_is_no_authority"
    /// The leaf has an extendedKeyUsage.
    case extendedKeyUsagePresence = "extended_key_usage_presence"
    /// The leaf's extendedKeyUsage does not list anyExtendedKeyUsage.
    case anyExtendedKeyUsage = "any_extended_key_usage"
    /// The leaf's extendedKeyUsage is not critical.
    case extendedKeyUsageCriticality = "extended_key_usage_criticality"
    /// The root has no extendedKeyUsage.
    case rootExtendedKeyUsage = "root_extended_key_usage"
    /// authorityKeyIdentifier has a keyIdentifier, and neither an issuer nor a serial number.
    case authorityKeyIdentifierForm = "authority_key_identifier_form"
    /// A root's authorityKeyIdentifier, if it has one, is its own subjectKeyIdentifier.
    case rootAuthorityKeyIdentifier = "root_authority_key_identifier"
    /// An RSA modulus has a number of bits divisible by 8.
    case rsaModulusLength = "rsa_modulus_length"
    /// Each commonName repeats a value of subjectAltName.
    case commonNameInAlternativeNames = "common_name_in_alternative_names"
    /// No wildcard directly under a public suffix.
    case publicSuffixWildcard = "public_suffix_wildcard"
}

extension ProfileRule {
    /// The presets that refuse for a rule.
    public struct Presets: OptionSet, Hashable, Sendable {
        /// One bit a preset.
        public let rawValue: Int

        /// Takes the bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// `Policy.rfc5280`.
        public static let rfc5280 = Presets(rawValue: 1 << 0)
        /// `Policy.webpki`.
        public static let webpki = Presets(rawValue: 1 << 1)
    }

    /// Which presets refuse for this rule; no other one does.
    public var presets: Presets {
        switch self {
        // BR 7.1.2.10.8 lets nameConstraints be not critical.
        case .nameConstraintsCriticality: .rfc5280
        case .serialNumberSign, .serialNumberLength, .issuerName, .authoritySubject, .timeEncoding, .extensionEncoding,
            .authorityKeyIdentifierPresence, .authorityKeyIdentifierCriticality, .subjectKeyIdentifierPresence,
            .subjectKeyIdentifierCriticality, .basicConstraintsCriticality, .pathLengthWithoutAuthority,
            .certificateSigningWithoutAuthority, .nameConstraintsInLeaf, .nameConstraintsLeadingPeriod,
            .policyConstraintsCriticality,
            .inhibitAnyPolicyCriticality, .repeatedPolicy, .informationAccessCriticality, .alternativeNameCriticality,
            .alternativeNameSyntax, .revocationListNumber:
            [.rfc5280, .webpki]
        case .version3, .alternativeNameCriticalBesideSubject, .leafIsNoAuthority, .extendedKeyUsagePresence, .anyExtendedKeyUsage,
            .extendedKeyUsageCriticality, .rootExtendedKeyUsage, .authorityKeyIdentifierForm, .rootAuthorityKeyIdentifier,
            .rsaModulusLength, .commonNameInAlternativeNames, .publicSuffixWildcard:
            .webpki
        }
    }

    /// Where the rule is written.
    public var source: String {
        switch self {
        case .serialNumberSign, .serialNumberLength: "RFC 5280 section 4.1.2.2"
        case .issuerName: "RFC 5280 section 4.1.2.4"
        case .authoritySubject: "RFC 5280 section 4.1.2.6"
        case .timeEncoding: "RFC 5280 section 4.1.2.5"
        case .extensionEncoding: "RFC 5280 section 4.1.2.9"
        case .authorityKeyIdentifierPresence, .authorityKeyIdentifierCriticality: "RFC 5280 section 4.2.1.1"
        case .subjectKeyIdentifierPresence, .subjectKeyIdentifierCriticality: "RFC 5280 section 4.2.1.2"
        case .basicConstraintsCriticality, .pathLengthWithoutAuthority, .certificateSigningWithoutAuthority:
            "RFC 5280 section 4.2.1.9"
        case .nameConstraintsInLeaf, .nameConstraintsCriticality, .nameConstraintsLeadingPeriod: "RFC 5280 section 4.2.1.10"
        case .policyConstraintsCriticality: "RFC 5280 section 4.2.1.11"
        case .inhibitAnyPolicyCriticality: "RFC 5280 section 4.2.1.14"
        case .repeatedPolicy: "RFC 5280 section 4.2.1.4"
        case .informationAccessCriticality: "RFC 5280 section 4.2.2"
        case .alternativeNameCriticality, .alternativeNameSyntax: "RFC 5280 section 4.2.1.6"
        case .revocationListNumber: "RFC 5280 section 5.2.3"
        case .version3: "CABF BR 7.1.1"
        case .alternativeNameCriticalBesideSubject: "CABF BR 7.1.2.7.12"
        case .leafIsNoAuthority: "CABF BR 7.1.2.7.8"
        case .extendedKeyUsagePresence, .extendedKeyUsageCriticality: "CABF BR 7.1.2.7.6"
        case .anyExtendedKeyUsage: "CABF BR 7.1.2.7.10"
        case .rootExtendedKeyUsage: "CABF BR 7.1.2.1.2"
        case .authorityKeyIdentifierForm: "CABF BR 7.1.2.11.1"
        case .rootAuthorityKeyIdentifier: "CABF BR 7.1.2.1.3"
        case .rsaModulusLength: "CABF BR 6.1.5"
        case .commonNameInAlternativeNames: "CABF BR 7.1.4.3"
        case .publicSuffixWildcard: "CABF BR 3.2.2.6"
        }
    }
}
