import GnuTLS
public import ServerIdentity

/// Asks GnuTLS: what a program would be told that verifies this chain with `gnutls_certificate_verify_peers` at this
/// instant.
///
/// GnuTLS 3.7.9 follows the order presented and does not come back from a wrong issuer. Where it refuses,
/// `Paths.candidates` asks it again about the ways to an anchor over the same certificates. It does not judge SRV-IDs
/// and URI-IDs (the answer's scope then lacks the name), and without CRLs or OCSP responses in the question it says
/// nothing of revocation.
public struct GnuTLSEngine: ChainEngine {
    /// `gnutls`, its version at run time, and the package version that the caller found.
    public let identity: EngineIdentity
    /// How strong keys and signatures must be: always GnuTLS's `medium`, 112 bits.
    private let profile = SecurityProfile.medium
    private let paths: Paths
    private let rootProgram: RootProgram
    private let trustLists = AnchorCache<LoadedTrustList>()

    /// Which paths GnuTLS is asked about.
    public enum Paths: Hashable, Sendable {
        /// The chain as presented: what a program that uses GnuTLS says.
        case presented
        /// Where GnuTLS refuses that, also the candidates in proper order; the answer then says what the server should
        /// change.
        case candidates
    }

    /// What becomes of the root program's constraints that GnuTLS can't be told.
    public enum RootProgram: Hashable, Sendable {
        /// They are looked up beside GnuTLS, and refuse.
        case enforced
        /// They are notes, and only GnuTLS's blocklist refuses: what a program says that hands GnuTLS anchors and
        /// blocklist. For comparing: a chain that the root program distrusts may be accepted.
        case libraryAlone
    }

    /// Makes an engine.
    ///
    /// - Parameters:
    ///   - packageVersion: the distribution's version of the library, if known: backports change verdicts.
    ///   - paths: which paths GnuTLS is asked about.
    ///   - rootProgram: what becomes of constraints that GnuTLS can't be told.
    public init(packageVersion: String? = nil, paths: Paths = .candidates, rootProgram: RootProgram = .enforced) {
        self.paths = paths
        self.rootProgram = rootProgram
        identity = EngineIdentity(id: "gnutls", version: Library.version, packageVersion: packageVersion)
    }

    /// Everything but revocation, which an answer's scope holds where the status of a certificate was determined.
    public var scope: Scope { [.name, .validity, .form, .path, .signatures, .usage] }

    /// Loads anchors and revocation lists.
    public func prepare(_ anchors: TrustAnchorSet, crls: CRLSet) { _ = try? loaded(anchors, crls) }

    private func loaded(_ anchors: TrustAnchorSet, _ crls: CRLSet) throws(GnuTLSError) -> LoadedTrustList {
        try trustLists.value(for: anchors, crls: crls) { anchors throws(GnuTLSError) in
            try LoadedTrustList(anchors, crls)
        }
    }

    /// Asks GnuTLS about a chain, the name left out.
    public func judge(_ subject: ChainQuestion, at instant: Instant) -> any JudgedChain {
        func judged(_ outcome: GnuTLSJudgement.Outcome, _ loaded: LoadedTrustList? = nil) -> GnuTLSJudgement {
            GnuTLSJudgement(
                engine: identity, scope: scope, subject: subject, instant: instant, profile: profile, outcome: outcome,
                anchorNotes: loaded?.notes ?? [], anchorEdges: loaded?.edges, distrustedAnchors: loaded?.distrustedAnchors ?? [:],
                rootProgram: rootProgram)
        }
        let loaded: LoadedTrustList
        do throws(GnuTLSError) {
            loaded = try self.loaded(subject.anchors, subject.crls)
        } catch {
            return judged(.undecided(reason: "GnuTLS can use none of the trust anchors: \(error)"))
        }
        do throws(GnuTLSError) {
            let certificates = try CertificateList(der: subject.chain.certificates.map(\.octets))
            let verification = try loaded.anchors.all.verify(
                certificates, for: nil, purpose: KeyPurpose(subject.policy.purpose), profile: profile, at: instant.secondsSinceEpoch
            )
            var verified = GnuTLSJudgement.Verified(certificates: certificates, verification: verification)
            verified.distrust = DistrustJudgement(certificates, loaded.program)
            if !verification.isTrusted, paths == .candidates, !verified.isRefusedAnyway(rootProgram) {
                if try search(&verified, loaded.anchors, subject.policy, instant) {
                    let reason = "not every path over the certificates presented was tried: \(PathSearch.limits)"
                    return judged(.undecided(reason: reason), loaded)
                }
            }
            verified.distrust.date = loaded.dateFinding(verified, for: subject.policy.purpose)
            if rootProgram == .enforced { try goAround(&verified, loaded, subject.policy, instant) }
            if verified.verification.isTrusted {
                verified.distrust.staple = try loaded.stapleFinding(verified, subject.staple)
                verified.revocation = try RevocationJudgement(
                    subject, certificates, path: verified.path, loaded.revocationLists,
                    issuers: issuersOfAnchor(verified.path, subject),
                    responses: rootProgram == .enforced
                        ? try loaded.permitted(subject.revocation.responses) : subject.revocation.responses,
                    profile: profile,
                    isStapleRefused: rootProgram == .enforced && verified.distrust.staple != nil, at: instant)
            }
            return judged(.verified(verified), loaded)
        } catch {
            let native = NativeDetail(code: error.code.name, text: error.code.text)
            switch error.operation {
            case .importCertificate(let index):
                let evidence = Evidence.other(
                    .malformedCertificate, .undecodableCertificate,
                    detail: "GnuTLS can't decode the certificate: \(error.code.text)")
                return judged(.refused(Finding(evidence, depth: index, native: native)), loaded)
            case .checkKey(let index):
                let detail = "the RSA key is above the limits: \(Certificate.keyLimits)"
                let evidence = Evidence.other(.profileViolation, .keyAboveLimits, detail: detail)
                return judged(.refused(Finding(evidence, depth: index, native: native)), loaded)
            case .checkWork(let index, let limit):
                let reason = "GnuTLS was not asked: with certificate \(index) there are \(limit)"
                return judged(.undecided(reason: reason), loaded)
            default: return judged(.undecided(reason: "GnuTLS could not verify: \(error)"), loaded)
            }
        }
    }
}

