import Countersigning
import CrossCheck
package import ServerIdentity

extension EngineIdentity {
    /// The engine's name as its makers write it.
    var displayName: String {
        switch id {
        case "gnutls": "GnuTLS"
        case "openssl": "OpenSSL"
        case "swift": "Swift"
        default: printable(id)
        }
    }

    /// Name and version; the distribution's package version says more, where it can be told.
    package var nameAndVersion: String {
        guard let packageVersion else { return "\(displayName) \(printable(version))" }
        if packageVersion.hasPrefix(version) { return "\(displayName) \(printable(packageVersion))" }
        return "\(displayName) \(printable(version)) (package \(printable(packageVersion)))"
    }
}

extension Judgement {
    /// `certificate 1 (CN=…)`; `the chain` where none is named.
    func certificateText(_ depth: Int?) -> String {
        guard let depth else { return "the chain" }
        let role = depth == 0 ? "certificate 0, the server's own" : "certificate \(depth)"
        return subject(at: depth).map { "\(role) (\(printable($0)))" } ?? role
    }

    /// The certificate that a merged finding is about. An anchor was not presented and has no depth; it is named by the
    /// engine that knows it.
    func certificateText(_ merged: MergedFinding) -> String {
        let finding = merged.finding
        let isOfAnchor = finding.id.category == .time || finding.id == .distrustedByRootProgram
        return certificateText(
            finding.depth, anchor: merged.voices.lazy.compactMap(\.anchor).first, isOfAnchor: isOfAnchor)
    }

    /// The certificate that a note is about.
    func certificateText(ofNote note: Finding) -> String {
        certificateText(note.depth, anchor: note.anchor, isOfAnchor: false)
    }

    private func certificateText(_ depth: Int?, anchor: String?, isOfAnchor: Bool) -> String {
        if depth != nil { return certificateText(depth) }
        if let anchor { return "the trust anchor '\(printable(anchor))'" }
        return isOfAnchor ? "the trust anchor" : certificateText(nil)
    }

    /// Whether the validator, which others are compared with, accepts a path.
    var yardstickAccepts: Bool {
        examination.answers.contains { answer in
            answer.engine.id == Agreement.yardstickID && answer.verdict.isAccepted && answer.scope.contains(.path)
        }
    }

    /// A moment with the whole days from the question's instant to it.
    func expiryText(_ instant: Instant) -> String {
        if instant == .noExpiry { return "no expiry date" }
        let days = examination.question.instant.days(until: instant)
        switch days {
        case ..<0: return "\(instant) (past)"
        case 1: return "\(instant) (1 day left)"
        default: return "\(instant) (\(days) days left)"
        }
    }
}

extension EngineAnswer {
    /// `accepted`, `refused: expired, name_mismatch` or `could not judge`.
    var saying: String {
        switch verdict {
        case .accepted: return "accepted"
        case .undecided: return "could not judge"
        case .refused(let findings):
            var ids: [String] = []
            for finding in findings where !ids.contains(finding.id.rawValue) { ids.append(finding.id.rawValue) }
            return "refused: " + (ids.isEmpty ? "no reason given" : ids.joined(separator: ", "))
        }
    }
}

extension Agreement {
    /// The class, and the ledger's entry if there is one.
    var label: String { ledgerID.map { "\(self.class.rawValue): \($0)" } ?? self.class.rawValue }
}
