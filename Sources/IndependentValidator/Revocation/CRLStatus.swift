import ServerIdentity

/// What the CRLs say of one certificate (RFC 5280 section 6.3: UNREVOKED, a reason, or UNDETERMINED).
enum RevocationStatus: Hashable, Sendable {
    /// CRLs that cover every reason have no entry for it.
    case unrevoked
    /// A CRL has an entry for it; without a reason where the entry gives none. `weakness` says why that CRL could not
    /// have shown the opposite; nil if it could.
    case revoked(at: Instant, reason: RevocationReason?, weakness: String?)
    /// Nobody knows, and why. Never the same as unrevoked.
    case undetermined(Obstacle)
}

/// Why a CRL is no help.
struct Obstacle: Hashable, Sendable {
    let cause: Cause
    /// One clause.
    let clause: String

    init(_ cause: Cause, _ clause: String) {
        self.cause = cause
        self.clause = clause
    }
}

/// Finds the revocation status of one certificate in the CRLs at hand: the complete CRL processing of RFC 5280 section
/// 6.3.3, delta CRLs included.
///
/// Nothing is fetched. Q: What if one of two CRLs that cover the same can't be used (bad signature, out of date,
/// unknown critical extension)? A: The other one is used, as the loops of the section do; the newer one goes first.
///
/// Q: What if one list holds the certificate and another one does not? A: The section takes the first that will do. A
/// certificate that was revoked stays on the lists until one scheduled list beyond its end (section 5 and 3.3), and
/// only a hold can be lifted. So here, and it is a rule of ours, an entry for good counts in any list that verifies,
/// however old; a hold counts by the newest list.
struct CRLStatus {
    private let subject: RevocationSubject
    private let index: CRLIndex
    private let instant: Instant
    private let isStrict: Bool
    private let signers: (DistinguishedName, CRLSigners.Standing) -> [StatusSigner]

    /// reasons_mask of the section.
    private var covered: ReasonFlags = []
    private var revoked: CRLEntry?
    /// Why the CRL that says "revoked" could not have shown the opposite.
    private var weakness: String?
    /// A hold in a list that could not show that it was lifted, and no newer list does.
    private var hold: Obstacle?
    /// The newest list that told whether the certificate is on hold.
    private var newest: CertificateRevocationList?
    private var signatureChecks = 0
    /// Who signed a list, where that was asked before.
    private var signersOfLists: [ObjectIdentifier: Signer?] = [:]
    /// Why CRLs that seemed to fit were no help, the first reason first.
    private var obstacles: [Obstacle] = []
    /// A CRL of the right issuer that is about other certificates or other distribution points.
    private var elsewhere: Obstacle?

    /// The status of a certificate.
    ///
    /// - Parameters:
    ///   - isStrict: uses no CRL that lacks what RFC 5280 section 5.2 asks of issuers.
    ///   - signers: given the issuer of a CRL, the certificates with this subject that are validated up to the anchor
    ///     of the certificate in question: first those in its own path, usually its issuer, then, if none of them
    ///     signed the CRL, the others.
    static func find(
        _ subject: RevocationSubject, in index: CRLIndex, at instant: Instant, isStrict: Bool,
        signers: (DistinguishedName, CRLSigners.Standing) -> [StatusSigner]
    ) -> RevocationStatus {
        withoutActuallyEscaping(signers) { signers in
            var search = CRLStatus(subject, index, instant, isStrict, signers)
            return search.run()
        }
    }

    private init(
        _ subject: RevocationSubject, _ index: CRLIndex, _ instant: Instant, _ isStrict: Bool,
        _ signers: @escaping (DistinguishedName, CRLSigners.Standing) -> [StatusSigner]
    ) {
        self.subject = subject
        self.index = index
        self.instant = instant
        self.isStrict = isStrict
        self.signers = signers
    }

    /// A distribution point as this search takes it: with the names in full.
    private struct Place {
        /// Names of the CRL; nil if the point has no distributionPoint.
        let names: [ComparableName]?
        let reasons: ReasonFlags?
        /// cRLIssuer; nil if the point has none.
        let issuer: [ComparableName]?
    }

    private mutating func run() -> RevocationStatus {
        let places = places
        for place in places { lookForEvidence(at: place) }
        for place in places where revoked == nil { look(at: place) }
        if let revoked { return .revoked(at: revoked.date, reason: revoked.reason, weakness: weakness) }
        if let hold { return .undetermined(hold) }
        // What was not looked at may revoke.
        if let unseen { return .undetermined(unseen) }
        return covered == .all ? .unrevoked : .undetermined(obstacle)
    }

    private var places: [Place] {
        var places: [Place] = []
        for point in subject.distributionPoints?.points ?? [] {
            let named = point.issuer?.lazy.compactMap(\.directoryName).first
            places.append(
                Place(
                    names: point.name?.names(relativeTo: named ?? subject.issuer), reasons: point.reasons, issuer: point.issuer))
        }
        // "If the revocation status has not been determined, repeat the process above with any available CRLs not
        // specified in a distribution point but issued by the certificate issuer. For the processing of such a CRL,
        // assume a DP with both the reasons and the cRLIssuer fields omitted and a distribution point name of the
        // certificate issuer."
        places.append(Place(names: [.directory(subject.issuer)], reasons: nil, issuer: nil))
        return places
    }

