public import CrossCheck
public import ServerIdentity
public import TrustAnchors

/// What the engines said of a chain, and the facts that a report shows beside it.
///
/// The caller decodes the certificates: nothing here parses DER.
public struct Judgement: Sendable {
    /// The question, the answers, and how far they agree.
    public let examination: Examination
    /// The handshake; nil if the chain came from a file.
    public let observation: Observation?
    /// The facts of every certificate of the chain and of the engines' paths that could be decoded.
    public let facts: [CertificateDER: CertificateFacts]
    /// SHA-256 over the anchors, 32 octets; empty if it was not computed.
    public let anchorsSHA256: [UInt8]
    /// The earliest end of validity among the certificates as sent; nil if none could be decoded.
    public let sentExpiry: SentExpiry?
    /// The earliest end of validity on the path that was accepted; nil if there is none.
    public let pathExpiry: Instant?
    /// What of the trust sources gave no anchor, in the order in which it was met. Default: nothing.
    public var skippedAnchors: [SkippedBlock] = []
    /// What the caller demands of the server's key beside what engines judge. Default: nothing.
    public var keyDemand = KeyDemand.none
    /// What the handshake did that the certificate does not allow. Default: nothing.
    public var handshakeFindings: [Finding] = []
    /// Why the handshake did not complete after the server had presented its chain: it has proved no key, so that
    /// nothing is countersigned. Default: nil, it is complete, or the chain came from a file.
    public var handshakeFailure: ProbeFailure?

    /// Takes an examination and the facts beside it.
    public init(
        examination: Examination, observation: Observation?, facts: [CertificateDER: CertificateFacts], anchorsSHA256: [UInt8] = [],
        sentExpiry: SentExpiry? = nil, pathExpiry: Instant? = nil
    ) {
        self.examination = examination
        self.observation = observation
        self.facts = facts
        self.anchorsSHA256 = anchorsSHA256
        self.sentExpiry = sentExpiry
        self.pathExpiry = pathExpiry
    }

    /// The earliest end of validity among the certificates as sent.
    public struct SentExpiry: Hashable, Sendable {
        /// The certificate's place in the chain as presented, 0 = leaf.
        public let depth: Int
        /// Its notAfter.
        public let instant: Instant

        /// Takes a place and a moment.
        public init(depth: Int, instant: Instant) {
            self.depth = depth
            self.instant = instant
        }
    }

    /// The conclusion that the exit code and the record's `verdict` stand for.
    public var conclusion: Conclusion {
        if !examination.agreement.class.isExplained { return .disagreement }
        if !demandedFindings.isEmpty { return .refused }
        if examination.isCountersigned { return handshakeFailure == nil ? .countersigned : .undecided }
        let isRefused = examination.answers.contains { if case .refused = $0.verdict { true } else { false } }
        return isRefused ? .refused : .undecided
    }

    /// The findings of all refusals, and what the caller's own demands find; what decides the exit code first.
    package var mergedFindings: [MergedFinding] { MergedFinding.merging(examination.answers, demanded: demandedFindings) }

    /// What refuses beside the engines: what was asked for and nobody judged, and keys that are not those demanded.
    package var demandedFindings: [Finding] {
        examination.unjudged + handshakeFindings + keyDemand.findings
    }

    /// The facts of the certificates as sent, in order; nil for one that could not be decoded.
    package var sentFacts: [CertificateFacts?] { examination.question.chain.certificates.map { facts[$0] } }

    /// The subject of a certificate of the chain, if it is there and could be decoded.
    package func subject(at depth: Int) -> String? {
        let sent = sentFacts
        return sent.indices.contains(depth) ? sent[depth]?.subject : nil
    }
}

/// What the engines' answers come to.
public enum Conclusion: String, CaseIterable, Hashable, Sendable {
    /// Every engine accepted, and there were at least two.
    case countersigned
    /// At least one engine refused, or the key is not the one that the caller demands; any difference is explained.
    case refused
    /// The engines contradict each other and the ledger does not explain it.
    case disagreement
    /// Nobody refused, and not enough engines accepted, or the handshake did not complete.
    case undecided
}