extension GnuTLSEngine {
    /// Whoever issued the anchor of a path, trusted or presented, where there is anything that may revoke it; of a
    /// self-issued one nobody could tell.
    private func issuersOfAnchor(_ path: [CertificateDER], _ subject: ChainQuestion) -> [CertificateDER] {
        guard !subject.crls.lists.isEmpty || subject.revocation.hasResponses, let anchor = path.last,
            let list = try? CertificateList(der: [anchor.octets]), let links = list.links.first,
            links.issuer != links.subject
        else { return [] }
        let candidates = subject.anchors.anchors.map(\.certificate) + subject.chain.certificates
        var seen: Set<CertificateDER> = [anchor]
        return candidates.filter { seen.insert($0).inserted && list.isIssued(0, by: $0.octets, profile: profile) }
    }

    /// Asks GnuTLS about candidates, where it refuses the chain as presented; whether a limit ended that.
    private func search(
        _ verified: inout GnuTLSJudgement.Verified, _ anchors: AnchorLists, _ policy: Policy, _ instant: Instant
    ) throws(GnuTLSError) -> Bool {
        let search = PathSearch(
            verified.certificates, anchors, purpose: KeyPurpose(policy.purpose), profile: profile,
            at: instant.secondsSinceEpoch)
        switch try search.run() {
        case .accepted(let found):
            verified.rearranged = .init(
                presented: verified.verification, order: found.order, hasOtherAnchor: found.hasOtherAnchor)
            verified.verification = found.verification
            return false
        case .allRefused: return false
        case .limitReached: return true
        }
    }

    /// Where GnuTLS accepts a path to an anchor that is not trusted for a leaf of this date: asks again without such
    /// anchors, as a validator would that knows the dates and comes back from a wrong anchor.
    private func goAround(
        _ verified: inout GnuTLSJudgement.Verified, _ loaded: LoadedTrustList, _ policy: Policy, _ instant: Instant
    ) throws(GnuTLSError) {
        let certificates = verified.certificates
        guard let date = verified.distrust.date, verified.distrust.presented.isEmpty, let notBefore = certificates.leafNotBefore,
            let anchors = loaded.dated.value(forLeafIssuedAt: notBefore)
        else { return }
        var around = GnuTLSJudgement.Verified(
            certificates: certificates,
            verification: try anchors.all.verify(
                certificates, for: nil, purpose: KeyPurpose(policy.purpose), profile: profile, at: instant.secondsSinceEpoch))
        if !around.verification.isTrusted, paths == .candidates { _ = try search(&around, anchors, policy, instant) }
        guard around.verification.isTrusted else { return }
        // GnuTLS alone accepts the chain as it is, by the other path: there is nothing that the server should change.
        verified.verification = around.verification
        verified.rearranged = nil
        verified.distrust.date = nil
        verified.notes.append(
            Finding(
                date.evidence, cause: .otherPathTaken, depth: nil, rule: date.rule, origin: .adapter,
                native: NativeDetail(
                    code: nil, text: "GnuTLS alone ends at that anchor; asked again without it, it accepts another path")))
    }
}

extension KeyPurpose {
    /// Nil for any purpose.
    init?(_ purpose: Policy.Purpose) {
        switch purpose {
        case .serverAuthentication: self = .serverAuthentication
        case .clientAuthentication: self = .clientAuthentication
        case .any: return nil
        }
    }
}

extension PeerName {
    /// Nil for the kinds that GnuTLS can't compare.
    init?(_ identity: ReferenceIdentity) {
        switch identity {
        case .dns(let name): self = .host(name.description)
        case .ip(let address): self = .address(address.octets)
        case .srv, .uri: return nil
        }
    }
}
