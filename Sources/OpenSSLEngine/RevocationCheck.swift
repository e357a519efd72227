#if OpenSSL
import COpenSSL
import ServerIdentity

/// Which revocation checks a question asks of OpenSSL.
struct RevocationCheck: Sendable {
    private let subject: ChainQuestion
    private let hasStaple: Bool
    private let hasFetched: Bool
    /// Whether OpenSSL has fewer lists than were given.
    private let isIncomplete: Bool

    init(_ subject: ChainQuestion, isIncomplete: Bool) {
        self.subject = subject
        hasStaple = if case .response = subject.staple { true } else { false }
        hasFetched = !subject.revocation.responses.isEmpty
        self.isIncomplete = isIncomplete
    }

    /// Whether OpenSSL looks at revocation at all.
    var isAsked: Bool {
        let hasLists = !subject.crls.lists.isEmpty
        return hasLists || subject.policy.revocation.demandsStatus(at: 0, hasCRLs: hasLists)
    }

    /// Every certificate is looked at, because one that is known to be revoked is refused whatever is required; delta
    /// and indirect lists are used.
    var flags: Int32 { isAsked ? Self.flags : 0 }

    static let flags =
        Int32(X509_V_FLAG_CRL_CHECK) | Int32(X509_V_FLAG_CRL_CHECK_ALL) | Int32(X509_V_FLAG_EXTENDED_CRL_SUPPORT)
        | Int32(X509_V_FLAG_USE_DELTAS)

    /// Places on a path whose status must be known, and that nobody but OpenSSL may tell. It looks at no OCSP response,
    /// and the list that is asked for may be one that it does not have: then others judge it, and where nobody does,
    /// the cross-check refuses.
    func placesToTell(on path: [CertificateDER]) -> [Int] {
        if isIncomplete || hasFetched { return [] }
        return subject.placesOfDemandedStatus(on: path).filter { !hasStaple || $0 > 0 }
    }
}
#endif
