/// What a certificate may be used for (RFC 5280 section 4.2.1.12).
public enum KeyPurpose: Hashable, Sendable {
    /// id-kp-serverAuth.
    case serverAuthentication
    /// id-kp-clientAuth.
    case clientAuthentication

    var objectIdentifier: String {
        switch self {
        case .serverAuthentication: "1.3.6.1.5.5.7.3.1"
        case .clientAuthentication: "1.3.6.1.5.5.7.3.2"
        }
    }
}
