import Countersigning
import ServerIdentity

/// The words of the command line, looked at before they are parsed.
///
/// ArgumentParser takes a word such as `-show_chain` apart into `-s -h -o …`, finds `-h`, prints help and ends with 0,
/// which says "countersigned". So it never sees such a word: each is an option, and is passed on by its spelling with
/// two dashes, or it is an error.
struct CommandLineWords {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    /// Whether ArgumentParser might take a word for something else than it is, so that they can't be left to it.
    var needsCheck: Bool {
        words.first != Self.completion && words.prefix { $0 != "--" }.contains { !Self.isPlain($0) }
    }

    /// The words with each option spelled as ArgumentParser reads it without doubt.
    ///
    /// No value that follows an option begins with a dash, so each word with a dash in front is an option or an error;
    /// after `--` none is.
    ///
    /// - Throws: `InputProblem` for the first word that is no option; it names the nearest one, or what to use instead.
    func checked() throws(InputProblem) -> [String] {
        if words.first == Self.completion { return words }
        let command = CommandOptions(of: words)
        var checked: [String] = []
        var before: CommandOptions.Option?
        for (place, word) in words.enumerated() {
            if word == "--" { return checked + words[place...] }
            guard word.hasPrefix("-"), word != "-" else {
                checked.append(word)
                before = nil
                continue
            }
            let name = String(word.prefix { $0 != "=" })
            guard let option = command.options.first(where: { $0.names.contains(name) }) else {
                throw problem(word, name, of: command, after: before)
            }
            if !option.takesValue, name != word {
                throw InputProblem(code: .usage, text: "'\(EscapedText(word))': \(name) takes no value")
            }
            checked.append(option.unmistakable(name) + word.dropFirst(name.count))
            before = option.takesValue && name == word ? option : nil
        }
        return checked
    }

    private func problem(
        _ word: String, _ name: String, of command: CommandOptions, after option: CommandOptions.Option?
    ) -> InputProblem {
        let shown = "'\(EscapedText(word))'"
        let text: String
        if let option, let spelling = option.names.first {
            text =
                "\(spelling) takes a value, and \(shown) begins with a dash; if it is the value, write '\(spelling)=\(EscapedText(word))'"
        } else if let foreign = ForeignSpelling.of(name, in: command) {
            text = "\(shown): \(foreign.advice)"
        } else {
            let others = command.others(having: name).map { "; '\($0)' has it" } ?? ""
            let nearest = command.nearest(to: name).map { "; did you mean '\($0)'?" } ?? ""
            text = "'\(command.name)' has no option \(shown)\(others)\(nearest)"
        }
        return InputProblem(code: .usage, text: text)
    }

    /// What shells ask for completions with; ArgumentParser reads the rest by itself.
    private static let completion = "---completion"

    /// A word without a dash, one letter behind one dash, or a name behind two. What begins as an option that ends a
    /// run with 0 is plain only if it is `--help` or `--version` and no more.
    private static func isPlain(_ word: String) -> Bool {
        if ["--help", "--version"].contains(word) { return true }
        let endings = ["--help", "--version", "--experimental-dump-help", "--generate-completion-script"]
        return !word.hasPrefix("-") || word.count <= 2 || word.hasPrefix("--") && !endings.contains(where: word.hasPrefix)
    }
}
