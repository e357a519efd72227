import Countersigning
import ServerIdentity

/// Pins and known hosts, as the short answer tells them.
extension TextReport {
    /// What became of the host's entry; of a changed key, both certificates one above the other.
    func firstUse(_ judgement: Judgement) -> [(label: String, text: String)] {
        guard let use = judgement.keyDemand.firstUse else { return [] }
        let place = use.entry.map { "\(use.file):\($0.line)" } ?? use.file
        switch use.outcome {
        case .recorded:
            return [("first", "\(use.host) was not known; its key is recorded in \(place), and must be the same next time")]
        case .known: return [("first", "the key of \(use.host) is the one recorded on \(firstSeen(use)) (\(place))")]
        case .unrecorded: return [("first", "\(use.host) is not known and was refused: nothing is recorded in \(place)")]
        case .full: return [("first", "\(use.host) is not known, and \(place) has no room for it: nothing is recorded")]
        case .failed: return [("first", "the key of \(use.host) is neither compared nor recorded: \(use.problem ?? place)")]
        case .changed:
            let leaf = judgement.sentFacts.first ?? nil
            return [
                ("was", "\(Self.certificate(use.entry?.facts, use.entry?.pin)), recorded on \(firstSeen(use)) (\(place))"),
                ("is", Self.certificate(leaf, leaf.flatMap { PublicKeyPin(sha256: $0.spkiSHA256) })),
            ]
        }
    }

    private func firstSeen(_ use: FirstUse) -> String { use.entry?.firstSeen.description ?? "an unknown date" }

    /// The same facts of both in the same order, so that they can be compared by eye.
    private static func certificate(_ facts: CertificateFacts?, _ pin: PublicKeyPin?) -> String {
        let key = pin?.description ?? "a key that can't be read"
        guard let facts else { return key }
        return
            "\(key), \(facts.key), \(facts.subject), issued by \(facts.issuer), \(facts.validity.notBefore) to \(facts.validity.notAfter), SHA-256 \(hexadecimal(facts.sha256))"
    }
}
