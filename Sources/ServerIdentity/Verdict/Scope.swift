/// What an engine judges. Agreement is computed only over what both engines judge.
public struct Scope: OptionSet, Hashable, Sendable {
    /// One bit for each aspect.
    public let rawValue: Int

    /// Takes the bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Whether the certificate belongs to the reference identity.
    public static let name = Scope(rawValue: 1 << 0)
    /// Whether the certificates are valid at the instant.
    public static let validity = Scope(rawValue: 1 << 1)
    /// Whether the certificates can be decoded.
    public static let form = Scope(rawValue: 1 << 2)
    /// Whether a path of issuers leads to a trust anchor.
    public static let path = Scope(rawValue: 1 << 3)
    /// Whether the signatures of the path verify and are strong enough.
    public static let signatures = Scope(rawValue: 1 << 4)
    /// Whether keys and certificates may be used for server authentication.
    public static let usage = Scope(rawValue: 1 << 5)
    /// Whether a certificate was revoked.
    public static let revocation = Scope(rawValue: 1 << 6)

    /// The aspects by the words of the JSON record.
    public static let words: [(scope: Scope, word: String)] = [
        (.name, "name"), (.validity, "validity"), (.form, "form"), (.path, "path"), (.signatures, "signatures"),
        (.usage, "usage"), (.revocation, "revocation"),
    ]

    /// The words of the aspects in this scope.
    public var words: [String] { Self.words.filter { contains($0.scope) }.map(\.word) }
}

extension FindingID {
    /// The aspect that a finding belongs to.
    public var scope: Scope {
        switch self {
        case .nameMismatch, .noUsableName: .name
        case .expired, .notYetValid: .validity
        case .malformedCertificate: .form
        case .badSignature, .weakSignature, .weakKey: .signatures
        case .purposeMismatch, .keyUsageViolation: .usage
        case .revoked, .revocationUnavailable, .stapleMissing, .stapleInvalid: .revocation
        case .unknownIssuer, .selfSigned, .notACA, .pathLengthExceeded, .nameConstraintViolation, .policyConstraintViolation,
            .unknownCriticalExtension, .profileViolation, .distrustedByRootProgram, .pathBudgetExceeded, .pinMismatch:
            .path
        }
    }
}
