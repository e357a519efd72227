import ArgumentParser
import VerdictReport

/// Prints the JSON Schema of the record that `--json` writes.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of the record that --json writes, one object a line.")

    @Flag(help: "The schema of what 'countersign bench --json' writes.")
    var bench = false

    func run() throws {
        try StandardOutput.write(bench ? BenchSchema.text : RecordSchema.text)
    }
}
