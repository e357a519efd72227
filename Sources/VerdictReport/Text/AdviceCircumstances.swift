import Countersigning
import CrossCheck
import ServerIdentity

/// What advice depends on beside the finding: nobody is told to do what was done already.
struct AdviceCircumstances {
    /// Whom the certificate should name; nil if nobody was asked for.
    var asked: ReferenceIdentity?
    /// Whom the client trusts, as reports call it.
    var trustSource = "system store"
    /// How many certificates were presented.
    var sent = 1
    /// Whether the finding is about a trust anchor.
    var isAboutAnchor = false
    /// Whether any CRL was given.
    var hasCRLs = false
    /// Whether the rule that a finding is about refuses by the policy alone.
    var isPolicyRule = false

    /// Of a finding by itself.
    init(_ finding: Finding, asked: ReferenceIdentity? = nil) {
        self.asked = asked
        isAboutAnchor = finding.anchor != nil
    }

    init(_ finding: Finding, _ judgement: Judgement) {
        let question = judgement.examination.question
        self.init(finding, asked: question.identity)
        trustSource = question.anchors.source
        sent = question.chain.certificates.count
        if let depth = finding.depth, depth > 0, finding.cause != .issuerKeyDiffers {
            isAboutAnchor = judgement.isTrusted(at: depth)
        }
        hasCRLs = !question.subject.crls.lists.isEmpty
        isPolicyRule = ProfileRule.allCases.contains { Cause($0) == finding.cause && question.policy.enforcedRules.contains($0) }
    }

    /// How the client can trust a certificate: by an option, or where it said already whom to trust.
    var trustIt: String {
        trustSource.hasPrefix("system store") ? "give it with --cafile" : "add it to what you trust (\(trustSource))"
    }
}
