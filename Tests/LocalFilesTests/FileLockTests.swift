import Foundation
import LocalFiles
import Testing
import TestKit

@Suite("The lock of a file")
struct FileLockTests {
    private let files: TemporaryDirectory

    init() throws { files = try TemporaryDirectory() }

    @Test func `a link and what it leads to have one lock`() throws {
        defer { files.remove() }
        let file = try files.write("", to: "known")
        let link = files.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        try FileLock.holding(link) {}
        #expect(FileManager.default.fileExists(atPath: file + ".lock"))
        #expect(!FileManager.default.fileExists(atPath: link + ".lock"))
    }

    @Test func `a lock that is held is waited for until a deadline, and is had when it is free`() throws {
        defer { files.remove() }
        let file = files.file("known")
        try FileLock.holding(file) {
            let problem = #expect(throws: FileProblem.self) {
                try FileLock.holding(file, patience: .milliseconds(30)) { Issue.record("two hold the lock") }
            }
            #expect(problem?.attempt == .lock && problem?.path.hasSuffix("known.lock") == true)
            #expect(problem?.reason.contains("another process has held it") == true)
        }
        #expect(try FileLock.holding(file, patience: .zero) { 7 } == 7)
    }
}
