import ArgumentParser
import VerdictReport

/// Prints the JSON Schema of the record that `--json` writes.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of the record that --json writes, one object a line.")

    func run() throws {
        try StandardOutput.write(RecordSchema.text)
    }
}
