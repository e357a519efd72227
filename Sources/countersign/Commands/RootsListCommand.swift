import ArgumentParser
import Countersigning
import RootPrograms
import VerdictReport

/// `countersign roots list certdata.txt`
struct RootsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show what a list of roots trusts for what, until when, and what it distrusts.",
        discussion: """
            'yes': a trust anchor for that purpose; 'issued until': the same for certificates issued until that day; '-': not by itself. With \
            --json one object a line, distrusted entries last.
            """)

    @Argument(help: ArgumentHelp("A certdata.txt, a sidecar, or a PEM bundle; '-' is standard input.", valueName: "file"))
    var file: String

    @Option(help: "Only the anchors for this purpose.")
    var purpose: RootPurpose?

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() throws {
        let list = try RootListFile.read(file).listAfterWarnings()
        let roots = purpose.map { list.selected(for: $0) } ?? list.roots
        if json {
            let lines = roots.map { RootRecord.root($0) } + list.distrusted.map { RootRecord.distrusted($0) }
            try StandardOutput.write(lines.map { "\($0)\n" }.joined())
        } else {
            try StandardOutput.write(RootsTable(list, showing: roots, style: Terminal.outputStyle).text)
        }
    }
}
