import CrossCheck
import ServerIdentity

/// What the engines said of a sound chain, held against what they should say.
struct SoundChainOutcome {
    private(set) var failures: [String] = []
    /// Engine and reason for each library that did not accept.
    private(set) var reasons: [String] = []
    /// Whether no library accepts.
    let isRefusedByLibraries: Bool

    init(_ chain: SoundChain, _ engines: [any VerificationEngine]) throws {
        let examination = CrossCheck(engines: engines).examine(chain.question)
        let libraries = examination.answers.filter { $0.engine.id != "swift" }
        isRefusedByLibraries = !libraries.contains { $0.verdict.isAccepted }
        guard let swift = examination.answers.first(where: { $0.engine.id == "swift" }),
            case .accepted(let path) = swift.verdict
        else {
            failures.append("the validator does not accept: \(Self.text(examination))")
            return
        }
        if !examination.agreement.class.isExplained {
            failures.append("\(examination.agreement.class.rawValue): \(examination.agreement.detail)")
        }
        for library in libraries where !library.verdict.isAccepted {
            let id = library.engine.id
            var (entry, text) = Self.reason(chain.question, [swift, library])
            if entry == AgreementClass.pathBuilding.rawValue {
                // What has it against the certificates that are needed?
                let alone = CrossCheck(engines: engines.filter { ["swift", id].contains($0.identity.id) }).examine(
                    try chain.question.about(path))
                if !alone.answers.allSatisfy(\.verdict.isAccepted) {
                    (entry, text) = Self.reason(alone.question, alone.answers)
                }
            }
            reasons.append("\(id): \(entry)")
            let isListed = SoundChainReason.all.contains {
                $0.library == id && $0.entry == entry && !$0.features.isDisjoint(with: chain.features)
            }
            if !isListed {
                failures.append("\(id) has no listed reason (\(entry)): \(text); \(Self.text(examination))")
            }
        }
    }

    /// The entry of the ledger that explains a refusal, or else the class of the difference.
    private static func reason(_ question: Question, _ answers: [EngineAnswer]) -> (entry: String, text: String) {
        let agreement = Examination(question: question, answers: answers).agreement
        return (agreement.ledgerID ?? agreement.class.rawValue, agreement.detail)
    }

    private static func text(_ examination: Examination) -> String {
        examination.answers.map { answer in
            switch answer.verdict {
            case .accepted(let path): "\(answer.engine.id) accepts \(path.count) certificates"
            case .refused(let findings):
                "\(answer.engine.id) refuses for \(findings.map { "\($0.id.rawValue): \($0.evidence)" })"
            case .undecided(let reason): "\(answer.engine.id) can't say: \(reason)"
            }
        }.joined(separator: "; ")
    }
}

extension Question {
    /// The same question about a path alone, its anchor left out.
    fileprivate func about(_ path: [CertificateDER]) throws -> Question {
        Question(
            chain: try CertificateChain(path.count == 1 ? path : path.dropLast()), identity: identity, policy: policy,
            anchors: anchors, instant: instant)
    }
}
