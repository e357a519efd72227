/// A rule about how a CA should have filled a certificate in.
///
/// Breaking it does not by itself let anybody impersonate a server, so a policy says whether it is a reason to refuse
/// (`Policy.enforcedRules`); else it is a note.
///
/// What path validation itself needs (signatures, CA bits, constraints, usages, dates, duplicate or undecodable
/// extensions) is no profile rule, and every policy enforces it.
public enum ProfileRule: String, CaseIterable, Hashable, Sendable {
    // RFC 5280.
    /// The signature algorithm has no parameters where none are defined: ECDSA (RFC 5758 section 3.2).
    case signatureAlgorithmParameters = "signature_algorithm_parameters"
    /// The serial number is a positive INTEGER.
    case serialNumberSign = "serial_number_sign"
    /// The serial number has at most 20 octets.
    case serialNumberLength = "serial_number_length"
    /// The issuer's name is not empty.
    case issuerName = "issuer_name"
    /// A CA's subject is not empty.
    case caSubject = "authority_subject"
    /// The subject's attributes have the types and lengths of appendix A.1.
    case attributeSyntax = "attribute_syntax"
    /// There are no issuerUniqueID and subjectUniqueID.
    case uniqueIdentifiers = "unique_identifiers"
    /// Dates through 2049 are UTCTime.
    case timeEncoding = "time_encoding"
    /// Values that equal their DEFAULT are left out, lists that must have an entry are not empty, and named bits end
    /// with a one.
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
    /// An anchor of version 3 has basicConstraints.
    case anchorBasicConstraints = "anchor_basic_constraints"
    /// pathLenConstraint stands only beside cA TRUE.
    case pathLengthWithoutCA = "path_length_without_authority"
    /// pathLenConstraint stands only beside keyCertSign.
    case pathLengthWithoutCertificateSigning = "path_length_without_certificate_signing"
    /// keyCertSign is asserted only beside cA TRUE.
    case certificateSigningWithoutCA = "certificate_signing_without_authority"
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
    /// A policy qualifier is a CPS pointer or a user notice, and of its form.
    case policyQualifierForm = "policy_qualifier_form"
    /// authorityInfoAccess and subjectInfoAccess are not critical.
    case informationAccessCriticality = "information_access_criticality"
    /// subjectAltName is critical where the subject is empty.
    case alternativeNameCriticality = "alternative_name_criticality"
    /// Each name of subjectAltName has the syntax of its kind.
    case alternativeNameSyntax = "alternative_name_syntax"

    /// A CRL has a CRL number that is not critical; one that breaks the rule is not used.
    case revocationListNumber = "revocation_list_number"

    // CA/Browser Forum Baseline Requirements.
    /// Every certificate is version 3.
    case version3 = "version_3"
    /// subjectAltName is not critical where the subject is not empty.
    case alternativeNameCriticalBesideSubject = "alternative_name_critical_beside_subject"
    /// The leaf is no CA.
    case leafIsNoCA = "leaf_is_no_authority"
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
        switch origin {
        case .rfc5280: [.rfc5280, .webpki]
        case .rfc5280Alone: .rfc5280
        case .baselineRequirements: .webpki
        }
    }

    /// Where the rule is written: `RFC 5280 section 4.1.2.2`.
    public var source: String {
        switch origin {
        case .rfc5280(let section), .rfc5280Alone(let section): "RFC 5280 section \(section)"
        case .baselineRequirements(let section): "CABF BR \(section)"
        }
    }

    /// The document that says it, and the section.
    private enum Origin {
        /// RFC 5280.
        case rfc5280(String)
        /// RFC 5280; the Baseline Requirements let it be.
        case rfc5280Alone(String)
        /// The Baseline Requirements of the CA/Browser Forum.
        case baselineRequirements(String)
    }

    /// One row for each rule; how it is checked is a row of `RFC5280Rules.swift` or `BaselineRequirementsRules.swift`
    /// in the validator.
    private var origin: Origin {
        switch self {
        case .signatureAlgorithmParameters: .rfc5280("4.1.1.2")
        case .serialNumberSign: .rfc5280("4.1.2.2")
        case .serialNumberLength: .rfc5280("4.1.2.2")
        case .issuerName: .rfc5280("4.1.2.4")
        case .caSubject: .rfc5280("4.1.2.6")
        case .attributeSyntax: .rfc5280("4.1.2.6")
        case .uniqueIdentifiers: .rfc5280("4.1.2.8")
        case .timeEncoding: .rfc5280("4.1.2.5")
        case .extensionEncoding: .rfc5280("4.1.2.9")
        case .authorityKeyIdentifierPresence: .rfc5280("4.2.1.1")
        case .authorityKeyIdentifierCriticality: .rfc5280("4.2.1.1")
        case .subjectKeyIdentifierPresence: .rfc5280("4.2.1.2")
        case .subjectKeyIdentifierCriticality: .rfc5280("4.2.1.2")
        case .basicConstraintsCriticality: .rfc5280("4.2.1.9")
        case .anchorBasicConstraints: .rfc5280("4.2.1.9")
        case .pathLengthWithoutCA: .rfc5280("4.2.1.9")
        case .pathLengthWithoutCertificateSigning: .rfc5280("4.2.1.9")
        case .certificateSigningWithoutCA: .rfc5280("4.2.1.9")
        case .nameConstraintsInLeaf: .rfc5280("4.2.1.10")
        // BR 7.1.2.10.8 lets nameConstraints be not critical.
        case .nameConstraintsCriticality: .rfc5280Alone("4.2.1.10")
        case .nameConstraintsLeadingPeriod: .rfc5280("4.2.1.10")
        case .policyConstraintsCriticality: .rfc5280("4.2.1.11")
        case .inhibitAnyPolicyCriticality: .rfc5280("4.2.1.14")
        case .repeatedPolicy: .rfc5280("4.2.1.4")
        case .policyQualifierForm: .rfc5280("4.2.1.4")
        case .informationAccessCriticality: .rfc5280("4.2.2")
        case .alternativeNameCriticality: .rfc5280("4.2.1.6")
        case .alternativeNameSyntax: .rfc5280("4.2.1.6")
        case .revocationListNumber: .rfc5280("5.2.3")

        case .version3: .baselineRequirements("7.1.1")
        case .alternativeNameCriticalBesideSubject: .baselineRequirements("7.1.2.7.12")
        case .leafIsNoCA: .baselineRequirements("7.1.2.7.8")
        case .extendedKeyUsagePresence: .baselineRequirements("7.1.2.7.6")
        case .anyExtendedKeyUsage: .baselineRequirements("7.1.2.7.10")
        case .extendedKeyUsageCriticality: .baselineRequirements("7.1.2.7.6")
        case .rootExtendedKeyUsage: .baselineRequirements("7.1.2.1.2")
        case .authorityKeyIdentifierForm: .baselineRequirements("7.1.2.11.1")
        case .rootAuthorityKeyIdentifier: .baselineRequirements("7.1.2.1.3")
        case .rsaModulusLength: .baselineRequirements("6.1.5")
        case .commonNameInAlternativeNames: .baselineRequirements("7.1.4.3")
        case .publicSuffixWildcard: .baselineRequirements("3.2.2.6")
        }
    }
}