    /// A list that revokes for good, whatever others say and however old it is.
    private mutating func lookForEvidence(at place: Place) {
        for issuer in issuers(of: place) {
            for crl in index.completeCRLs(of: issuer) + index.deltaCRLs(of: issuer) {
                if revoked != nil { return }
                // Asked in this order because most lists do not hold the certificate, and signatures cost most.
                guard let entry = crl.entries.entry(serialNumber: subject.serialNumber, issuer: subject.issuer),
                    entry.reason != .certificateHold, entry.reason != .removeFromCRL, covers(crl, place),
                    crl.forbidden == nil, instant >= crl.thisUpdate, let signer = signer(of: crl)
                else { continue }
                let weak = self.weakness(of: crl, signer.weakness, untimely: crl.untimely(at: instant))
                (revoked, weakness) = (entry, weak?.clause)
            }
        }
    }

    private func issuers(of place: Place) -> [DistinguishedName] {
        place.issuer.map { $0.compactMap(\.directoryName) } ?? [subject.issuer]
    }

    private var isDetermined: Bool { covered == .all || revoked != nil }

    /// The loop over the CRLs of one distribution point. Of lists of one second and number each is asked, for one of
    /// them may have a hold.
    private mutating func look(at place: Place) {
        for issuer in issuers(of: place) {
            for crl in index.completeCRLs(of: issuer) {
                if revoked != nil || isDetermined && newest?.isNewer(than: crl) != false { return }
                consider(crl, place)
            }
        }
    }

    /// Why a CRL that verifies could not show that a certificate is good; nil if it could.
    private func weakness(of crl: CertificateRevocationList, _ ofSignature: Obstacle?, untimely: String?) -> Obstacle? {
        ofSignature ?? crl.unreliable(strictly: isStrict).map { Obstacle($0.cause, "\(crl.title) \($0.clause)") }
            ?? untimely.map { Obstacle(.untimelyCRL, "\(crl.title) \($0)") }
    }

    private mutating func consider(_ crl: CertificateRevocationList, _ place: Place) {
        // (b) issuer and scope.
        guard covers(crl, place) else {
            if elsewhere == nil { elsewhere = Obstacle(.otherScopeOfCRL, "\(crl.title) does not cover the certificate") }
            return
        }
        // (d) and (e): the reasons that it adds.
        let reasons = (crl.distributionPoint?.onlySomeReasons ?? .all).intersection(place.reasons ?? .all)
        let isListed = crl.entries.entry(serialNumber: subject.serialNumber, issuer: subject.issuer) != nil
        if reasons.isSubset(of: covered), !isListed { return }
        if let why = crl.forbidden {
            obstacles.append(Obstacle(why.cause, "\(crl.title) \(why.clause)"))
            return
        }
        // (f) and (g): who signed it.
        guard let signer = signer(of: crl) else { return }
        // (c) and (h): a delta CRL that brings it up to date.
        let delta = delta(for: crl, signer.signer)
        // (a)(1): a CRL past its nextUpdate is good with a delta CRL that is not.
        let untimely = delta == nil || instant < crl.thisUpdate ? crl.untimely(at: instant) : nil
        if let untimely, instant < crl.thisUpdate {
            obstacles.append(Obstacle(.untimelyCRL, "\(crl.title) \(untimely)"))
            return
        }
        let weakness = self.weakness(of: crl, signer.weakness, untimely: untimely)
        // (i) to (k): first the delta CRL, then the complete one.
        var entry = delta?.entries.entry(serialNumber: subject.serialNumber, issuer: subject.issuer)
        if entry == nil { entry = crl.entries.entry(serialNumber: subject.serialNumber, issuer: subject.issuer) }
        guard let weakness else {
            if let entry, entry.reason != .removeFromCRL { revoked = entry }
            if newest?.isNewer(than: crl) != true { newest = crl }
            covered.formUnion(reasons)  // (l)
            return
        }
        if entry?.reason == .certificateHold {
            hold = hold ?? Obstacle(weakness.cause, "\(weakness.clause); by it the certificate was on hold")
        }
        obstacles.append(weakness)
    }

    /// (b)(1) and (b)(2).
    private func covers(_ crl: CertificateRevocationList, _ place: Place) -> Bool {
        let scope = crl.distributionPoint
        // "If the DP includes cRLIssuer, then verify that … the complete CRL contains an issuing distribution point
        // extension with the indirectCRL boolean asserted." That the issuers match, the index saw to.
        if place.issuer != nil, scope?.isIndirect != true { return false }
        guard let scope else { return true }
        if let names = scope.name?.names(relativeTo: crl.issuer) {
            guard let asked = place.names ?? place.issuer, asked.contains(where: names.contains) else { return false }
        }
        if scope.onlyContainsUserCertificates, subject.isCA { return false }
        if scope.onlyContainsCACertificates, !subject.isCA { return false }
        return !scope.onlyContainsAttributeCertificates
    }

