import ArgumentParser
import Countersigning
import LocalFiles
import RootPrograms
import ServerIdentity

/// `countersign roots import certdata.txt --output roots.pem --sidecar roots.json`
struct RootsImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a PEM bundle and a JSON sidecar of Mozilla's certdata.txt.",
        discussion: """
            The sidecar holds the whole list: every certificate, what it is trusted for, the dates after which new certificates below it are not, \
            and what is distrusted. The bundle holds the roots of one purpose that are not expired. Each file is replaced as a whole, the sidecar first. What of the list \
            can't be used is named with its line. A damaged list changes nothing, and neither does one that lacks more than 20 % of the roots that are \
            there already, unless --force says so. A sidecar is looked at for each purpose, and nothing in it may lose its distrust or its date.
            """)

    @Argument(help: ArgumentHelp("The list; '-' is standard input.", valueName: "certdata.txt"))
    var file: String

    @Option(name: [.short, .long], help: ArgumentHelp("Write the PEM bundle to this file.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("Write the sidecar to this file; '--roots' reads it.", valueName: "file"))
    var sidecar: String?

    @OptionGroup(title: "Selection") var selection: RootSelectionOptions

    @Option(
        name: [.customLong("attime"), .customLong("attime", withSingleDash: true)],
        help: ArgumentHelp("Leave roots out of the bundle that are expired at this moment instead of now.", valueName: "time"))
    var attime: Instant?

    @Flag(
        help: ArgumentHelp(
            "Write also if more than 20 % of the roots of the file that is replaced would get lost, or distrust, or a date, or if it can't be read."
        )
    )
    var force = false

    func validate() throws {
        if output == nil && sidecar == nil { throw ValidationError("say where to write: --output, --sidecar, or both") }
        for (option, path) in [("--output", output), ("--sidecar", sidecar)] where path == "-" {
            throw ValidationError(
                "\(option) - : a bundle or a sidecar is a file that is replaced as a whole; give its name ('./-' for a file called -)"
            )
        }
        if let output, let sidecar, DiskFiles.isSame(output, sidecar) {
            throw ValidationError("--output and --sidecar are the same file")
        }
    }

    func run() throws {
        let made = try RootsImport(
            RootListFile.readCertdata(file).listAfterWarnings(), for: selection.purpose, levels: selection.levels,
            at: attime ?? SystemClock.now())
        try made.write(bundle: output, sidecar: sidecar, force: force)
        if output != nil {
            StandardError.write(
                lines: made.expired.map {
                    "not in the bundle: \($0.shownLabel) expired at \($0.certificate.facts.validity.notAfter)"
                })
        }
        try StandardOutput.write("\(made)\n")
    }
}
