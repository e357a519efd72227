#if OpenSSL
public import ServerIdentity

/// Asks OpenSSL: what `X509_verify_cert` says of a chain at this instant, for this purpose.
///
/// OpenSSL builds its own path from the certificates presented, in whatever order they come. It judges no SRV-IDs and
/// URI-IDs (the answer's scope then lacks the name) and no stapled responses; without CRLs in the question it says
/// nothing of revocation.
public struct OpenSSLEngine: ChainEngine {
    /// `openssl`, its version at run time, and the package version that the caller found.
    public let identity: EngineIdentity
    private let stores = AnchorCache<LoadedStore?>()

    /// 112 bits: RSA of 2048, no SHA-1. Debian's default for TLS.
    static let securityLevel: Int32 = 2

    /// 512 KiB: OpenSSL takes time in proportion, and has limits of its own for names and policies (measured, 3.0.19:
    /// 10 ms). Usual chains have 2 to 10 KiB.
    static let maximumOctetsOfChain = 512 * 1_024
    /// 16 KiB in the policies and mappings of a chain, a thousand of them: OpenSSL compares each with each (measured,
    /// 3.0.22: 6,000 and 4,000 take a second). Usual chains have under 200 octets.
    static let maximumOctetsOfPolicies = 16 * 1_024

    /// Makes an engine.
    ///
    /// - Parameter packageVersion: the distribution's version of the library, if known: backports change verdicts.
    public init(packageVersion: String? = nil) {
        identity = EngineIdentity(id: "openssl", version: Self.libraryVersion, packageVersion: packageVersion)
    }

    /// The version of the libcrypto that this process runs with: `3.0.22`.
    public static var libraryVersion: String { OpenSSLLibrary.version }

    /// Everything but revocation, which an answer's scope holds where the status of a certificate was determined.
    public var scope: Scope { [.name, .validity, .form, .path, .signatures, .usage] }

    /// Loads anchors and revocation lists.
    public func prepare(_ anchors: TrustAnchorSet, crls: CRLSet) { _ = loaded(anchors, crls) }

    private func loaded(_ anchors: TrustAnchorSet, _ crls: CRLSet) -> LoadedStore? {
        stores.value(for: anchors, crls: crls) { LoadedStore($0, crls) }
    }

    /// Asks OpenSSL about a chain, the name left out.
    public func judge(_ subject: ChainQuestion, at instant: Instant) -> any JudgedChain {
        let loaded = loaded(subject.anchors, subject.crls)
        let revocation = RevocationCheck(subject, isIncomplete: loaded?.missingLists.isEmpty == false)
        func judged(_ outcome: OpenSSLJudgement.Outcome, _ store: LoadedStore? = nil) -> OpenSSLJudgement {
            OpenSSLJudgement(
                engine: identity, scope: scope, subject: subject, instant: instant, outcome: outcome,
                anchorNotes: store?.notes ?? [],
                isRevocationComplete: revocation.isAsked && store?.missingLists.isEmpty == true,
                anchorEdges: store?.edges, distrustedAnchors: store?.distrustedAnchors ?? [:])
        }
        guard let loaded else {
            return judged(.undecided(reason: "OpenSSL could not set up a store"))
        }
        if loaded.store.anchors.isEmpty, loaded.distrustedAnchors.isEmpty {
            return judged(.undecided(reason: "OpenSSL can decode none of the trust anchors"), loaded)
        }
        let octets = subject.chain.octets
        if octets > Self.maximumOctetsOfChain {
            let reason =
                "OpenSSL was not asked: certificates of \(octets) octets are more than the limit of \(Self.maximumOctetsOfChain)"
            return judged(.undecided(reason: reason), loaded)
        }
        var chain: [X509Certificate] = []
        for (index, der) in subject.chain.certificates.enumerated() {
            guard let certificate = X509Certificate(der: der.octets) else {
                let evidence = Evidence.other(
                    .malformedCertificate, .undecodableCertificate, detail: "OpenSSL can't decode the certificate")
                return judged(.refused(Finding(evidence, depth: index)), loaded)
            }
            chain.append(certificate)
        }
        let octetsOfPolicies = chain.reduce(0) { $0 + $1.octetsOfPolicies }
        if octetsOfPolicies > Self.maximumOctetsOfPolicies {
            let reason =
                "OpenSSL was not asked: certificate policies of \(octetsOfPolicies) octets are more than the limit of "
                + "\(Self.maximumOctetsOfPolicies)"
            return judged(.undecided(reason: reason), loaded)
        }
        let parameters = VerificationParameters(subject.policy, instant, revocation, loaded)
        let sound = RevocationEvidencePass.sound(loaded.store.lists, at: instant)
        guard var verification = loaded.store.verify(chain, by: parameters, lists: sound) else {
            return judged(.undecided(reason: "OpenSSL could not set up the verification"), loaded)
        }
        var distrust = DistrustJudgement(chain, loaded.program)
        var store = loaded.store
        goAround(&verification, &distrust, &store, chain, loaded, parameters, subject.policy, instant)
        var notes = loaded.missingLists
        if revocation.isAsked, verification.isVerified {
            var pass = RevocationEvidencePass(chain, store, loaded.store.lists, parameters, at: instant)
            pass.run(on: &verification)
            notes += RevocationNotes.notes(on: pass.notes, verification, subject)
            let path = verification.path.compactMap { try? CertificateDER($0) }
            for place in revocation.placesToTell(on: path) where pass.notes[place] == nil {
                if let error = verification.undetermined[place] { verification.refuse(error) }
            }
        }
        return judged(.verified(chain, verification, distrust, notes: notes), loaded)
    }

    /// Where OpenSSL accepts a path to an anchor that is not trusted for a leaf of this date: asks again without such
    /// anchors.
    private func goAround(
        _ verification: inout ChainVerification, _ distrust: inout DistrustJudgement, _ store: inout TrustStore,
        _ chain: [X509Certificate], _ loaded: LoadedStore, _ parameters: VerificationParameters, _ policy: Policy,
        _ instant: Instant
    ) {
        guard verification.isVerified, let leaf = chain.first,
            let date = DistrustJudgement.dateFinding(verification.path, leaf, loaded.program, for: policy.purpose)
        else { return }
        distrust.date = date
        guard distrust.presented.isEmpty, let notBefore = leaf.notBefore,
            let dated = loaded.dated.value(forLeafIssuedAt: notBefore),
            let around = dated.verify(
                chain, by: parameters,
                lists: RevocationEvidencePass.sound(loaded.store.lists, at: instant)), around.isVerified
        else { return }
        store = dated
        verification = around
        (distrust.date, distrust.passedDate) = (nil, date)
    }
}

extension VerificationParameters {
    init(_ policy: Policy, _ instant: Instant, _ revocation: RevocationCheck, _ loaded: LoadedStore) {
        self.init(time: instant.secondsSinceEpoch, securityLevel: OpenSSLEngine.securityLevel)
        flags = loaded.pathFlags | revocation.flags | policy.certificatePolicies.flags | ProfileFlags.flags(for: policy)
        switch policy.purpose {
        case .serverAuthentication: (purpose, trust) = (PurposeCode.server, TrustCode.server)
        case .clientAuthentication: (purpose, trust) = (PurposeCode.client, TrustCode.client)
        case .any: break
        }
        maximumIntermediates = policy.maximumIntermediates
        policies = policy.certificatePolicies.initialPolicySet?.sorted() ?? [CertificatePolicySettings.anyPolicy]
    }
}
#endif
