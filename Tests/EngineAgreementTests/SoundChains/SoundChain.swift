import Foundation
import ServerIdentity

/// A chain that a relying party must accept for the name that is asked about, and what is special about it.
struct SoundChain {
    let question: Question
    let features: Set<SoundFeature>

    init(
        presented: [CertificateDER], anchors: [CertificateDER], asked: ReferenceIdentity, at instant: Instant,
        features: Set<SoundFeature>
    ) throws {
        question = Question(
            chain: try CertificateChain(presented), identity: asked, policy: .default,
            anchors: try TrustAnchorSet(anchors.map { TrustAnchor($0) }, source: "sound chain"), instant: instant)
        self.features = features
    }

    /// The question as a line that `countersign check --questions` reads.
    var line: String {
        func list(_ certificates: [CertificateDER]) -> String {
            certificates.map { "\"\(Data($0.octets).base64EncodedString())\"" }.joined(separator: ",")
        }
        let anchors = list(question.anchors.anchors.map(\.certificate))
        let chain = list(question.chain.certificates)
        let name = question.identity.map { "\"\($0)\"" } ?? "null"
        return #"{"name":\#(name),"instant":"\#(question.instant)","chain":[\#(chain)],"anchors":[\#(anchors)]}"#
    }
}
