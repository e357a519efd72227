@testable import BatchStore
import Foundation
import GRDB
import Glibc
import Testing

@Suite("A file that is no store, or can't be one")
struct StoreFileTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let expected: String
        let make: @Sendable (StoreFixture) throws -> String

        init(_ description: String, _ expected: String, _ make: @escaping @Sendable (StoreFixture) throws -> String) {
            (testDescription, self.expected, self.make) = (description, expected, make)
        }
    }

    static let foreign = [
        Row("a short text", "is not a store: it is no SQLite database") { try $0.write("www.example.org\n", to: "x") },
        Row("a long text", "is not a store: it is no SQLite database") {
            try $0.write(String(repeating: "www.example.org\n", count: 1_000), to: "x")
        },
        Row(
            "another program's database",
            "is not a store: it is the SQLite database of another program (application_id 0x0)"
        ) {
            try database($0, "CREATE TABLE bookmark (id INTEGER PRIMARY KEY)")
        },
        Row("one with an id of its own", "application_id 0x7b)") { try database($0, "PRAGMA application_id = 123") },
        Row("a directory", "can't be opened: it is a directory") { $0.directory },
        Row("a device", "can't be opened: it is a pipe, a socket or a device") { _ in "/dev/zero" },
        Row(
            "a newer version",
            "has schema version 9, this program knows 1; use the version of the program that wrote it"
        ) {
            try BatchStore(at: $0.path).close()
            return try database($0, "PRAGMA user_version = 9")
        },
    ]

    static let creating = [
        Row("below a file", "is not a directory; name a file in a directory") {
            "\(try $0.write("", to: "x"))/run.sqlite"
        },
        Row("no directory", "there is no directory") { $0.file("none/run.sqlite") },
        Row("a system's directory", "can't be written to") { _ in "/sys/kernel/run.sqlite" },
        Row("no name", "that is no file name") { _ in "" },
        Row("a NUL in the name", "that is no file name") { $0.file("a\0b") },
        Row("a lock that can't be made", "its lock") {
            try FileManager.default.createDirectory(atPath: $0.path + ".lock", withIntermediateDirectories: true)
            return $0.path
        },
    ]

    static let reading = [
        Row("nothing there", "can't be opened: there is no such file") { $0.path },
        Row("an empty file", "is not a store: it is empty") { try $0.write("", to: "x") },
        Row("one whose octets can't be read", "/proc/self/mem'") { _ in "/proc/self/mem" },
        Row("an older version", "has schema version 0, this program reads 1; resume a run in it once") {
            try BatchStore(at: $0.path).close()
            return try database($0, "PRAGMA user_version = 0")
        },
    ]

    @Test(arguments: foreign + creating)
    func `a run is told what is wrong, and changes nothing`(row: Row) throws {
        let path = try row.make(fixture)
        func contents() -> Data {
            path.hasPrefix("/dev/") ? Data() : FileManager.default.contents(atPath: path) ?? Data()
        }
        let before = contents()
        let error = try #require(throws: BatchStoreError.self) { _ = try BatchStore(at: path) }
        #expect(error.path == path)
        #expect(error.description.contains(row.expected), "\(error)")
        #expect(error.description.contains("'\(path)'"))
        #expect(contents() == before)
    }

    @Test(arguments: foreign + reading)
    func `a reader is told what is wrong`(row: Row) throws {
        let error = try #require(throws: BatchStoreError.self) { _ = try BatchStore(reading: try row.make(fixture)) }
        #expect(error.description.contains(row.expected), "\(error)")
    }

    @Test(arguments: creating)
    func `where a store can't be created, the problem says so`(row: Row) throws {
        let error = try #require(throws: BatchStoreError.self) { _ = try BatchStore(at: try row.make(fixture)) }
        guard case .cannotCreate = error.problem else { throw error }
    }

    @Test func `a file without content becomes a store`() throws {
        let path = try fixture.write("", to: "run.sqlite")
        _ = try BatchStore(at: path).beginRun(newRun, under: settings())
    }

    @Test func `a name that looks like an address is a name`() throws {
        // The process's directory is not changed for a test: the name is below the fixture's.
        let path = fixture.file("file:run.sqlite?mode=memory")
        try BatchStore(at: path).close()
        #expect(FileManager.default.fileExists(atPath: path))
        _ = try BatchStore(reading: path)
    }

    @Test func `a damaged store says so`() throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        let states = try store.add((1...2_000).map { line($0, "host \($0)") })
        try store.finish(states.map { finished($0.subject) }, in: run)
        store.close()
        // Page 1 stays, so that it opens; what comes after is noise.
        let size = try fixture.size(of: fixture.path)
        let file = try #require(FileHandle(forUpdatingAtPath: fixture.path))
        try file.seek(toOffset: 4_096)
        try file.write(contentsOf: Data((0..<size - 4_096).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }))
        try file.close()
        let reader = try BatchStore(reading: fixture.path)
        let problems = [
            problem { () throws(BatchStoreError) in try reader.checkIntegrity() },
            problem { () throws(BatchStoreError) in _ = try reader.records(limit: 10) },
            problem { () throws(BatchStoreError) in _ = try reader.counts() },
        ]
        for problem in problems {
            guard case .corrupt = problem else {
                Issue.record("no word of damage: \(String(describing: problem))")
                continue
            }
        }
    }

    @Test func `a value that is missing is damage, not a trap`() throws {
        try BatchStore(at: fixture.path).close()
        _ = try Self.database(
            fixture,
            """
            CREATE TABLE copy AS SELECT * FROM run; DROP TABLE run; ALTER TABLE copy RENAME TO run;
            INSERT INTO run (id) VALUES (1)
            """)
        let reader = try BatchStore(reading: fixture.path)
        guard case .corrupt = problem({ () throws(BatchStoreError) in _ = try reader.runs() }) else {
            Issue.record("no word of damage")
            return
        }
    }

    @Test(.enabled(if: Mount.isAllowed)) func `a store on a read-only file system is read, not written`() throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        try store.finish(try store.add([line(1, "a")]).map { finished($0.subject) }, in: run)
        let killed = try fixture.copy(of: fixture.path, as: "killed.sqlite")
        store.close()
        try Mount.bound(fixture.directory, "ro") {
            #expect(try BatchStore(reading: fixture.path).records(limit: 10).map(\.number) == [1])
            for path in [fixture.path, fixture.file("new.sqlite")] {
                let error = try #require(throws: BatchStoreError.self) { _ = try BatchStore(at: path) }
                guard case .cannotCreate = error.problem else { throw error }
            }
            let error = try #require(throws: BatchStoreError.self) { _ = try BatchStore(reading: killed) }
            #expect(error.description.contains("a run left '\(killed)-wal'"), "\(error)")
        }
        // Nothing of this holds a lock.
        _ = try BatchStore(at: fixture.path).beginRun(newRun, under: settings())
        #expect(try BatchStore(reading: killed).counts().recorded.lines == 1)
    }

    @Test(.enabled(if: Mount.isAllowed)) func `a full file system is an error, and all before it stays`() throws {
        try Mount.temporary(fixture.directory, "size=1m") {
            let store = try BatchStore(at: fixture.path)
            let run = try store.beginRun(newRun, under: settings())
            let states = try store.add((1...500).map { line($0, "host \($0)") })
            var done = 0
            let problem = problem { () throws(BatchStoreError) in
                for state in states {
                    try store.finish([finished(state.subject)], in: run)
                    done += 1
                }
            }
            #expect(problem == .diskFull)
            #expect(done > 0 && done < 500)
            #expect(try store.counts().recorded.lines == done)
            store.close()
        }
    }

    @Test(.enabled(if: geteuid() != 0)) func `a store that may not be read says so`() throws {
        try BatchStore(at: fixture.path).close()
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: fixture.path)
        let error = try #require(throws: BatchStoreError.self) { _ = try BatchStore(reading: fixture.path) }
        #expect(error.problem == .cannotOpen("it may not be read"))
    }

    private static func database(_ fixture: StoreFixture, _ sql: String) throws -> String {
        let queue = try DatabaseQueue(path: fixture.path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
        return fixture.path
    }
}

/// File systems of a test's own, where the machine lets us.
enum Mount {
    static let isAllowed: Bool = {
        guard geteuid() == 0, let fixture = try? StoreFixture() else { return false }
        return (try? temporary(fixture.directory, "size=64k") {}) != nil
    }()

    static func temporary(_ directory: String, _ options: String, _ body: () throws -> Void) throws {
        try run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory)
        defer { try? run("umount", directory) }
        try body()
    }

    static func bound(_ directory: String, _ options: String, _ body: () throws -> Void) throws {
        try run("mount", "--bind", directory, directory)
        defer { try? run("umount", directory) }
        try run("mount", "-o", "remount,bind,\(options)", directory)
        try body()
    }

    private static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableNotLoadable) }
    }
}
