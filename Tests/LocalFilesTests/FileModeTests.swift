import Foundation
import LocalFiles
import TestKit
import Testing

@Suite("Modes of files that are written")
struct FileModeTests {
    private let files: TemporaryDirectory

    init() throws { files = try TemporaryDirectory() }

    private func mode(_ path: String) throws -> Int {
        let number = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        return try #require(number).intValue
    }

    private func make(_ name: String, _ mode: Int) throws -> String {
        let path = try files.write("old", to: name)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    @Test("a file that is replaced keeps its mode", arguments: [0o600, 0o640, 0o644, 0o666, 0o200, 0o755])
    func kept(bits: Int) throws {
        defer { files.remove() }
        let path = try make("file", bits)
        try ReplacedFile.write("new", to: path)
        #expect(try mode(path) == bits)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(files.read("file") == "new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: files.file("")).count == 1)
    }

    /// Root could; whoever took the bit away meant something by it.
    @Test("a file that its owner may not write to is left as it is", arguments: [0o444, 0o400, 0o000])
    func readOnly(bits: Int) throws {
        defer { files.remove() }
        let path = try make("file", bits)
        let problem = #expect(throws: FileProblem.self) { try ReplacedFile.write("new", to: path) }
        #expect(problem?.attempt == .create && problem?.reason.contains("mode") == true)
        #expect(try mode(path) == bits)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(files.read("file") == "old")
    }

    @Test func `a new file of the owner's is for nobody else`() throws {
        defer { files.remove() }
        try ReplacedFile.write("new", to: files.file("known"), new: .ownerOnly)
        #expect(try mode(files.file("known")) == 0o600)
    }

    @Test("a link is followed, be its target there or not", arguments: [true, false])
    func link(isThere: Bool) throws {
        defer { files.remove() }
        let target = files.file("target")
        if isThere { try files.write("old", to: "target") }
        let (link, chain) = (files.file("link"), files.file("chain"))
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target")
        try FileManager.default.createSymbolicLink(atPath: chain, withDestinationPath: link)
        try ReplacedFile.write("new", to: chain)
        #expect(files.read("target") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target")
        #expect(DiskFiles.isSame(chain, target))
    }

    @Test func `links that lead nowhere are replaced by nothing`() throws {
        defer { files.remove() }
        let (loop, first, second) = (files.file("loop"), files.file("first"), files.file("second"))
        try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "loop")
        try FileManager.default.createSymbolicLink(atPath: first, withDestinationPath: "second")
        try FileManager.default.createSymbolicLink(atPath: second, withDestinationPath: "first")
        for path in [loop, first] {
            let problem = #expect(throws: FileProblem.self) { try ReplacedFile.write("new", to: path) }
            #expect(problem?.attempt == .create && problem?.reason.contains("links lead nowhere") == true)
        }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: loop) == "loop")
    }

    @Test func `two names of one file are one file`() throws {
        defer { files.remove() }
        let file = try files.write("", to: "file")
        try FileManager.default.linkItem(atPath: file, toPath: files.file("other"))
        try files.write("", to: "third")
        #expect(DiskFiles.isSame(file, files.file("other")))
        #expect(!DiskFiles.isSame(file, files.file("third")))
        #expect(DiskFiles.isSame(files.file("absent"), files.file("./absent")))
    }

    @Test("the lock has the mode of its file", arguments: [0o600, 0o640])
    func lock(bits: Int) throws {
        defer { files.remove() }
        let path = try make("known", bits)
        try FileLock.holding(path) {}
        #expect(try mode(path + ".lock") == bits)
        try FileLock.holding(files.file("absent")) {}
        #expect(try mode(files.file("absent.lock")) == 0o600)
    }
}
