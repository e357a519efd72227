import ArgumentParser
import Countersigning

/// `countersign roots import|list|show|diff|doctor`
struct RootsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roots",
        abstract: "Turn Mozilla's list of roots into a trust store that keeps its reasons, and look into such lists.",
        discussion: """
            A list is a certdata.txt of NSS, a sidecar that 'roots import' wrote, or a PEM bundle; any of them may be packed by xz, and '-' is \
            standard input. '--roots FILE' of verify and check takes a sidecar as anchors, with everything that it demands of them.
            """,
        subcommands: [
            RootsImportCommand.self, RootsListCommand.self, RootsShowCommand.self, RootsDiffCommand.self,
            RootsDoctorCommand.self,
        ])

    func run() throws {
        throw InputProblem(code: .usage, text: "name a command, as in 'countersign roots list FILE'; see 'countersign help roots'")
    }
}
