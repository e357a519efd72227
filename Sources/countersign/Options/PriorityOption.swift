import ArgumentParser
import GnuTLS

/// What to offer, where one offer is made.
struct PriorityOption: ParsableArguments {
    @Option(help: ArgumentHelp("A GnuTLS priority string: which versions and algorithms to offer.", valueName: "string"))
    var priority = Priority.clientDefault
}
