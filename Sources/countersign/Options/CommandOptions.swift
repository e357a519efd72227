import ArgumentParser
import Foundation

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

    /// The spelling that is most like the name: one that it begins, else the one with the fewest letters to change.
    func nearest(to name: String) -> String? {
        let wanted = Self.folded(name)
        var nearest: (spelling: String, distance: Int)?
        for spelling in options.filter(\.isShown).flatMap(\.names) {
            let candidate = Self.folded(spelling)
            let isBegun = wanted.count > 2 && candidate.starts(with: wanted)
            let distance = isBegun ? 0 : Self.distance(wanted, candidate)
            if distance < nearest?.distance ?? .max { nearest = (spelling, distance) }
        }
        return nearest?.spelling
    }

    /// Without dashes in front, capitals, and the difference between `-` and `_`; cut where it is too long for a name.
    private static func folded(_ name: String) -> [UInt8] {
        name.utf8.drop { $0 == UInt8(ascii: "-") }.prefix(64).map {
            $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 | ((0x41...0x5A).contains($0) ? 0x20 : 0)
        }
    }

    /// How many octets must be put in, left out or replaced (Levenshtein).
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var row = Array(0...other.count)
        for (place, octet) in one.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for index in other.indices {
                let replaced = diagonal + (octet == other[index] ? 0 : 1)
                diagonal = row[index + 1]
                row[index + 1] = min(replaced, row[index] + 1, diagonal + 1)
            }
        }
        return row[other.count]
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
