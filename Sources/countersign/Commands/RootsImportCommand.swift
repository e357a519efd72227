import Countersigning
import LocalFiles
import ArgumentParser
import RootPrograms
import ServerIdentity
import VerdictReport

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
    var attime: InstantArgument?

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
        let list = try RootListFile.readCertdata(file).listAfterWarnings()
        let instant = attime?.instant ?? SystemClock.now()
        let trusted = list.selected(for: selection.purpose, levels: selection.levels)
        let chosen = trusted.filter { $0.certificate.facts.validity.notAfter >= instant }
        let expired = trusted.filter { $0.certificate.facts.validity.notAfter < instant }
        if chosen.isEmpty {
            throw InputProblem(
                code: .inputUnreadable,
                text:
                    "no root of \(EscapedText(list.source)) is valid and trusted for \(selection.purpose.words) in the way asked for"
            )
        }
        if !force {
            if let output { try ReplacedRoots.checkBundle(output, against: chosen) }
            if let sidecar { try ReplacedRoots.checkSidecar(sidecar, against: list) }
        }
        // The sidecar first: whoever reads both never has newer roots with older reasons.
        if let sidecar { try ReplacedFile.write(RootsSidecar(list).text, to: sidecar) }
        if let output {
            let program = "countersign \(Version.current)"
            try ReplacedFile.write(list.pem(of: chosen, for: selection.purpose, madeBy: program), to: output)
            for root in expired {
                StandardError.write(
                    "countersign: not in the bundle: \(root.shownLabel) expired at \(root.certificate.facts.validity.notAfter)\n")
            }
        }
        let dated = chosen.count { $0.distrustAfter(for: selection.purpose) != nil }
        try StandardOutput.write(
            "\(EscapedText(list.source)): \(chosen.count) roots for \(selection.purpose.words), \(dated) of them with a distrust date, "
                + "\(expired.count) left out as expired; the whole list: \(list.roots.count) roots, \(list.distrusted.count) distrusted, "
                + "\(list.problems.count) problems\n")
    }
}
