import CGnuTLS

/// A call into GnuTLS that failed: no verdict and no data came of it.
public struct GnuTLSError: Error, Hashable, Sendable {
    /// GnuTLS's code.
    public let code: Code
    /// What was being done.
    public let operation: Operation
    /// The alert that the peer sent, where the error is one.
    public let alert: Alert?

    init(_ code: Code, _ operation: Operation, alert: Alert? = nil) {
        self.code = code
        self.operation = operation
        self.alert = alert
    }

    /// An error code of GnuTLS; the set is open, since later versions add to it.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The number: negative for errors.
        public let rawValue: Int32

        /// Takes any number.
        public init(rawValue: Int32) { self.rawValue = rawValue }

        /// The C name, `GNUTLS_E_PREMATURE_TERMINATION`; a number where GnuTLS has no name for it.
        public var name: String {
            guard let name = unsafe gnutls_strerror_name(rawValue) else { return "GNUTLS_E_\(rawValue)" }
            return unsafe String(cString: name)
        }

        /// GnuTLS's own text.
        public var text: String {
            guard let text = unsafe gnutls_strerror(rawValue) else { return name }
            return unsafe String(cString: text)
        }

        /// `GNUTLS_E_AGAIN`: more input is needed.
        public static let again = Code(rawValue: GNUTLS_E_AGAIN)
        /// `GNUTLS_E_INTERRUPTED`: try again.
        public static let interrupted = Code(rawValue: GNUTLS_E_INTERRUPTED)
        /// `GNUTLS_E_PREMATURE_TERMINATION`: the peer closed without saying so.
        public static let prematureTermination = Code(rawValue: GNUTLS_E_PREMATURE_TERMINATION)
        /// `GNUTLS_E_FATAL_ALERT_RECEIVED`: the peer sent a fatal alert.
        public static let fatalAlertReceived = Code(rawValue: GNUTLS_E_FATAL_ALERT_RECEIVED)
        /// `GNUTLS_E_WARNING_ALERT_RECEIVED`: the peer sent a warning.
        public static let warningAlertReceived = Code(rawValue: GNUTLS_E_WARNING_ALERT_RECEIVED)
        /// `GNUTLS_E_UNEXPECTED_PACKET_LENGTH`: octets that are no TLS record.
        public static let unexpectedPacketLength = Code(rawValue: GNUTLS_E_UNEXPECTED_PACKET_LENGTH)
        /// `GNUTLS_E_UNEXPECTED_PACKET`: a record that does not belong here.
        public static let unexpectedPacket = Code(rawValue: GNUTLS_E_UNEXPECTED_PACKET)
        /// `GNUTLS_E_UNSUPPORTED_VERSION_PACKET`: a TLS version that was not offered.
        public static let unsupportedVersion = Code(rawValue: GNUTLS_E_UNSUPPORTED_VERSION_PACKET)
        /// `GNUTLS_E_HANDSHAKE_TOO_LARGE`: a handshake message above the limit.
        public static let handshakeTooLarge = Code(rawValue: GNUTLS_E_HANDSHAKE_TOO_LARGE)
        /// `GNUTLS_E_CERTIFICATE_ERROR`: the peer's certificate was refused.
        public static let certificateError = Code(rawValue: GNUTLS_E_CERTIFICATE_ERROR)
        /// `GNUTLS_E_NO_CERTIFICATE_FOUND`: the peer presented none.
        public static let noCertificateFound = Code(rawValue: GNUTLS_E_NO_CERTIFICATE_FOUND)
        /// `GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE`: there is no such thing.
        public static let dataNotAvailable = Code(rawValue: GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        /// `GNUTLS_E_PK_INVALID_PUBKEY`: a public key that is not used.
        public static let invalidPublicKey = Code(rawValue: GNUTLS_E_PK_INVALID_PUBKEY)
        /// `GNUTLS_E_ASN1_DER_OVERFLOW`: more to decode than is taken.
        public static let derOverflow = Code(rawValue: GNUTLS_E_ASN1_DER_OVERFLOW)
        /// `GNUTLS_E_KEY_USAGE_VIOLATION`: a key used for what its certificate's keyUsage does not allow.
        public static let keyUsageViolation = Code(rawValue: GNUTLS_E_KEY_USAGE_VIOLATION)
        /// `GNUTLS_E_CERTIFICATE_KEY_MISMATCH`: a private key and a certificate that do not belong together.
        public static let certificateKeyMismatch = Code(rawValue: GNUTLS_E_CERTIFICATE_KEY_MISMATCH)
        /// `GNUTLS_E_INVALID_REQUEST`: the call does not fit the state.
        public static let invalidRequest = Code(rawValue: GNUTLS_E_INVALID_REQUEST)
        /// `GNUTLS_E_INTERNAL_ERROR`: GnuTLS contradicted itself.
        public static let internalError = Code(rawValue: GNUTLS_E_INTERNAL_ERROR)
    }

    /// What was being done when a call failed.
    public enum Operation: Hashable, Sendable {
        /// Making a session, trust list, certificate or credentials.
        case initialize
        /// Applying an option to a session.
        case configure
        /// Reading a certificate's DER; the index is its place in the list given.
        case importCertificate(index: Int)
        /// Comparing a certificate's RSA key with the limits of this module: a modulus of at most 16,384 bits, an
        /// exponent of at most 64.
        case checkKey(index: Int)
        /// Comparing what there is to decode with the limits of this module; the index is the place of the certificate
        /// that goes past one. GnuTLS was not asked.
        case checkWork(index: Int, Certificate.WorkLimit)
        /// Reading a certificate and key pair.
        case importKey
        /// Adding trust anchors.
        case addAnchors
        /// Reading certificates of PKCS#11 tokens.
        case readTokens
        /// Reading a revocation list or an OCSP response.
        case importRevocationData
        /// Verifying a revocation list or an OCSP response, and looking a certificate up in it.
        case checkRevocation
        /// Verifying a chain against a trust list.
        case verify
        /// The handshake.
        case handshake
        /// Sending application data.
        case send
        /// Receiving application data.
        case receive
        /// Saving or restoring a session for resumption.
        case resume
    }
}

extension GnuTLSError: CustomStringConvertible {
    /// Operation, C name and GnuTLS's text; an alert by its name.
    public var description: String {
        let told = alert.map { "; the peer sent the alert \($0)" } ?? ""
        return "\(operation): \(code.name) (\(code.text))\(told)"
    }
}

/// A TLS alert (RFC 8446 section 6).
public struct Alert: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number of the alert on the wire, 0 to 255.
    public let rawValue: UInt32

    /// Takes any number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The number and GnuTLS's text: `40 (Handshake failed)`.
    public var description: String {
        let alert = unsafe gnutls_alert_get_name(gnutls_alert_description_t(rawValue: rawValue))
        guard let alert = unsafe alert else { return String(rawValue) }
        return unsafe "\(rawValue) (\(String(cString: alert)))"
    }
}

/// Turns a negative status of a GnuTLS call into a thrown error.
@discardableResult
func check(_ status: Int32, _ operation: GnuTLSError.Operation) throws(GnuTLSError) -> Int32 {
    if status < 0 { throw GnuTLSError(GnuTLSError.Code(rawValue: status), operation) }
    return status
}
