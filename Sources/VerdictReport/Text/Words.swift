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
        var role = "certificate \(depth)"
        if depth == 0, leadingCA == nil { role += ", the server's own" }
        if depth > 0, isTrusted(at: depth) { role += ", a trust anchor" }
        return name(at: depth).map { "\(role) (\(printable($0)))" } ?? role
    }

    /// The subject, or the first name where that is empty; nil for a certificate that could not be decoded.
    private func name(at depth: Int) -> String? {
        guard let subject = subject(at: depth) else { return nil }
        if !subject.isEmpty { return subject }
        return sentFacts[depth]?.names.first.map { "\($0)" } ?? "no subject"
    }

    /// Whether a presented certificate is a trust anchor.
    func isTrusted(at depth: Int) -> Bool {
        let question = examination.question
        guard question.chain.certificates.indices.contains(depth) else { return false }
        return question.anchors.anchors.contains { $0.certificate == question.chain.certificates[depth] }
    }

    /// A chain that begins with a CA: with one that issued another presented certificate, or that names no server.
    var leadingCA: LeadingCA? {
        let sent = sentFacts
        guard let first = sent.first ?? nil, first.isCA else { return nil }
        if let place = sent.indices.dropFirst().first(where: { place in
            guard let other = sent[place] else { return false }
            return other.issuer == first.subject && other.subject != first.subject
        }) {
            return .issuer(of: place)
        }
        return first.names.isEmpty && first.subject != first.issuer ? .alone : nil
    }

    enum LeadingCA {
        case issuer(of: Int)
        case alone
    }

    /// What a finding says, and what the chain around it makes of that.
    func reason(_ finding: Finding) -> String {
        if finding.id.category == .identity, finding.depth == 0, let leadingCA {
            return switch leadingCA {
            case .issuer(let place):
                "it is the CA that issued certificate \(place); a chain begins with the server's own certificate"
            case .alone: "it is the certificate of a CA and names no server; a chain begins with the server's own certificate"
            }
        }
        // What a library says of an issuer or of names, and the validator knows is not so: only the library's own view.
        guard yardstickAccepts else { return finding.description }
        switch finding.evidence {
        case .unknownIssuer(let subject, let issuer):
            return "the library finds no issuer of '\(subject)' by the name '\(issuer)'; Swift finds one"
        default: return finding.description
        }
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
