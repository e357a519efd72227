import CGnuTLS

/// The bits of GnuTLS's answer to "may this chain be trusted?"; none set means yes.
///
/// The set is open: a bit that this version does not name keeps its number, and still means no.
public struct CertificateStatus: OptionSet, Hashable, Sendable {
    /// The bits of `gnutls_certificate_status_t`.
    public let rawValue: UInt32

    /// Takes any bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ bit: gnutls_certificate_status_t) { rawValue = bit.rawValue }

    /// Not trusted; set beside most other bits.
    public static let invalid = Self(GNUTLS_CERT_INVALID)
    /// Revoked by a CRL or OCSP response.
    public static let revoked = Self(GNUTLS_CERT_REVOKED)
    /// No issuer in the chain or the trust list.
    public static let signerNotFound = Self(GNUTLS_CERT_SIGNER_NOT_FOUND)
    /// The issuer is no CA.
    public static let signerNotCA = Self(GNUTLS_CERT_SIGNER_NOT_CA)
    /// A signature algorithm or key below the security profile.
    public static let insecureAlgorithm = Self(GNUTLS_CERT_INSECURE_ALGORITHM)
    /// Before notBefore.
    public static let notActivated = Self(GNUTLS_CERT_NOT_ACTIVATED)
    /// After notAfter.
    public static let expired = Self(GNUTLS_CERT_EXPIRED)
    /// A signature that does not verify.
    public static let signatureFailure = Self(GNUTLS_CERT_SIGNATURE_FAILURE)
    /// Revocation data that is too old.
    public static let revocationDataSuperseded = Self(GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED)
    /// Not the host name or address asked for.
    public static let unexpectedOwner = Self(GNUTLS_CERT_UNEXPECTED_OWNER)
    /// Revocation data from the future.
    public static let revocationDataIssuedInFuture = Self(GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE)
    /// The issuer's constraints (path length, names) do not allow it.
    public static let signerConstraintsFailure = Self(GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE)
    /// Not the certificate that was expected (trust on first use).
    public static let mismatch = Self(GNUTLS_CERT_MISMATCH)
    /// Not for this purpose.
    public static let purposeMismatch = Self(GNUTLS_CERT_PURPOSE_MISMATCH)
    /// A stapled OCSP response was required and is missing.
    public static let missingOCSPStatus = Self(GNUTLS_CERT_MISSING_OCSP_STATUS)
    /// A stapled OCSP response that does not verify.
    public static let invalidOCSPStatus = Self(GNUTLS_CERT_INVALID_OCSP_STATUS)
    /// A critical extension that GnuTLS does not know.
    public static let unknownCriticalExtensions = Self(GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS)

    /// Every bit that this version names, with its C name.
    public static let named: [(status: CertificateStatus, name: String)] = [
        (.invalid, "GNUTLS_CERT_INVALID"),
        (.revoked, "GNUTLS_CERT_REVOKED"),
        (.signerNotFound, "GNUTLS_CERT_SIGNER_NOT_FOUND"),
        (.signerNotCA, "GNUTLS_CERT_SIGNER_NOT_CA"),
        (.insecureAlgorithm, "GNUTLS_CERT_INSECURE_ALGORITHM"),
        (.notActivated, "GNUTLS_CERT_NOT_ACTIVATED"),
        (.expired, "GNUTLS_CERT_EXPIRED"),
        (.signatureFailure, "GNUTLS_CERT_SIGNATURE_FAILURE"),
        (.revocationDataSuperseded, "GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED"),
        (.unexpectedOwner, "GNUTLS_CERT_UNEXPECTED_OWNER"),
        (.revocationDataIssuedInFuture, "GNUTLS_CERT_REVOCATION_DATA_ISSUED_IN_FUTURE"),
        (.signerConstraintsFailure, "GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE"),
        (.mismatch, "GNUTLS_CERT_MISMATCH"),
        (.purposeMismatch, "GNUTLS_CERT_PURPOSE_MISMATCH"),
        (.missingOCSPStatus, "GNUTLS_CERT_MISSING_OCSP_STATUS"),
        (.invalidOCSPStatus, "GNUTLS_CERT_INVALID_OCSP_STATUS"),
        (.unknownCriticalExtensions, "GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS"),
    ]

    /// The C names of the bits that are set; a bit without a name appears as its number.
    public var names: [String] {
        var rest = self
        var names: [String] = []
        for (status, name) in Self.named where contains(status) {
            names.append(name)
            rest.remove(status)
        }
        for bit in 0..<UInt32(UInt32.bitWidth) where rest.rawValue & (1 << bit) != 0 { names.append("bit \(bit)") }
        return names
    }

    /// GnuTLS's own sentence for these bits.
    public var text: String {
        var raw = unsafe gnutls_datum_t()
        let status = unsafe gnutls_certificate_verification_status_print(rawValue, GNUTLS_CRT_X509, &raw, 0)
        guard status == GNUTLS_E_SUCCESS else { return names.joined(separator: ", ") }
        // The text ends with a NUL that is not part of the size in every version.
        let octets = unsafe take(raw).prefix { $0 != 0 }
        return String(decoding: octets, as: UTF8.self).trimmingSpaces
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\n" }.reversed())
    }
}
