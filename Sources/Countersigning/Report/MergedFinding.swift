import CrossCheck
package import ServerIdentity

/// One finding, and every engine that found it.
package struct MergedFinding {
    /// The most precise of the engines' findings.
    package var finding: Finding
    /// Who found it, in the order of the engines; empty for a demand of the caller's, which no engine judges.
    package var voices: [Voice]

    /// An engine that found it, with its own words and its rule.
    package struct Voice {
        package let engine: EngineIdentity
        package let rule: String
        /// The trust anchor that it is about, where that was not presented.
        package let anchor: String?
        let code: String?

        /// The library's code or the rule, whichever there is.
        package var source: String { code ?? rule }
    }

    /// The findings of all refusals: the same reason about the same certificate is one finding. A finding that names no
    /// certificate joins the only one of its reason, and stays alone if there are several. What decides the exit code
    /// comes first.
    ///
    /// - Parameter demanded: what the caller's own demands find.
    package static func merging(_ answers: [EngineAnswer], demanded: [Finding] = []) -> [MergedFinding] {
        var merged: [MergedFinding] = []
        let all = answers.flatMap { answer in answer.verdict.findings.map { (answer.engine, $0) } }
        for (engine, finding) in all.filter({ $0.1.depth != nil }) + all.filter({ $0.1.depth == nil }) {
            let voice = Voice(engine: engine, rule: finding.rule, anchor: finding.anchor, code: finding.native?.code)
            let same = merged.indices.filter { merged[$0].finding.id.isSameReason(as: finding.id) }
            let place =
                same.first { merged[$0].finding.depth == finding.depth }
                ?? (finding.depth == nil && same.count == 1 ? same[0] : nil)
            if let place {
                merged[place].add(finding, voice)
            } else {
                merged.append(MergedFinding(finding: finding, voices: [voice]))
            }
        }
        let order = answers.map(\.engine.id)
        for index in merged.indices {
            merged[index].voices.sort { (order.firstIndex(of: $0.engine.id) ?? 0) < (order.firstIndex(of: $1.engine.id) ?? 0) }
        }
        merged += demanded.map { MergedFinding(finding: $0, voices: []) }
        return merged.enumerated().sorted { first, second in
            (first.element.place + [first.offset]).lexicographicallyPrecedes(second.element.place + [second.offset])
        }.map(\.element)
    }

    /// "Revoked" goes before other findings about revocation, and what can't be told comes last; what the validator
    /// finds too goes before a library's flag, which may stand for several reasons; of equal ones, the leaf's go first.
    private var place: [Int] {
        let rank =
            switch finding.id {
            // Who is no CA as a rule lacks keyCertSign too.
            case .revoked, .notACA: 0
            case .revocationUnavailable: 2
            default: 1
            }
        let isFlagAlone = !voices.isEmpty && !voices.contains { $0.engine.id == Agreement.yardstickID }
        return [finding.id.category.place, rank, isFlagAlone ? 1 : 0, finding.depth ?? .max]
    }

    private mutating func add(_ other: Finding, _ voice: Voice) {
        if !voices.contains(where: { $0.engine == voice.engine && $0.source == voice.source }) { voices.append(voice) }
        // Of two sentences without data, the one of an engine that names its rule says more than a library's flag.
        let isWorded = finding.evidence.precision == 0 && finding.rule.isEmpty && !other.rule.isEmpty
        if other.evidence.precision > finding.evidence.precision || (isWorded && other.evidence.precision == 0) {
            finding = Finding(
                other.evidence, cause: other.cause, depth: other.anchor == nil ? other.depth ?? finding.depth : other.depth,
                rule: other.rule.isEmpty ? finding.rule : other.rule, origin: other.origin,
                anchor: other.anchor ?? finding.anchor, native: finding.native ?? other.native,
                circumstance: other.circumstance)
        } else if finding.rule.isEmpty {
            finding = Finding(
                finding.evidence, cause: finding.cause, depth: finding.depth, rule: other.rule, origin: finding.origin,
                anchor: finding.anchor ?? other.anchor, native: finding.native ?? other.native,
                circumstance: finding.circumstance)
        }
    }
}

extension FindingID {
    /// Engines that know one word for "not this name" mean what others say more precisely.
    fileprivate func isSameReason(as other: FindingID) -> Bool { self == other || scope == .name && other.scope == .name }
}

extension Evidence {
    /// How much data the evidence carries, to pick one of several for the same reason.
    fileprivate var precision: Int {
        switch self {
        case .expired(_, let end): end == nil ? 0 : 1
        case .notYetValid(_, let start): start == nil ? 0 : 1
        case .nameMismatch(_, let presented), .noUsableName(_, let presented): 1 + presented.count
        case .unknownIssuer(let subject, let issuer): subject.isNameless || issuer.isEmpty ? 0 : 1
        case .selfSigned(let subject): subject.isNameless ? 0 : 1
        case .nameConstraint: 1
        case .distrusted(let subject, let label): subject.isEmpty || label.isEmpty ? 0 : 1
        case .distrustedAfter(_, _, let notBefore): notBefore == nil ? 0 : 1
        // Which certificate only seems to be the issuer, or which name only seems to fit, and why.
        case .other(_, let cause, _): cause == .issuerKeyDiffers || cause == .unusableName ? 1_000 : 0
        }
    }
}

extension String {
    /// Whether it is no more than the word for a missing subject: an engine that knows a name says more.
    fileprivate var isNameless: Bool { isEmpty || self == "".orNoSubject }
}
