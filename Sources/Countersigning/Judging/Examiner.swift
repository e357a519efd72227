package import CrossCheck
import Crypto
package import IndependentValidator
package import ServerIdentity
package import TrustAnchors
import VerdictMemory

/// Asks all engines about one chain, and gathers the facts that a report shows beside their answers.
package struct Examiner: Sendable {
    private let crossCheck: CrossCheck
    private let anchors: TrustAnchorSet
    private let anchorsSHA256: [UInt8]
    private let skippedAnchors: [SkippedBlock]
    private let policy: Policy
    private let crls: CRLSet
    private let responses: [OCSPResponseDER]
    private let engines: [MadeEngine]
    private let certificates: DecodedCertificates

    /// - Parameters:
    ///   - skippedAnchors: what of the trust sources gave no anchor.
    ///   - decodedAnchors: anchors that were decoded when they were loaded (`AnchorLoading`).
    package init(
        anchors: TrustAnchorSet, skippedAnchors: [SkippedBlock] = [],
        decodedAnchors: DecodedAnchors = DecodedAnchors(), policy: Policy, crls: CRLSet = .none,
        responses: [OCSPResponseDER] = [], engines: EngineSelection = .countersigning, memo: Remembering = .on,
        ledger: Ledger = .known
    ) {
        let certificates = DecodedCertificates(anchors: decodedAnchors)
        let deciding = engines.deciding.map { $0.make(memo, decodedAnchors, certificates) }
        let advisory = engines.advisory.map { $0.make(memo, decodedAnchors, certificates) }
        self.certificates = certificates
        self.engines = deciding + advisory
        crossCheck = CrossCheck(engines: deciding.map(\.engine), advisory: advisory.map(\.engine), ledger: ledger)
        self.anchors = anchors
        self.skippedAnchors = skippedAnchors
        self.policy = policy
        self.crls = crls
        self.responses = responses
        anchorsSHA256 = Self.digest(of: anchors)
        crossCheck.prepare(anchors, crls: crls)
    }

    /// How often the engines' memos knew the answer, all together.
    package var memoCounts: (hits: Int, misses: Int) {
        let counts = engines.compactMap { $0.memoCounts?() }
        return (counts.reduce(0) { $0 + $1.hits }, counts.reduce(0) { $0 + $1.misses })
    }

    /// Asks every engine, and gathers no facts for a report.
    package func examine(
        _ chain: CertificateChain, for identity: ReferenceIdentity?, at instant: Instant, staple: StapledResponse = .unknown
    ) -> Examination {
        crossCheck.examine(question(chain, identity, instant, staple))
    }

    /// Asks every engine, and gathers the facts that a report shows.
    ///
    /// - Parameters:
    ///   - identity: who the server should be; nil to judge the chain alone.
    ///   - staple: what is known of a stapled response; where there is an observation, that says it.
    package func judge(
        _ chain: CertificateChain, for identity: ReferenceIdentity?, at instant: Instant, staple: StapledResponse = .unknown,
        observation: Observation? = nil
    ) -> Judgement {
        let draft = draft(chain, for: identity, at: instant, staple: staple, observation: observation)
        draft.complete()
        return draft.judgement(without: "")
    }

    /// A judgement that nobody has begun to make.
    package func draft(
        _ chain: CertificateChain, for identity: ReferenceIdentity?, at instant: Instant,
        staple: StapledResponse = .unknown,
        observation: Observation? = nil
    ) -> JudgementDraft {
        let question = question(chain, identity, instant, observation?.staple ?? staple)
        return JudgementDraft(crossCheck.sheet(for: question)) { examination, elapsed in
            judgement(examination, observation, elapsed)
        }
    }

    private func question(
        _ chain: CertificateChain, _ identity: ReferenceIdentity?, _ instant: Instant, _ staple: StapledResponse
    ) -> Question {
        Question(
            chain: chain, identity: identity, policy: policy, anchors: anchors,
            revocation: RevocationEvidence(crls: crls, staple: staple, responses: responses), instant: instant)
    }

    private func judgement(_ examination: Examination, _ observation: Observation?, _ elapsed: Duration) -> Judgement {
        var observation = observation
        observation?.timings.verify = elapsed.microseconds
        let chain = examination.question.chain
        let path = examination.acceptedPath
        var facts: [CertificateDER: CertificateFacts] = [:]
        for der in chain.certificates + path where facts[der] == nil { facts[der] = certificates.facts(of: der) }
        let expiry = ChainExpiry.earliest(of: chain.certificates.map { facts[$0]?.validity })
        var judgement = Judgement(
            examination: examination, observation: observation, facts: facts, anchorsSHA256: anchorsSHA256,
            sentExpiry: expiry.map { .init(depth: $0.depth, instant: $0.notAfter) },
            pathExpiry: ChainExpiry.earliest(of: path.map { facts[$0]?.validity })?.notAfter)
        judgement.skippedAnchors = skippedAnchors
        return judgement
    }

    /// SHA-256 over the sorted SHA-256 digests of all that the set says, so that the same set gives the same text in
    /// any order: of each anchor's DER, with its distrust date after it if it has one, and of issuer and serial number
    /// of what is distrusted.
    private static func digest(of anchors: TrustAnchorSet) -> [UInt8] {
        let parts = anchors.anchors.map { anchor in
            anchor.certificate.octets + (anchor.constraints.serverDistrustAfter.map { Array($0.description.utf8) } ?? [])
        }
        let digests = (parts + anchors.distrusted.map { $0.issuer + $0.serial }).map { Array(SHA256.hash(data: $0)) }
        return Array(SHA256.hash(data: digests.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }))
    }
}

extension Observation {
    /// A response is always asked for. A session that continues an earlier one presents neither chain nor response
    /// again.
    package var staple: StapledResponse { stapledOCSP.map(StapledResponse.response) ?? (isResumed ? .unknown : .missing) }
}

extension Duration {
    var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
