@testable import BatchStore
import Testing

@Suite("Runs of a store")
struct RunTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    @Test func `other settings are refused with both texts, or allowed`() throws {
        let store = try BatchStore(at: fixture.path)
        let first = try store.beginRun(newRun, under: settings("old"))
        let states = try store.add([line(1, "a"), line(2, "b")])

        // No record was made yet: nothing is mixed.
        let second = try store.beginRun(newRun, under: settings("new"))
        try store.finish([finished(states[0].subject)], in: first)
        try store.endRun(first, at: now, as: .stopped, linesRead: 2)
        let refusal = problem { () throws(BatchStoreError) in _ = try store.beginRun(newRun, under: settings("new")) }
        #expect(refusal == .settingsDiffer(kept: settings("old").json, given: settings("new").json))
        #expect(try store.runs().map(\.id) == [first, second])
        #expect(try store.beginRun(newRun, under: settings("old")) != first)

        let third = try store.beginRun(newRun, under: settings("new"), others: .allow)
        try store.finish([finished(states[1].subject)], in: third)
        let records = try store.records(limit: 10)
        #expect(try records.map { try store.settings($0.settings)?.json } == ["old", "new"].map { settings($0).json })
        #expect(try store.evidence(of: states[1].subject)?.anchors == settings().anchors)
        // Mixed is mixed, for either of them.
        #expect(problem { () throws(BatchStoreError) in _ = try store.beginRun(newRun, under: settings("old")) } != nil)
    }

    @Test func `a run without an end was killed, as the next one finds`() throws {
        let store = try BatchStore(at: fixture.path)
        _ = try store.beginRun(newRun, under: settings())
        #expect(try store.runs().map(\.state) == [.running])
        let second = try store.beginRun(newRun, under: settings())
        #expect(try store.runs().map(\.state) == [.killed, .running])
        try store.endRun(second, at: now, as: .stopped, linesRead: 7)
        #expect(try store.runs().map(\.state) == [.killed, .stopped])
        #expect(try store.runs().map(\.linesRead) == [nil, 7])
    }

    @Test func `a run is complete only where each line has its record`() throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        let states = try store.add([line(1, "a"), line(2, "a"), line(3, "b")])
        try store.finish([finished(states[0].subject)], in: run)
        let completion = try store.endRun(run, at: now, as: .complete, linesRead: 3)
        #expect(completion == Completion(lines: 3, recordedLines: 2))
        #expect(!completion.isComplete)
        #expect(try store.runs().map(\.state) == [.stopped])
        let next = try store.beginRun(newRun, under: settings())
        try store.finish([finished(states[2].subject)], in: next)
        #expect(try store.endRun(next, at: now, as: .complete, linesRead: 3).isComplete)
        #expect(try store.runs().map(\.state) == [.stopped, .complete])
        #expect(
            problem { () throws(BatchStoreError) in
                try store.endRun(RunID(rawValue: 9), at: now, as: .complete, linesRead: 3)
            } == .misuse("there is no run 9"))
    }

    @Test func `the second run on a store is told at once, by whatever name`() throws {
        let store = try BatchStore(at: fixture.path)
        let link = fixture.file("link.sqlite")
        try fixture.link(link, to: fixture.path)
        for path in [fixture.path, link, "\(fixture.directory)/./run.sqlite"] {
            #expect(problem { () throws(BatchStoreError) in _ = try BatchStore(at: path) } == .heldByAnotherRun)
        }
        // The first one does not notice.
        _ = try store.beginRun(newRun, under: settings())
        store.close()
        _ = try BatchStore(at: link).beginRun(newRun, under: settings())
    }

    @Test func `a store is read while a run writes to it`() throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        let states = try store.add([line(1, "a"), line(2, "b")])
        try store.finish([finished(states[0].subject)], in: run)
        let reader = try BatchStore(reading: fixture.path)
        #expect(try reader.records(limit: 10).map(\.number) == [1])
        try store.finish([finished(states[1].subject)], in: run)
        #expect(try reader.records(limit: 10).map(\.number) == [1, 2])
        #expect(
            problem { () throws(BatchStoreError) in _ = try reader.add([line(3, "c")]) }
                == .misuse("it was opened for reading"))
        store.close()
        #expect(try reader.counts().recorded.lines == 2)
    }
}
