import ArgumentParser

/// The command: `swift run -c release --package-path Benchmarks compare`.
@main
struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Times Countersign, the limit and the peers in the same run, interleaved, and writes a table.",
        subcommands: [CompareCommand.self, ClientCommand.self, SingleCommand.self, ServeCommand.self],
        defaultSubcommand: CompareCommand.self)
}
