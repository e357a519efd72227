#if OpenSSL
import COpenSSL
import ServerIdentity

/// A code of `X509_STORE_CTX_get_error`; the set is open, since later versions add to it.
struct VerificationCode: RawRepresentable, Hashable, Sendable {
    let rawValue: Int32

    static let ok = VerificationCode(rawValue: Int32(X509_V_OK))
    static let certificateRevoked = VerificationCode(rawValue: X509_V_ERR_CERT_REVOKED)
    static let unableToGetCRL = VerificationCode(rawValue: X509_V_ERR_UNABLE_TO_GET_CRL)
    static let crlHasExpired = VerificationCode(rawValue: X509_V_ERR_CRL_HAS_EXPIRED)
    static let hostnameMismatch = VerificationCode(rawValue: X509_V_ERR_HOSTNAME_MISMATCH)
    static let addressMismatch = VerificationCode(rawValue: X509_V_ERR_IP_ADDRESS_MISMATCH)

    /// The C name, `X509_V_ERR_CERT_HAS_EXPIRED`; a number for a code that this version does not name.
    var name: String { Self.entries[self]?.name ?? "X509_V_ERR_\(rawValue)" }

    /// OpenSSL's own text.
    var text: String {
        guard let text = unsafe X509_verify_cert_error_string(Int(rawValue)) else { return name }
        return unsafe String(cString: text)
    }

    /// What it means here; a code that nobody has looked at yet is a refusal like any other, and "no error" is none
    /// that could be reported.
    var meaning: Meaning {
        if self == .ok { return .noVerdict }
        return Self.entries[self]?.meaning ?? .finding(.profileViolation)
    }

    /// Whether the checks behind this error look at something else, so that OpenSSL can go on and find more.
    var isIndependent: Bool {
        switch meaning {
        case .finding(.expired), .finding(.notYetValid), .finding(.purposeMismatch), .finding(.pathLengthExceeded),
            .finding(.notACA),
            .finding(.unknownCriticalExtension), .finding(.nameConstraintViolation), .finding(.weakKey), .finding(.weakSignature),
            .finding(.revoked), .finding(.policyConstraintViolation):
            true
        case .finding, .noVerdict: false
        }
    }
}
#endif
