import CrossCheck
package import ServerIdentity

/// What the caller demands of every server's key, beside the engines.
package struct KeyDemands: Sendable {
    /// The leaf must have one of these keys, as curl demands it; empty for any.
    package var pins: [PublicKeyPin] = []
    /// Keys that hosts showed before; nil if none are kept.
    package var knownHosts: KnownHosts?

    package init(pins: [PublicKeyPin] = [], knownHosts: KnownHosts? = nil) {
        self.pins = pins
        self.knownHosts = knownHosts
    }

    package static let none = KeyDemands()

    /// The judgement with what the demands find. The engines have been asked already, and what they say stays as it is.
    ///
    /// - Parameters:
    ///   - name: the name by which the server is known; nil for a chain from a file.
    ///   - now: when a host that is recorded was seen.
    ///   - patience: how long the file of known hosts may be waited for.
    /// - Returns: the judgement, also where the known hosts can't be read or written: that is told beside what was
    ///   judged.
    package func applied(to judgement: Judgement, knownAs name: String?, now: Instant, patience: Duration) -> Judgement {
        if pins.isEmpty, knownHosts == nil { return judgement }
        var judgement = judgement
        let leaf = judgement.examination.question.chain.leaf
        let found = judgement.facts[leaf].flatMap { PublicKeyPin(sha256: $0.spkiSHA256) }
        var findings: [Finding] = []
        if !pins.isEmpty, let finding = pinFinding(found) { findings.append(finding) }
        var firstUse: FirstUse?
        if let knownHosts, let name {
            if let found {
                let isAccepted = judgement.conclusion == .countersigned && findings.isEmpty
                firstUse = knownHosts.use(of: name, isAccepted: isAccepted, leaf: leaf, pin: found, now: now, patience: patience)
            }
            if let finding = Self.changeFinding(firstUse, found) { findings.append(finding) }
        }
        judgement.keyDemand = KeyDemand(pins: pins, firstUse: firstUse, findings: findings)
        return judgement
    }

    /// The judgement where nobody had the time to look into the file of known hosts.
    package func unanswered(_ judgement: Judgement, knownAs name: String) -> Judgement {
        var judgement = KeyDemands(pins: pins).applied(to: judgement, knownAs: nil, now: .earliest, patience: .zero)
        judgement.keyDemand = KeyDemand(
            pins: pins, firstUse: knownHosts?.unanswered(for: name), findings: judgement.keyDemand.findings)
        return judgement
    }

    private func pinFinding(_ found: PublicKeyPin?) -> Finding? {
        guard let found else { return Self.unreadable }
        if pins.contains(found) { return nil }
        let expected = pins.count == 1 ? "not the pinned \(pins[0])" : "none of the \(pins.count) pinned"
        return Finding(
            .other(.pinMismatch, .notPinned, detail: "its key is \(found), \(expected)"), depth: 0,
            rule: "--pin, RFC 7469 section 2.6", origin: .caller)
    }

    private static func changeFinding(_ use: FirstUse?, _ found: PublicKeyPin?) -> Finding? {
        guard let found else { return unreadable }
        guard let use, use.outcome == .changed, let entry = use.entry else { return nil }
        return Finding(
            .other(
                .pinMismatch, .keyChanged,
                detail: "its key is \(found); since \(entry.firstSeen) the key of \(use.host) was \(entry.pin)"),
            depth: 0, rule: "--tofu, \(use.file):\(entry.line)", origin: .caller)
    }

    /// A key that can't be read is none of those that were asked for.
    private static var unreadable: Finding {
        Finding(
            .other(.pinMismatch, .keyUnreadable, detail: "its key can't be read, so it is none that is expected"), depth: 0,
            rule: "RFC 7469 section 2.4", origin: .caller)
    }
}
