/// Whether a text report is coloured. The words say everything that the colours say.
public enum Style: Hashable, Sendable {
    /// No colour: for files and pipes.
    case plain
    /// ANSI escape codes: for a terminal.
    case ansi

    package enum Tone: String {
        case good = "32"
        case bad = "31"
        case warning = "33"
        case strong = "1"
        case faint = "2"
    }

    package func paint(_ text: String, _ tone: Tone) -> String {
        switch self {
        case .plain: text
        case .ansi: "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
        }
    }
}
