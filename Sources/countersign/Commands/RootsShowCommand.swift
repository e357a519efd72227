import ArgumentParser
import Countersigning
import RootPrograms
import ServerIdentity
import VerdictReport

/// `countersign roots show certdata.txt 'ISRG Root X1'`
struct RootsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything that a list says of a root.")

    @Argument(help: ArgumentHelp("A certdata.txt, a sidecar, or a PEM bundle; '-' is standard input.", valueName: "file"))
    var file: String

    @Argument(
        help: ArgumentHelp(
            "A part of the root's label, in capitals or not, or the first 6 or more hexadecimal digits of its SHA-256, with colons or not.",
            valueName: "root"))
    var root: String

    @Flag(help: "One JSON object a line, with the certificate.")
    var json = false

    func run() throws {
        let list = try RootListFile.read(file).listAfterWarnings()
        let wanted = RootName(root)
        let roots = list.roots.filter { wanted.names($0.label, $0.certificate.facts) }
        let distrusted = list.distrusted.filter { wanted.names($0.label, $0.certificate?.facts) }
        if roots.isEmpty && distrusted.isEmpty {
            throw InputProblem(
                code: .inputUnreadable, text: "there is no root in \(EscapedText(list.source)) that \(EscapedText(root)) names")
        }
        let style = Terminal.outputStyle
        let texts =
            json
            ? roots.map { "\(RootRecord.root($0, withDER: true))\n" }
                + distrusted.map { "\(RootRecord.distrusted($0, withDER: true))\n" }
            : roots.map { RootDetails($0, knowledge: list.knowledge, style: style).text }
                + distrusted.map { RootDetails($0, style: style).text }
        try StandardOutput.write(texts.joined(separator: json ? "" : "\n"))
    }
}
