public import RootPrograms
public import ServerIdentity

/// Everything that a list says of one root, or of something that it distrusts.
public struct RootDetails: Sendable {
    private let title: String
    private let rows: [(String, String)]
    private let style: Style

    /// Takes a root.
    public init(_ root: ListedRoot, knowledge: ConstraintKnowledge, style: Style = .plain) {
        title = root.shownLabel
        self.style = style
        var rows = Self.facts(root.certificate.facts)
        for purpose in RootPurpose.allCases {
            if knowledge == .unknown {
                rows.append((purpose.rawValue, "unknown: a PEM file can't say it"))
                continue
            }
            var text = root.trust[purpose].rawValue
            if let date = root.distrustAfter(for: purpose) { text += ", not for certificates issued after \(date)" }
            rows.append((purpose.rawValue, text))
        }
        if root.line > 0 { rows.append(("line", String(root.line))) }
        self.rows = rows
    }

    /// Takes something that is distrusted.
    public init(_ entry: DistrustedRoot, style: Style = .plain) {
        title = "\(entry.shownLabel) (distrusted)"
        self.style = style
        var rows =
            entry.certificate.map { Self.facts($0.facts) } ?? [
                ("serial", hexadecimal(entry.serial)), ("certificate", "not in the list"),
            ]
        rows += RootPurpose.allCases.map { ($0.rawValue, entry.trust[$0].rawValue) }
        if entry.line > 0 { rows.append(("line", String(entry.line))) }
        self.rows = rows
    }

    private static func facts(_ facts: CertificateFacts) -> [(String, String)] {
        [
            ("SHA-256", hexadecimal(facts.sha256)), ("subject", facts.subject), ("issuer", facts.issuer), ("serial", facts.serial),
            ("valid", "\(facts.validity.notBefore) to \(facts.validity.notAfter)"), ("key", facts.key),
            ("signature", facts.signatureAlgorithm), ("public key", "SHA-256 \(hexadecimal(facts.spkiSHA256))"),
        ]
    }

    /// The lines, each ended by a line feed.
    public var text: String {
        let lines = rows.map { name, value in
            "  " + name + String(repeating: " ", count: max(1, 12 - name.count)) + printable(value)
        }
        return ([style.paint(printable(title), .strong)] + lines).map { $0 + "\n" }.joined()
    }
}
