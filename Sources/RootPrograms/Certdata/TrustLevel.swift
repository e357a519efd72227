/// What a root program says of a certificate for one purpose.
public enum TrustLevel: String, CaseIterable, Hashable, Sendable {
    /// A trust anchor: it may issue others.
    case trustedDelegator = "trusted_delegator"
    /// Trusted itself, but not to issue others.
    case trusted
    /// A valid CA, but no anchor.
    case validDelegator = "valid_delegator"
    /// Neither trusted nor distrusted: a path must lead on to an anchor.
    case mustVerify = "must_verify"
    /// Explicitly distrusted: no path may hold it.
    case notTrusted = "not_trusted"
    /// The list says that it does not know.
    case unknown
    /// The list says nothing, or something that this reader does not know.
    case unstated

    /// Whether it makes a certificate worth something by itself.
    public var isTrust: Bool { self == .trustedDelegator || self == .trusted }

    /// Whether roots of this level may be asked for: what is distrusted, or said nothing of, never is.
    public var isSelectable: Bool {
        switch self {
        case .trustedDelegator, .trusted, .validDelegator, .mustVerify: true
        case .notTrusted, .unknown, .unstated: false
        }
    }

    /// Reads a constant: those of NSS since 2011 (CKT_NSS_…), of Netscape before (CKT_NETSCAPE_…), and of PKCS #11
    /// version 3.2 (CKT_…).
    public init?(constant: String) {
        guard let level = Self.levels[constant] else { return nil }
        self = level
    }

    private static let levels: [String: TrustLevel] = [
        "CKT_NSS_TRUSTED_DELEGATOR": .trustedDelegator, "CKT_NETSCAPE_TRUSTED_DELEGATOR": .trustedDelegator,
        "CKT_TRUST_ANCHOR": .trustedDelegator,
        "CKT_NSS_TRUSTED": .trusted, "CKT_NETSCAPE_TRUSTED": .trusted, "CKT_TRUSTED": .trusted,
        "CKT_NSS_VALID_DELEGATOR": .validDelegator, "CKT_NETSCAPE_VALID_DELEGATOR": .validDelegator,
        "CKT_NSS_VALID": .mustVerify, "CKT_NETSCAPE_VALID": .mustVerify,
        "CKT_NSS_MUST_VERIFY_TRUST": .mustVerify, "CKT_NSS_MUST_VERIFY": .mustVerify, "CKT_NETSCAPE_MUST_VERIFY": .mustVerify,
        "CKT_TRUST_MUST_VERIFY_TRUST": .mustVerify,
        // "Untrusted" was later found to be read in two ways; the careful one is taken.
        "CKT_NSS_NOT_TRUSTED": .notTrusted, "CKT_NSS_UNTRUSTED": .notTrusted, "CKT_NETSCAPE_UNTRUSTED": .notTrusted,
        "CKT_NOT_TRUSTED": .notTrusted,
        "CKT_NSS_TRUST_UNKNOWN": .unknown, "CKT_NETSCAPE_TRUST_UNKNOWN": .unknown, "CKT_TRUST_UNKNOWN": .unknown,
    ]
}

/// What a certificate is used for.
public enum RootPurpose: String, CaseIterable, Hashable, Sendable {
    /// TLS servers.
    case server
    /// Signed and encrypted mail.
    case email
    /// Signed programs.
    case code
}

/// What a root program says of a certificate, purpose by purpose.
public struct PurposeTrust: Hashable, Sendable {
    /// For TLS servers.
    public var server = TrustLevel.unstated
    /// For mail.
    public var email = TrustLevel.unstated
    /// For programs.
    public var code = TrustLevel.unstated

    /// Takes a level for each purpose.
    public init(server: TrustLevel = .unstated, email: TrustLevel = .unstated, code: TrustLevel = .unstated) {
        self.server = server
        self.email = email
        self.code = code
    }

    /// The level for a purpose.
    public subscript(purpose: RootPurpose) -> TrustLevel {
        get {
            switch purpose {
            case .server: server
            case .email: email
            case .code: code
            }
        }
        set {
            switch purpose {
            case .server: server = newValue
            case .email: email = newValue
            case .code: code = newValue
            }
        }
    }

    /// The purposes of a level.
    public func purposes(_ isMeant: (TrustLevel) -> Bool) -> [RootPurpose] { RootPurpose.allCases.filter { isMeant(self[$0]) } }

    /// Whether a purpose has this level.
    public func contains(_ level: TrustLevel) -> Bool { server == level || email == level || code == level }
}
