import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite("Bad input ends with its code and a reason")
    struct BadInputTests {
        @Test("arguments", arguments: BadInputRow.arguments)
        func arguments(row: BadInputRow) async throws { try await expect(row) }

        @Test("files", arguments: BadInputRow.files)
        func files(row: BadInputRow) async throws { try await expect(row) }

        private func expect(_ row: BadInputRow) async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let run = try await Countersign.run(try BadFile.prepare(row.arguments, in: files))
            #expect(run.signal == nil && !run.isKilled, "\(run.story)")
            #expect(run.exitCode == row.exitCode, "\(run.story)")
            // A problem of the run is an error; a problem of one target is that target's answer.
            let said = run.errors + run.output
            for word in row.words { #expect(said.contains(word), "'\(word)' is not in\n\(run.story)") }
            #expect(!said.utf8.contains { $0 < 0x20 && $0 != 0x0A }, "\(run.story)")
        }

        @Test func `text between the blocks of a chain is left alone`() async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let arguments = try BadFile.prepare(["check", "@twice", "--hostname", PKI.host], in: files)
            let run = try await Countersign.run(arguments + ["--cafile", PKI.made().root(.ecdsa)])
            #expect(run.exitCode == 0, "\(run.story)")
        }

        /// Root reads every file.
        private static let isRoot = NSUserName() == "root"

        @Test("a file that may not be read", .enabled(if: !isRoot, "skipped: root may read every file"))
        func unreadable() async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let arguments = try BadFile.prepare(["verify", "--cafile", "@certificate", "localhost:1"], in: files)
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: files.file("certificate"))
            let run = try await Countersign.run(arguments)
            #expect(run.exitCode == 66, "\(run.story)")
            #expect(run.errors.contains("/certificate: Permission denied"), "\(run.story)")
        }

        @Test func `an output that can't be created, a device that is full, a pipe that is closed`() async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            try files.write(#"{"version":1,"vectors":[]}"#, to: "suite.json")
            let suite = ["conformance", "hostnames", files.file("suite.json")]
            let uncreatable = try await Countersign.run(suite + ["--output", files.file("nowhere/result.json")])
            #expect(uncreatable.exitCode == 73, "\(uncreatable.story)")
            #expect(uncreatable.errors.contains("nowhere/result.json"), "\(uncreatable.story)")
            for redirection in [">/dev/full", ">&-"] {
                let run = try await Run.of([Tool.bash.path, "-c", "\"$0\" schema \(redirection)", Countersign.path])
                #expect(run.exitCode == 74, "\(run.story)")
            }
        }
    }
}
