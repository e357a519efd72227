/// How a text report looks. The words say everything that the colours say.
public struct Style: Hashable, Sendable {
    /// Whether ANSI escape codes colour it.
    public var isColoured: Bool
    /// Whether letters beyond ASCII are shown as such, and not as `\xHH` of their UTF-8 form.
    public var showsLetters: Bool

    /// Takes both.
    public init(isColoured: Bool, showsLetters: Bool) {
        self.isColoured = isColoured
        self.showsLetters = showsLetters
    }

    /// ASCII without colour: for files and pipes.
    public static let plain = Style(isColoured: false, showsLetters: false)
    /// ASCII with ANSI escape codes.
    public static let ansi = Style(isColoured: true, showsLetters: false)

    /// What suits a terminal: colour unless NO_COLOR (no-color.org) or TERM=dumb says otherwise, and letters beyond
    /// ASCII where the locale is one of UTF-8. Anything but a terminal gets `plain`.
    public init(isTerminal: Bool, environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let locale = (value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "").lowercased()
        isColoured = isTerminal && value("NO_COLOR") == nil && environment["TERM"] != "dumb"
        showsLetters = isTerminal && (locale.contains("utf-8") || locale.contains("utf8"))
    }

    package enum Tone: String {
        case good = "32"
        case bad = "31"
        case warning = "33"
        case strong = "1"
        case faint = "2"
    }

    package func paint(_ text: String, _ tone: Tone) -> String {
        isColoured ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A text that may hold a peer's octets, made printable.
    package func shown(_ text: String) -> String {
        let plain = printable(text)
        return showsLetters ? lettersShown(in: plain) : plain
    }
}
