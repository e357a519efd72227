public import Countersigning
import CrossCheck
import ServerIdentity

/// A monitoring plugin's answer: one status line with performance data, one more line for each of several targets, and
/// an exit code of 0 to 3.
///
/// States: a refusal, a disagreement, or a server without a TLS session is CRITICAL; a target that could not be used, a
/// cancelled probe, or an engine that could not judge is UNKNOWN; an accepted server is measured by the days left on
/// its path. The worst of several is CRITICAL, then UNKNOWN (which may hide anything), then WARNING.
public struct NagiosReport: Sendable {
    private let results: [Result]
    private let thresholds: Thresholds

    /// Days of validity left on the accepted path, counted at the question's instant.
    public struct Thresholds: Hashable, Sendable {
        /// WARNING below this many days.
        public let warningDays: Int
        /// CRITICAL below this many days.
        public let criticalDays: Int

        /// Takes both thresholds; the greater one is the warning, whatever the order.
        public init(warningDays: Int = 30, criticalDays: Int = 14) {
            self.warningDays = max(warningDays, criticalDays)
            self.criticalDays = min(warningDays, criticalDays)
        }
    }

    /// The state of a service, as the plugin interface numbers it.
    public enum State: Int32, CaseIterable, Sendable {
        /// Countersigned, with days to spare.
        case ok = 0
        /// Countersigned, and soon to expire.
        case warning = 1
        /// Refused, disputed, not reached, or about to expire.
        case critical = 2
        /// Not judged.
        case unknown = 3

        /// The word of the status line.
        public var word: String {
            switch self {
            case .ok: "OK"
            case .warning: "WARNING"
            case .critical: "CRITICAL"
            case .unknown: "UNKNOWN"
            }
        }

        fileprivate var seriousness: Int {
            switch self {
            case .ok: 0
            case .warning: 1
            case .unknown: 2
            case .critical: 3
            }
        }
    }

    private struct Result {
        let target: String
        let state: State
        let text: String
        let data: [(label: String, value: String)]
    }

    /// Takes the reports of one run, in order.
    public init(_ reports: [Report], thresholds: Thresholds = Thresholds()) {
        self.thresholds = thresholds
        results = reports.map { Self.result($0, thresholds) }
    }

    /// The worst state; UNKNOWN if there was no target at all.
    public var state: State { results.map(\.state).max { $0.seriousness < $1.seriousness } ?? .unknown }

    /// The plugin's exit code: 0, 1, 2 or 3.
    public var exitCode: Int32 { state.rawValue }

    /// The status line, and for several targets a line for each; each ended by a line feed. No text of a peer can end a
    /// line or begin performance data.
    public var text: String {
        let data = performanceData
        guard results.count != 1 else { return statusLine(results[0].target + ": " + results[0].text, data) }
        var summary = "no target"
        if !results.isEmpty {
            let counts = [State.critical, .unknown, .warning, .ok].compactMap { state -> String? in
                let count = results.count { $0.state == state }
                return count == 0 ? nil : "\(count) \(state.word)"
            }
            summary = "\(results.count) targets: " + counts.joined(separator: ", ")
        }
        let lines = results.map { "\($0.state.word) - \($0.target): \($0.text)\n" }
        return statusLine(summary, data) + lines.joined()
    }

    private func statusLine(_ text: String, _ data: String) -> String {
        "\(state.word) - \(text)\(data.isEmpty ? "" : " | \(data)")\n"
    }

    private var performanceData: String {
        let isSingle = results.count == 1
        return results.flatMap { result in
            result.data.map { datum in
                let label = isSingle ? datum.label : "'\(Self.label(result.target)) \(datum.label)'"
                return "\(label)=\(datum.value)"
            }
        }.joined(separator: " ")
    }

    /// A quoted label holds neither quotes nor equals signs.
    private static func label(_ text: String) -> String { printable(text, alsoEscaping: "'=|") }

    private static func result(_ report: Report, _ thresholds: Thresholds) -> Result {
        let (state, text) = stateAndText(report.outcome, thresholds)
        return Result(
            target: printable(report.target, alsoEscaping: "|"), state: state, text: printable(text, alsoEscaping: "|"),
            data: data(report.outcome, thresholds))
    }

    private static func stateAndText(_ outcome: Outcome, _ thresholds: Thresholds) -> (State, String) {
        switch outcome {
        case .unusable(let problem): return (.unknown, problem.text)
        case .failed(let failure): return stateAndText(failure)
        case .judged(let judgement): return stateAndText(judgement, thresholds)
        }
    }

    private static func stateAndText(_ failure: ProbeFailure) -> (State, String) {
        (
            failure.code == .cancelled ? .unknown : .critical,
            "\(failure.code.rawValue) at \(failure.stage.rawValue): \(failure.text)"
        )
    }

    private static func stateAndText(_ judgement: Judgement, _ thresholds: Thresholds) -> (State, String) {
        let agreement = judgement.examination.agreement
        switch judgement.conclusion {
        case .undecided where judgement.handshakeFailure != nil:
            return judgement.handshakeFailure.map(stateAndText) ?? (.unknown, "")
        case .undecided: return (.unknown, "not countersigned: \(agreement.detail)")
        case .disagreement: return (.critical, "engines disagree: \(agreement.detail)")
        case .refused:
            guard let first = judgement.mergedFindings.first else { return (.critical, "refused") }
            return (
                .critical,
                "refused for \(first.finding.id.rawValue): \(judgement.certificateText(first)): \(judgement.reason(first.finding))"
            )
        case .countersigned:
            if let use = judgement.keyDemand.firstUse, use.outcome == .full || use.outcome == .failed {
                return (.unknown, "countersigned, and its key is not recorded: \(use.problem ?? "no room in \(use.file)")")
            }
            guard let end = judgement.pathExpiry ?? judgement.sentExpiry?.instant else {
                return (.unknown, "countersigned, and the end of its validity is unknown")
            }
            let days = judgement.examination.question.instant.days(until: end)
            let state: State = days < thresholds.criticalDays ? .critical : days < thresholds.warningDays ? .warning : .ok
            return (state, "countersigned, valid until \(judgement.expiryText(end))")
        }
    }

    /// Days with both thresholds, then the timings in seconds.
    private static func data(_ outcome: Outcome, _ thresholds: Thresholds) -> [(label: String, value: String)] {
        var data: [(label: String, value: String)] = []
        var timings = StageTimings()
        switch outcome {
        case .unusable: break
        case .failed(let failure): timings = failure.timings
        case .judged(let judgement):
            let now = judgement.examination.question.instant
            let ends = [("days", judgement.pathExpiry), ("sent_days", judgement.sentExpiry?.instant)]
            for case (let label, let end?) in ends {
                data.append((label, "\(now.days(until: end));\(thresholds.warningDays);\(thresholds.criticalDays)"))
            }
            timings = judgement.observation?.timings ?? timings
        }
        let stages = [
            ("resolve", timings.resolve), ("connect", timings.connect), ("handshake", timings.handshake),
            ("verify", timings.verify),
        ]
        for case (let label, let time?) in stages { data.append((label, seconds(time) + "s")) }
        return data
    }

    /// Microseconds as seconds with six places.
    private static func seconds(_ microseconds: Int64) -> String {
        let (whole, rest) = max(0, microseconds).quotientAndRemainder(dividingBy: 1_000_000)
        let digits = String(rest)
        return "\(whole)." + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
