import Foundation

/// The module jsonschema of Python, which knows draft 2020-12.
package enum PythonValidator {
    package static let isAvailable = (try? run("import jsonschema; jsonschema.Draft202012Validator", input: ""))?.status == 0

    /// One word or sentence for each line: `valid`, or what is wrong with it.
    package static func verdicts(on lines: [String], by schema: String) throws -> [String] {
        let program = """
            import json, sys, jsonschema
            lines = sys.stdin.read().splitlines()
            schema = json.loads(lines[0])
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            for line in lines[1:]:
                error = next(validator.iter_errors(json.loads(line)), None)
                print("valid" if error is None else error.message.replace("\\n", " ")[:300])
            """
        let schema = schema.replacing("\n", with: " ")
        let result = try run(program, input: ([schema] + lines).joined(separator: "\n"))
        return result.output.split(separator: "\n").map(String.init)
    }

    private static func run(_ program: String, input: String) throws -> (status: Int32, output: String) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("countersign-\(UUID().uuidString).jsonl")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
