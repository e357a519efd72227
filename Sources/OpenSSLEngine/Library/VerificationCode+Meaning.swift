#if OpenSSL
import COpenSSL
import ServerIdentity

/// What every code of OpenSSL 3.0's `x509_vfy.h` means in the words that all engines share.
extension VerificationCode {
    enum Meaning: Hashable, Sendable {
        /// A reason to refuse.
        case finding(FindingID)
        /// OpenSSL could not verify at all: no answer about the chain.
        case noVerdict
    }

    struct Entry: Sendable {
        let name: String
        let meaning: Meaning
    }

    static let entries: [VerificationCode: Entry] = Dictionary(
        uniqueKeysWithValues: table.map { (VerificationCode(rawValue: $0), Entry(name: $1, meaning: $2)) })

    /// In the order of the header. Not told apart: the errors about a CRL, which all leave a status unknown; those that
    /// only `X509_V_FLAG_X509_STRICT`, proxies or Suite B bring about, which this engine does not turn on.
    private static let table: [(Int32, String, Meaning)] = [
        (X509_V_ERR_UNSPECIFIED, "X509_V_ERR_UNSPECIFIED", .finding(.profileViolation)),
        (X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT", .finding(.unknownIssuer)),
        (X509_V_ERR_UNABLE_TO_GET_CRL, "X509_V_ERR_UNABLE_TO_GET_CRL", .finding(.revocationUnavailable)),
        (X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE, "X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE", .finding(.badSignature)),
        (
            X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE, "X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE",
            .finding(.revocationUnavailable)
        ),
        (
            X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, "X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
            .finding(.malformedCertificate)
        ),
        (X509_V_ERR_CERT_SIGNATURE_FAILURE, "X509_V_ERR_CERT_SIGNATURE_FAILURE", .finding(.badSignature)),
        (X509_V_ERR_CRL_SIGNATURE_FAILURE, "X509_V_ERR_CRL_SIGNATURE_FAILURE", .finding(.revocationUnavailable)),
        (X509_V_ERR_CERT_NOT_YET_VALID, "X509_V_ERR_CERT_NOT_YET_VALID", .finding(.notYetValid)),
        (X509_V_ERR_CERT_HAS_EXPIRED, "X509_V_ERR_CERT_HAS_EXPIRED", .finding(.expired)),
        (X509_V_ERR_CRL_NOT_YET_VALID, "X509_V_ERR_CRL_NOT_YET_VALID", .finding(.revocationUnavailable)),
        (X509_V_ERR_CRL_HAS_EXPIRED, "X509_V_ERR_CRL_HAS_EXPIRED", .finding(.revocationUnavailable)),
        (X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD, "X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD", .finding(.malformedCertificate)),
        (X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD, "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD", .finding(.malformedCertificate)),
        (X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD, "X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD", .finding(.revocationUnavailable)),
        (X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD, "X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD", .finding(.revocationUnavailable)),
        (X509_V_ERR_OUT_OF_MEM, "X509_V_ERR_OUT_OF_MEM", .noVerdict),
        (X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT", .finding(.selfSigned)),
        (X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN", .finding(.selfSigned)),
        (X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", .finding(.unknownIssuer)),
        (X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, "X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE", .finding(.unknownIssuer)),
        (X509_V_ERR_CERT_CHAIN_TOO_LONG, "X509_V_ERR_CERT_CHAIN_TOO_LONG", .finding(.pathLengthExceeded)),
        (X509_V_ERR_CERT_REVOKED, "X509_V_ERR_CERT_REVOKED", .finding(.revoked)),
        (X509_V_ERR_NO_ISSUER_PUBLIC_KEY, "X509_V_ERR_NO_ISSUER_PUBLIC_KEY", .finding(.malformedCertificate)),
        (X509_V_ERR_PATH_LENGTH_EXCEEDED, "X509_V_ERR_PATH_LENGTH_EXCEEDED", .finding(.pathLengthExceeded)),
        (X509_V_ERR_INVALID_PURPOSE, "X509_V_ERR_INVALID_PURPOSE", .finding(.purposeMismatch)),
        (X509_V_ERR_CERT_UNTRUSTED, "X509_V_ERR_CERT_UNTRUSTED", .finding(.unknownIssuer)),
        (X509_V_ERR_CERT_REJECTED, "X509_V_ERR_CERT_REJECTED", .finding(.distrustedByRootProgram)),
        (X509_V_ERR_SUBJECT_ISSUER_MISMATCH, "X509_V_ERR_SUBJECT_ISSUER_MISMATCH", .finding(.unknownIssuer)),
        (X509_V_ERR_AKID_SKID_MISMATCH, "X509_V_ERR_AKID_SKID_MISMATCH", .finding(.unknownIssuer)),
        (X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH, "X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH", .finding(.unknownIssuer)),
        (X509_V_ERR_KEYUSAGE_NO_CERTSIGN, "X509_V_ERR_KEYUSAGE_NO_CERTSIGN", .finding(.keyUsageViolation)),
        (X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER, "X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER", .finding(.revocationUnavailable)),
        (X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION, "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION", .finding(.unknownCriticalExtension)),
        (X509_V_ERR_KEYUSAGE_NO_CRL_SIGN, "X509_V_ERR_KEYUSAGE_NO_CRL_SIGN", .finding(.revocationUnavailable)),
        (
            X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION, "X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION",
            .finding(.revocationUnavailable)
        ),
        (X509_V_ERR_INVALID_NON_CA, "X509_V_ERR_INVALID_NON_CA", .finding(.notACA)),
        (X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED, "X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED", .finding(.pathLengthExceeded)),
        (X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE, "X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE", .finding(.keyUsageViolation)),
        (X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED, "X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED", .finding(.profileViolation)),
        (X509_V_ERR_INVALID_EXTENSION, "X509_V_ERR_INVALID_EXTENSION", .finding(.malformedCertificate)),
        (X509_V_ERR_INVALID_POLICY_EXTENSION, "X509_V_ERR_INVALID_POLICY_EXTENSION", .finding(.policyConstraintViolation)),
        (X509_V_ERR_NO_EXPLICIT_POLICY, "X509_V_ERR_NO_EXPLICIT_POLICY", .finding(.policyConstraintViolation)),
        (X509_V_ERR_DIFFERENT_CRL_SCOPE, "X509_V_ERR_DIFFERENT_CRL_SCOPE", .finding(.revocationUnavailable)),
        (X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE, "X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE", .finding(.profileViolation)),
        (X509_V_ERR_UNNESTED_RESOURCE, "X509_V_ERR_UNNESTED_RESOURCE", .finding(.profileViolation)),
        (X509_V_ERR_PERMITTED_VIOLATION, "X509_V_ERR_PERMITTED_VIOLATION", .finding(.nameConstraintViolation)),
        (X509_V_ERR_EXCLUDED_VIOLATION, "X509_V_ERR_EXCLUDED_VIOLATION", .finding(.nameConstraintViolation)),
        (X509_V_ERR_SUBTREE_MINMAX, "X509_V_ERR_SUBTREE_MINMAX", .finding(.nameConstraintViolation)),
        (X509_V_ERR_APPLICATION_VERIFICATION, "X509_V_ERR_APPLICATION_VERIFICATION", .finding(.profileViolation)),
        (X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE, "X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE", .finding(.nameConstraintViolation)),
        (X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX, "X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX", .finding(.nameConstraintViolation)),
        (X509_V_ERR_UNSUPPORTED_NAME_SYNTAX, "X509_V_ERR_UNSUPPORTED_NAME_SYNTAX", .finding(.nameConstraintViolation)),
        (X509_V_ERR_CRL_PATH_VALIDATION_ERROR, "X509_V_ERR_CRL_PATH_VALIDATION_ERROR", .finding(.revocationUnavailable)),
        (X509_V_ERR_PATH_LOOP, "X509_V_ERR_PATH_LOOP", .finding(.unknownIssuer)),
        (X509_V_ERR_SUITE_B_INVALID_VERSION, "X509_V_ERR_SUITE_B_INVALID_VERSION", .finding(.profileViolation)),
        (X509_V_ERR_SUITE_B_INVALID_ALGORITHM, "X509_V_ERR_SUITE_B_INVALID_ALGORITHM", .finding(.weakKey)),
        (X509_V_ERR_SUITE_B_INVALID_CURVE, "X509_V_ERR_SUITE_B_INVALID_CURVE", .finding(.weakKey)),
        (
            X509_V_ERR_SUITE_B_INVALID_SIGNATURE_ALGORITHM, "X509_V_ERR_SUITE_B_INVALID_SIGNATURE_ALGORITHM",
            .finding(.weakSignature)
        ),
        (X509_V_ERR_SUITE_B_LOS_NOT_ALLOWED, "X509_V_ERR_SUITE_B_LOS_NOT_ALLOWED", .finding(.weakSignature)),
        (
            X509_V_ERR_SUITE_B_CANNOT_SIGN_P_384_WITH_P_256, "X509_V_ERR_SUITE_B_CANNOT_SIGN_P_384_WITH_P_256",
            .finding(.weakSignature)
        ),
        (X509_V_ERR_HOSTNAME_MISMATCH, "X509_V_ERR_HOSTNAME_MISMATCH", .finding(.nameMismatch)),
        (X509_V_ERR_EMAIL_MISMATCH, "X509_V_ERR_EMAIL_MISMATCH", .finding(.nameMismatch)),
        (X509_V_ERR_IP_ADDRESS_MISMATCH, "X509_V_ERR_IP_ADDRESS_MISMATCH", .finding(.nameMismatch)),
        (X509_V_ERR_DANE_NO_MATCH, "X509_V_ERR_DANE_NO_MATCH", .finding(.pinMismatch)),
        (X509_V_ERR_EE_KEY_TOO_SMALL, "X509_V_ERR_EE_KEY_TOO_SMALL", .finding(.weakKey)),
        (X509_V_ERR_CA_KEY_TOO_SMALL, "X509_V_ERR_CA_KEY_TOO_SMALL", .finding(.weakKey)),
        (X509_V_ERR_CA_MD_TOO_WEAK, "X509_V_ERR_CA_MD_TOO_WEAK", .finding(.weakSignature)),
        (X509_V_ERR_INVALID_CALL, "X509_V_ERR_INVALID_CALL", .noVerdict),
        (X509_V_ERR_STORE_LOOKUP, "X509_V_ERR_STORE_LOOKUP", .noVerdict),
        (X509_V_ERR_NO_VALID_SCTS, "X509_V_ERR_NO_VALID_SCTS", .finding(.profileViolation)),
        (X509_V_ERR_PROXY_SUBJECT_NAME_VIOLATION, "X509_V_ERR_PROXY_SUBJECT_NAME_VIOLATION", .finding(.profileViolation)),
        (X509_V_ERR_OCSP_VERIFY_NEEDED, "X509_V_ERR_OCSP_VERIFY_NEEDED", .finding(.revocationUnavailable)),
        (X509_V_ERR_OCSP_VERIFY_FAILED, "X509_V_ERR_OCSP_VERIFY_FAILED", .finding(.stapleInvalid)),
        (X509_V_ERR_OCSP_CERT_UNKNOWN, "X509_V_ERR_OCSP_CERT_UNKNOWN", .finding(.revocationUnavailable)),
        (X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM, "X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM", .finding(.badSignature)),
        (X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH, "X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH", .finding(.badSignature)),
        (
            X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY, "X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY",
            .finding(.malformedCertificate)
        ),
        (X509_V_ERR_INVALID_CA, "X509_V_ERR_INVALID_CA", .finding(.notACA)),
        (X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA, "X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA", .finding(.profileViolation)),
        (X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN, "X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN", .finding(.profileViolation)),
        (
            X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA, "X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA",
            .finding(.profileViolation)
        ),
        (X509_V_ERR_ISSUER_NAME_EMPTY, "X509_V_ERR_ISSUER_NAME_EMPTY", .finding(.profileViolation)),
        (X509_V_ERR_SUBJECT_NAME_EMPTY, "X509_V_ERR_SUBJECT_NAME_EMPTY", .finding(.profileViolation)),
        (X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER, "X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER", .finding(.profileViolation)),
        (X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER, "X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER", .finding(.profileViolation)),
        (X509_V_ERR_EMPTY_SUBJECT_ALT_NAME, "X509_V_ERR_EMPTY_SUBJECT_ALT_NAME", .finding(.profileViolation)),
        (X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL, "X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL", .finding(.profileViolation)),
        (X509_V_ERR_CA_BCONS_NOT_CRITICAL, "X509_V_ERR_CA_BCONS_NOT_CRITICAL", .finding(.profileViolation)),
        (X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL, "X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL", .finding(.profileViolation)),
        (X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL, "X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL", .finding(.profileViolation)),
        (X509_V_ERR_CA_CERT_MISSING_KEY_USAGE, "X509_V_ERR_CA_CERT_MISSING_KEY_USAGE", .finding(.profileViolation)),
        (X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3, "X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3", .finding(.profileViolation)),
        (X509_V_ERR_EC_KEY_EXPLICIT_PARAMS, "X509_V_ERR_EC_KEY_EXPLICIT_PARAMS", .finding(.profileViolation)),
    ]
}
#endif