    /// (f) and (g): the validated certificate whose key signed the CRL; with a weakness where SHA-1 was all that it
    /// signed.
    private mutating func signer(of crl: CertificateRevocationList) -> Signer? {
        if let known = signersOfLists[ObjectIdentifier(crl)] { return known }
        let signer = findSigner(of: crl)
        signersOfLists[ObjectIdentifier(crl)] = .some(signer)
        return signer
    }

    private typealias Signer = (signer: StatusSigner, weakness: Obstacle?)

    private mutating func findSigner(of crl: CertificateRevocationList) -> Signer? {
        var reason: String?
        var weak: Signer?
        // Those beside the path are looked for only if none in it will do: each of them needs a path of its own.
        for standing in CRLSigners.Standing.allCases {
            for candidate in signers(crl.issuer, standing).likeliestFirst(crl.authorityKeyIdentifier) {
                guard candidate.maySignCRLs else {
                    reason = reason ?? "the issuer of \(crl.title) may not sign lists: its keyUsage lacks cRLSign"
                    continue
                }
                guard let outcome = check(crl, candidate) else { return nil }
                if outcome == .valid { return (candidate, nil) }
                let clause = "\(crl.title) \(outcome.clause)"
                if case .weak = outcome, weak == nil, crl.signature.isMadeWithSHA1(by: candidate) {
                    weak = (candidate, Obstacle(.weaklySignedCRL, clause))
                }
                reason = reason ?? clause
            }
        }
        if let weak { return weak }
        let clause = reason ?? "no valid certificate of \(crl.issuer.text) is known, who issued \(crl.title)"
        obstacles.append(Obstacle(.signerOfCRL, clause))
        return nil
    }

    /// Counts signature checks; nil beyond the limit.
    private mutating func check(_ crl: CertificateRevocationList, _ signer: StatusSigner) -> SignatureOutcome? {
        if signatureChecks == Self.maximumSignatureChecks {
            let clause = "it would take more than \(Self.maximumSignatureChecks) signature checks of lists"
            obstacles.append(Obstacle(.workLimit, clause))
            return nil
        }
        signatureChecks += 1
        return crl.signature.check(signer)
    }

    /// (c) and (h), and RFC 5280 section 5.2.4: the newest delta CRL that may be combined with a complete one, by the
    /// same key.
    private mutating func delta(for crl: CertificateRevocationList, _ signer: StatusSigner) -> CertificateRevocationList? {
        guard let number = crl.number else { return nil }
        for delta in index.deltaCRLs(of: crl.issuer) {
            // 5.2.4 (c) and (d): "The CRL number of the complete CRL is equal to or greater than the BaseCRLNumber
            // specified in the delta CRL. … is less than the CRL number of the delta CRL."
            guard let base = delta.baseNumber, let own = delta.number, base <= number, number < own,
                delta.distributionPoint == crl.distributionPoint, delta.authorityKey == crl.authorityKey,
                delta.untimely(at: instant) == nil, delta.forbidden == nil,
                delta.unreliable(strictly: isStrict) == nil
            else { continue }
            guard let outcome = check(delta, signer) else { return nil }
            if outcome == .valid { return delta }
        }
        return nil
    }

    /// That lists were not looked at.
    private var unseen: Obstacle? { obstacles.first { $0.cause == .workLimit } }

    /// Why the status is undetermined.
    private var obstacle: Obstacle {
        // The list that was not looked at may be the good one.
        if let first = unseen ?? obstacles.first { return first }
        if !covered.isEmpty { return Obstacle(.reasonsNotCovered, "the lists of \(subject.issuer.text) do not cover all reasons") }
        if let elsewhere { return elsewhere }
        let known = "no list of \(subject.issuer.text) is at hand"
        guard let first = index.undecodable.first else { return Obstacle(.noCRL, known) }
        let example = "(\(EscapedText(first.origin))): \(first.error)"
        let count = index.undecodable.count
        return Obstacle(
            .undecodableCRL,
            count == 1
                ? "\(known), and a list can't be decoded \(example)"
                : "\(known), and \(count) lists can't be decoded; the first \(example)")
    }

    /// 64: a certificate has a handful of CRLs, and an issuer one or two keys.
    private static let maximumSignatureChecks = 64
}

extension [StatusSigner] {
    /// Those whose key identifier is the one asked for go first; none is left out, because key identifiers are only a
    /// hint.
    fileprivate func likeliestFirst(_ keyIdentifier: [UInt8]?) -> [StatusSigner] {
        guard count > 1, let keyIdentifier else { return self }
        return filter { $0.subjectKeyIdentifier == keyIdentifier } + filter { $0.subjectKeyIdentifier != keyIdentifier }
    }
}

extension SignatureOutcome {
    /// What it says of a CRL or response, to be put after its name.
    var clause: String {
        switch self {
        case .valid: "has a valid signature"
        case .invalid: "has a wrong signature"
        case .notDER: "has a signature that is no ECDSA signature in DER"
        case .weak(let why): "can't be trusted: \(why)"
        case .undecided(let why): "can't be checked: \(why)"
        case .keyMismatch(let why): "has a signature that does not fit its issuer: \(why)"
        }
    }
}
