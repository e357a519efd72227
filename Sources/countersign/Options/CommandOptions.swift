import ArgumentParser
import Foundation
import ServerIdentity

/// The options of one command, as ArgumentParser knows them.
struct CommandOptions {
    struct Option {
        /// With their dashes.
        let names: [String]
        let takesValue: Bool
        /// Whether help shows it.
        var isShown = true

        /// The first name with two dashes in place of a long one with one dash.
        func unmistakable(_ name: String) -> String {
            name.hasPrefix("--") || name.count <= 2 ? name : names.first { $0.hasPrefix("--") } ?? name
        }
    }

    /// As one types it: `countersign roots diff`.
    let name: String
    let options: [Option]

    /// The command that the words name.
    init(of words: [String]) {
        var command: any ParsableCommand.Type = Countersign.self
        var names = [Self.word(for: command)]
        for word in words.prefix(while: { $0 != "--" }) where !word.hasPrefix("-") {
            if names.count == 1, word == "help" {
                self.init("\(names[0]) help", [Self.help])
                return
            }
            guard let next = command.configuration.subcommands.first(where: { Self.word(for: $0) == word }) else { break }
            command = next
            names.append(word)
        }
        self.init(names.joined(separator: " "), Self.options(of: command) + (names.count == 1 ? Self.builtIn : [Self.version]))
    }

    private init(_ name: String, _ options: [Option]) {
        self.name = name
        self.options = options
    }

    func has(_ name: String) -> Bool { options.contains { $0.names.contains(name) } }

    /// Another command that judges servers or chains and has the option, as one types it.
    func others(having name: String) -> String? {
        Self.judging.map { CommandOptions(of: [$0]) }.first { $0.has(name) }?.name
    }

    /// The commands that other verifiers' options are meant for.
    static let judging = ["verify", "check", "bench"]

    /// The spelling that is most like the name.
    func nearest(to name: String) -> String? {
        NearestSpelling.of(name, among: options.filter(\.isShown).flatMap(\.names))
    }
}

extension CommandOptions {
    private static let help = Option(names: ["-h", "--help"], takesValue: false)
    private static let version = Option(names: ["--version"], takesValue: false)
    /// What ArgumentParser adds to the first command, for those who make completions and manuals.
    private static let builtIn = [
        Option(names: ["--generate-completion-script"], takesValue: true, isShown: false),
        Option(names: ["--experimental-dump-help"], takesValue: false, isShown: false),
    ]

    private static func word(for command: any ParsableCommand.Type) -> String { command.configuration.commandName ?? "" }

    /// ArgumentParser tells the options of a command only in this form.
    private static func options(of command: any ParsableCommand.Type) -> [Option] {
        guard let info = try? JSONDecoder().decode(ToolInfo.self, from: Data(command._dumpHelp().utf8)) else { return [help] }
        return info.command.arguments.compactMap { argument in
            argument.names.map {
                Option(names: $0.map(\.spelling), takesValue: argument.kind == "option", isShown: argument.shouldDisplay)
            }
        }
    }

    private struct ToolInfo: Decodable {
        let command: Command

        struct Command: Decodable { let arguments: [Argument] }

        struct Argument: Decodable {
            let kind: String
            let names: [Name]?
            let shouldDisplay: Bool
        }

        struct Name: Decodable {
            let kind: String
            let name: String

            var spelling: String { (kind == "long" ? "--" : "-") + name }
        }
    }
}
