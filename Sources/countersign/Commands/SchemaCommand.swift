import ArgumentParser
import CrossCheck
import HandshakeBench
import RootPrograms
import VerdictRecords

/// Prints the JSON Schema of the record that `--json` writes.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of the record that --json writes, one object a line.")

    @Flag(help: "The schema of what 'countersign bench --json' writes.")
    var bench = false

    @Flag(help: "The schema of the sidecar that 'countersign roots import' writes.")
    var roots = false

    @Flag(help: "The schema of the files that --ledger reads, with all causes of findings.")
    var ledger = false

    func validate() throws {
        if [bench, roots, ledger].count(where: \.self) > 1 {
            throw ValidationError("--bench, --roots and --ledger are three schemas; ask for one")
        }
    }

    func run() throws {
        try StandardOutput.write(
            bench ? BenchSchema.text : roots ? RootsSchema.text : ledger ? LedgerSchema.text : RecordSchema.text)
    }
}
