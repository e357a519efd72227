/// The name of a reason, shared by all engines, the JSON record and the reports.
public enum FindingID: String, CaseIterable, Hashable, Sendable {
    /// The instant lies after notAfter.
    case expired
    /// The instant lies before notBefore.
    case notYetValid = "not_yet_valid"
    /// The certificate presents names, and none of them is the one asked for.
    case nameMismatch = "name_mismatch"
    /// The certificate presents no name of the kind that was asked for.
    case noUsableName = "no_usable_name"
    /// No trust anchor or presented certificate issued this one.
    case unknownIssuer = "unknown_issuer"
    /// A self-signed certificate that is no trust anchor.
    case selfSigned = "self_signed"
    /// An issuer that may not issue (no basicConstraints CA).
    case notACA = "not_a_ca"
    /// More intermediates than a pathLenConstraint allows.
    case pathLengthExceeded = "path_length_exceeded"
    /// A name outside the issuer's name constraints.
    case nameConstraintViolation = "name_constraint_violation"
    /// A certificate policy that the path requires and lacks.
    case policyConstraintViolation = "policy_constraint_violation"
    /// An extended key usage without server authentication.
    case purposeMismatch = "purpose_mismatch"
    /// A key usage that does not allow what the key was used for.
    case keyUsageViolation = "key_usage_violation"
    /// A signature that does not verify.
    case badSignature = "bad_signature"
    /// A signature algorithm that is too weak.
    case weakSignature = "weak_signature"
    /// A key that is too short.
    case weakKey = "weak_key"
    /// A critical extension that the engine does not know.
    case unknownCriticalExtension = "unknown_critical_extension"
    /// Octets that are no certificate by the rules of DER and RFC 5280.
    case malformedCertificate = "malformed_certificate"
    /// A rule of a certificate profile, broken.
    case profileViolation = "profile_violation"
    /// The root program distrusts the issuer for this certificate.
    case distrustedByRootProgram = "distrusted_by_root_program"
    /// Path building was given up at its limit.
    case pathBudgetExceeded = "path_budget_exceeded"
    /// Revoked by its issuer.
    case revoked
    /// Revocation was asked for and can't be told.
    case revocationUnavailable = "revocation_unavailable"
    /// A stapled OCSP response was required and is missing.
    case stapleMissing = "staple_missing"
    /// A stapled OCSP response that does not verify.
    case stapleInvalid = "staple_invalid"
    /// A key other than the pinned one.
    case pinMismatch = "pin_mismatch"
}

extension FindingID {
    /// What a finding is about; decides the exit code.
    public enum Category: String, CaseIterable, Hashable, Sendable {
        /// Whose certificate it is.
        case identity
        /// Whether its issuer may be trusted for it.
        case trust
        /// When it is valid.
        case time
        /// Whether it was revoked.
        case revocation
        /// Everything else: form, strength, pins.
        case other
    }

    /// The category of this finding.
    public var category: Category {
        switch self {
        case .nameMismatch, .noUsableName: .identity
        case .expired, .notYetValid: .time
        case .revoked, .revocationUnavailable, .stapleMissing, .stapleInvalid: .revocation
        case .unknownIssuer, .selfSigned, .notACA, .pathLengthExceeded, .nameConstraintViolation, .policyConstraintViolation,
            .purposeMismatch, .keyUsageViolation, .badSignature, .distrustedByRootProgram, .pathBudgetExceeded:
            .trust
        case .weakSignature, .weakKey, .unknownCriticalExtension, .malformedCertificate, .profileViolation, .pinMismatch: .other
        }
    }
}
