import Countersigning
import CrossCheck
import ServerIdentity

/// Ours: Testing has one of its own.
typealias ExitStatus = Countersigning.ExitStatus

/// What tests look for in a report.
extension Report {
    /// The reasons of all refusals, what decides the exit status first.
    var findingIDs: [FindingID] { judgement?.mergedFindings.map(\.finding.id) ?? [] }

    /// What the engines were asked; nil where nothing was judged.
    var question: Question? { judgement?.examination.question }

    var failure: ProbeFailure? { if case .failed(let failure) = outcome { failure } else { nil } }

    var problem: InputProblem? { if case .unusable(let problem) = outcome { problem } else { nil } }

    var firstUse: FirstUse? { judgement?.keyDemand.firstUse }
}
