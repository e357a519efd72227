import CGnuTLS

/// How strong keys and signatures of a chain must be (`gnutls_certificate_verification_profiles_t`).
public enum SecurityProfile: String, CaseIterable, Hashable, Sendable {
    /// 80 bits: RSA of 1024 bits.
    case low
    /// 112 bits: RSA of 2048 bits, and no SHA-1. What TLS clients use.
    case medium
    /// 128 bits: RSA of 3072 bits; refuses much of the web.
    case high

    var minimum: gnutls_sec_param_t {
        switch self {
        case .low: GNUTLS_SEC_PARAM_LOW
        case .medium: GNUTLS_SEC_PARAM_MEDIUM
        case .high: GNUTLS_SEC_PARAM_HIGH
        }
    }

    var flags: UInt32 {
        switch self {
        case .low: cgnutls_profile_flags(GNUTLS_PROFILE_LOW)
        case .medium: cgnutls_profile_flags(GNUTLS_PROFILE_MEDIUM)
        case .high: cgnutls_profile_flags(GNUTLS_PROFILE_HIGH)
        }
    }
}
