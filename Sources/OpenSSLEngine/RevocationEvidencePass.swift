#if OpenSSL
import ServerIdentity

/// Asks OpenSSL again about lists that it did not choose.
///
/// OpenSSL 3.0 takes one list for a certificate: the best in date, of equals the newest, of those the first. By the
/// policy here an entry for good counts in any list that verifies, however old, for no CA takes that back; a hold
/// counts by the newest list. So each list that holds a certificate of the path is given to it alone.
struct RevocationEvidencePass {
    let chain: [X509Certificate]
    let store: TrustStore
    /// All that OpenSSL decoded.
    let lists: [X509RevocationList]
    let parameters: VerificationParameters
    let instant: Instant
    private var runs = 0

    /// By the place on the path: why lists that OpenSSL would take do not tell the status.
    private(set) var notes: [Int: X509RevocationList.Weakness] = [:]

    /// 64 times OpenSSL is asked again: an issuer has one or two lists.
    private static let maximumRuns = 64

    init(
        _ chain: [X509Certificate], _ store: TrustStore, _ lists: [X509RevocationList],
        _ parameters: VerificationParameters, at instant: Instant
    ) {
        self.chain = chain
        self.store = store
        self.lists = lists.filter { $0.isUsable(at: instant) }
        self.parameters = parameters
        self.instant = instant
    }

    /// The lists that may show that a certificate is good.
    static func sound(_ lists: [X509RevocationList], at instant: Instant) -> [X509RevocationList] {
        lists.filter { $0.weakness == nil && $0.isUsable(at: instant) }
    }

    /// Adds what the lists prove of a path that OpenSSL accepted.
    mutating func run(on verification: inout ChainVerification) {
        let path = verification.path.map { X509Certificate(der: $0) }
        for (place, certificate) in path.dropLast().enumerated() {
            guard let certificate else { continue }
            if isRevoked(certificate, place, &verification) {
                verification.refuse(error(certificate, place))
                continue
            }
            switch hold(certificate, place) {
            case .stands: verification.refuse(error(certificate, place))
            case .mayBeLifted: verification.leaveUndetermined(place)
            case .lifted: break
            // By a delta list that OpenSSL used together with another one.
            case .none where verification.held.contains(place): verification.refuse(error(certificate, place))
            case .none: break
            }
        }
        if let anchor = path.last ?? nil, isRevoked(anchor: anchor, path.compactMap(\.self)) {
            verification.refuse(error(anchor, path.count - 1))
        }
        weighUndetermined(verification, path)
    }

    private func error(_ certificate: X509Certificate, _ place: Int) -> VerificationError {
        VerificationError(code: .certificateRevoked, pathDepth: place, certificate: certificate.der)
    }

    /// Nil beyond the limit.
    private mutating func ask(
        _ lists: [X509RevocationList], _ chain: [X509Certificate]? = nil, trusting issuers: [X509Certificate]? = nil,
        usesExpiredLists: Bool = false
    ) -> ChainVerification? {
        if runs == Self.maximumRuns { return nil }
        runs += 1
        var parameters = parameters
        parameters.usesExpiredLists = usesExpiredLists
        if issuers != nil { parameters.flags |= PathFlags.partialChain }
        return store.verify(chain ?? self.chain, by: parameters, lists: lists, trusting: issuers)
    }

    /// Whether a list revokes it for good. What could not be asked leaves its status open.
    private mutating func isRevoked(
        _ certificate: X509Certificate, _ place: Int, _ verification: inout ChainVerification
    ) -> Bool {
        for list in lists where list.statement(on: certificate) == .revoked {
            if list.isDelta {
                // OpenSSL uses it together with another one, as it has done, or not at all.
                verification.leaveUndetermined(place)
                continue
            }
            guard let answer = ask([list], usesExpiredLists: true) else {
                verification.leaveUndetermined(place)
                return false
            }
            if answer.errors.contains(error(certificate, place)) { return true }
        }
        return false
    }

    private enum Hold {
        /// No list has one.
        case none
        case lifted
        /// The newest list that knows could not show it.
        case mayBeLifted
        case stands
    }

    private mutating func hold(_ certificate: X509Certificate, _ place: Int) -> Hold {
        var hold = Hold.none
        for list in lists where !list.isDelta && list.statement(on: certificate) == .onHold {
            guard let alone = ask([list], usesExpiredLists: true) else { return .mayBeLifted }
            guard alone.held.contains(place) else { continue }
            let newer = lists.filter { $0.isNewer(than: list) }
            let sound = newer.filter { $0.isProof(at: instant) }
            if tells(sound, place) || tells([list] + newer.filter(\.isDelta), place) {
                if hold == .none { hold = .lifted }
                continue
            }
            if list.isProof(at: instant) { return .stands }
            hold = .mayBeLifted
        }
        return hold
    }

    /// Whether lists show that a certificate is good.
    private mutating func tells(_ lists: [X509RevocationList], _ place: Int) -> Bool {
        guard !lists.isEmpty, let answer = ask(lists) else { return false }
        return answer.undetermined[place] == nil && !answer.held.contains(place)
            && !answer.errors.contains { $0.pathDepth == place }
    }

    /// Whether whoever issued the anchor, trusted or presented, says that it was revoked: no path needs them.
    private mutating func isRevoked(anchor: X509Certificate, _ path: [X509Certificate]) -> Bool {
        let holding = lists.filter { !$0.isDelta && $0.statement(on: anchor) == .revoked }
        if holding.isEmpty || anchor.subjectEncoding == anchor.issuerEncoding { return false }
        let issuers = (store.anchors + chain).filter { $0.subjectEncoding == anchor.issuerEncoding }
        for issuer in issuers where issuer.der != anchor.der {
            for list in holding {
                let others = path.filter { one in !chain.contains { $0.der == one.der } }
                guard let answer = ask([list], chain + others, trusting: [issuer], usesExpiredLists: true) else {
                    return false
                }
                if answer.errors.contains(where: { $0.code == .certificateRevoked && $0.certificate == anchor.der }) {
                    return true
                }
            }
        }
        return false
    }

    /// Lists that OpenSSL would take, and that are no proof by a rule of ours.
    private mutating func weighUndetermined(_ verification: ChainVerification, _ path: [X509Certificate?]) {
        let weak = lists.filter { $0.weakness != nil }
        if weak.isEmpty || verification.undetermined.isEmpty { return }
        guard let answer = ask(lists) else { return }
        for place in verification.undetermined.keys where answer.undetermined[place] == nil {
            guard path.indices.contains(place), let certificate = path[place] else { continue }
            notes[place] = weak.first { $0.isIssued(byIssuerOf: certificate) }?.weakness
        }
    }
}
#endif
