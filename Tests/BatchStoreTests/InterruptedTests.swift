@testable import BatchStore
import Foundation
import GRDB
import Testing

@Suite("A run that is interrupted at any instant")
struct InterruptedTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    /// What a kill leaves is the files as they are; what has no commit in the log is not there.
    @Test func `a transaction that was under way is not there`() throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        let states = try store.add((1...300).map { line($0, "host \($0)") })
        try store.finish(states.prefix(100).map { finished($0.subject) }, in: run)
        let before = try fixture.size(of: fixture.path + "-wal")
        let copy = try store.write { database in
            // A small cache makes SQLite write pages to the log before the commit.
            try database.execute(sql: "PRAGMA cache_size = 5")
            for state in states.suffix(200) {
                try database.execute(
                    sql:
                        "INSERT INTO record VALUES (?, ?, 1, NULL, 0, 'half')",
                    arguments: [state.subject.rawValue, run.rawValue])
                try database.execute(
                    sql: "INSERT INTO record_body (subject_id, body) VALUES (?, zeroblob(9000))",
                    arguments: [state.subject.rawValue])
            }
            return try fixture.copy(of: fixture.path, as: "killed.sqlite")
        }
        #expect(try fixture.size(of: copy + "-wal") > before + 1_000_000)

        let reader = try BatchStore(reading: copy)
        #expect(try reader.counts().byClass == ["accepted": .init(lines: 100, records: 100)])
        try resume(copy, lines: 300, recorded: 100)
    }

    /// Each cut of the log, as a power cut may leave it, is a whole number of transactions.
    @Test(arguments: [0, 31, 32, 33, 100, 250, 400, 500, 600, 700, 800, 900, 950, 999, 1_000])
    func `a log cut anywhere holds whole transactions, and the run goes on`(thousandths: Int) throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        let states = try store.add((1...200).map { line($0, "host \($0)") })
        // From here on all is in the log alone.
        _ = try store.queue.writeWithoutTransaction { try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        for start in stride(from: 0, to: 200, by: 20) {
            try store.finish(states[start..<start + 20].map { finished($0.subject) }, in: run)
        }
        let log = try fixture.size(of: fixture.path + "-wal")
        let copy = try fixture.copy(of: fixture.path, as: "cut.sqlite", cut: log * thousandths / 1_000)
        let reader = try BatchStore(reading: copy)
        let recorded = try reader.counts().recorded.lines
        #expect(recorded.isMultiple(of: 20))
        #expect(thousandths < 1_000 || recorded == 200)
        #expect(thousandths > 33 || recorded == 0)
        try resume(copy, lines: 200, recorded: recorded)
    }

    @Test func `a store whose making was cut off is made anew`() throws {
        // What is there after the log was set up, and after the migrator's first step.
        let database = try DatabaseQueue(path: fixture.path)
        _ = try database.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
        let first = try fixture.copy(of: fixture.path, as: "first.sqlite")
        try database.write {
            try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        let second = try fixture.copy(of: fixture.path, as: "second.sqlite")
        for copy in [first, second] {
            let store = try BatchStore(at: copy)
            _ = try store.beginRun(newRun, under: settings())
            try store.checkIntegrity()
        }
    }

    @Test func `a full disk takes the call back, and nothing else`() throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        let states = try store.add((1...200).map { line($0, "host \($0)") })
        try store.finish(states.prefix(10).map { finished($0.subject) }, in: run)
        func limit(_ pages: Int) throws {
            _ = try store.queue.writeWithoutTransaction {
                try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)")
            }
        }
        let pages = try #require(try store.read { try Int.fetchOne($0, sql: "PRAGMA page_count") })
        try limit(pages)
        let rest = states.dropFirst(10).map { state in
            var result = finished(state.subject)
            result.body = [UInt8](repeating: 0x61, count: 5_000)
            return result
        }
        #expect(problem { () throws(BatchStoreError) in try store.finish(rest, in: run) } == .diskFull)
        #expect(try store.counts().recorded.lines == 10)
        // Space was made: the same store goes on.
        try limit(1_000_000)
        try store.finish(rest, in: run)
        #expect(try store.endRun(run, at: now, as: .complete, linesRead: 200).isComplete)
        try store.checkIntegrity()
    }

    /// Goes on with a run, and expects each line to have one record at the end.
    private func resume(_ path: String, lines: Int, recorded: Int) throws {
        let store = try BatchStore(at: path)
        try store.checkIntegrity()
        let run = try store.beginRun(newRun, under: settings())
        let states = try store.add((1...lines).map { line($0, "host \($0)") })
        #expect(states.filter(\.isRecorded).count == recorded)
        try store.finish(states.filter(\.mustBeAsked).map { finished($0.subject) }, in: run)
        #expect(try store.endRun(run, at: now, as: .complete, linesRead: lines).isComplete)
        #expect(try store.records(limit: lines + 1).map(\.number) == Array(1...lines))
        try store.checkIntegrity()
    }
}
