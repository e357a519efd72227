import ServerIdentity

/// What should hold for every input, and does not for this one.
package struct BrokenInvariant: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

func require(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws(BrokenInvariant) {
    if !condition { throw BrokenInvariant(otherwise()) }
}

/// A terminal must be safe from whatever a certificate says.
func requirePrintable(_ text: String) throws(BrokenInvariant) {
    let isPrintable = text.unicodeScalars.allSatisfy { $0 == "…" || ($0.value >= 0x20 && $0.value < 0x7F) }
    try require(isPrintable, "not printable: \(text.debugDescription)")
}

/// Every text of an answer, and what an answer of its kind must hold.
func requireSound(_ answer: EngineAnswer) throws(BrokenInvariant) {
    switch answer.verdict {
    case .accepted(let path): try require(!path.isEmpty, "accepted without a path")
    case .refused(let findings): try require(!findings.isEmpty, "refused without a finding")
    case .undecided(let reason):
        try requirePrintable(reason)
        try require(!reason.contains("error in the validator"), reason)
    }
    for finding in answer.verdict.findings + answer.notes {
        try requirePrintable(finding.description)
        try requirePrintable(finding.rule)
        try requirePrintable(finding.native?.text ?? "")
        try requirePrintable(finding.anchor ?? "")
    }
    for step in answer.trace {
        try requirePrintable(step.subject)
        try requirePrintable(step.issuer ?? "")
    }
}
