@testable import BatchStore
import Foundation
import Testing

@Suite("A store, from the first line to the last record")
struct BatchStoreTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    @Test(arguments: [BatchStore.Durability.processEnd, .powerCut])
    func `what goes in comes out`(durability: BatchStore.Durability) throws {
        let store = try BatchStore(at: fixture.path, durability: durability)
        let run = try store.beginRun(newRun, under: settings())
        let states = try store.add([line(1, "a.example", id: "q1"), line(2, ""), line(4, "b.example")])
        #expect(states.map(\.isNew) == [true, true, true])
        #expect(states.map(\.mustBeAsked) == [true, true, true])
        #expect(try store.highestLine() == 4)

        let (first, second, third) = (states[0].subject, states[1].subject, states[2].subject)
        var whole = finished(first, exitCode: 3, recordClass: "refused")
        whole.staple = octets("staple")
        whole.attempts.insert(
            Attempt(beganAt: now, endedAt: now, outcome: "timeout", detail: "connect"), at: 0)
        let unusable = FinishedSubject(subject: second, attempts: [], exitCode: 64, recordClass: "usage", body: [])
        try store.finish([whole, unusable], in: run)
        #expect(try store.pendingSubjects(limit: 10).map(\.id) == [third])
        try store.finish([finished(third)], in: run)

        let records = try store.records(limit: 10)
        #expect(records.map(\.number) == [1, 2, 4])
        #expect(records.map(\.text) == [Array("a.example".utf8), [], Array("b.example".utf8)])
        #expect(records.map(\.questionID) == ["q1", nil, nil])
        #expect(records.map(\.exitCode) == [3, 64, 0])
        #expect(records.map(\.recordClass) == ["refused", "usage", "accepted"])
        #expect(records.map(\.body) == [whole.body, [], finished(third).body])
        #expect(records.map(\.duplicateOf) == [nil, nil, nil])
        #expect(try store.attempts(at: first) == whole.attempts)
        #expect(try store.attempts(at: second) == [])

        let evidence = try #require(try store.evidence(of: first))
        #expect(evidence.chain == whole.chain.map(\.octets))
        #expect(evidence.staple == Array("staple".utf8))
        #expect(evidence.anchors == settings().anchors)
        #expect(evidence.crls == [Array("crl".utf8)])
        #expect(evidence.settings.json == settings().json)
        #expect(try store.evidence(of: second)?.chain == [])
        #expect(try store.evidence(of: SubjectID(rawValue: 99)) == nil)

        let completion = try store.endRun(run, at: "2026-01-01T01:00:00Z", as: .complete, linesRead: 4)
        #expect(completion == Completion(lines: 3, recordedLines: 3))
        try store.checkIntegrity()
        store.close()

        let reader = try BatchStore(reading: fixture.path)
        #expect(try reader.records(limit: 10) == records)
        #expect(
            try reader.runs() == [
                StoredRun(
                    id: run, settings: evidence.settings.id, run: newRun, endedAt: "2026-01-01T01:00:00Z",
                    state: .complete,
                    linesRead: 4)
            ])
        #expect(try reader.settings(evidence.settings.id)?.sha256 == settings().sha256)
        #expect(try reader.settings(SettingsID(rawValue: 99)) == nil)
    }

    @Test func `counts are by exit code and by class, of lines and of records`() throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        #expect(try store.counts() == StoreCounts())
        let states = try store.add(["a", "b", "a", "a", "c"].enumerated().map { line($0 + 1, $1) })
        try store.finish(
            [finished(states[0].subject), finished(states[1].subject, exitCode: 9, recordClass: "late")], in: run)
        let counts = try store.counts()
        #expect(counts.lines == 5)
        #expect(counts.subjects == 3)
        #expect(counts.recorded == .init(lines: 4, records: 2))
        #expect(counts.byExitCode == [0: .init(lines: 3, records: 1), 9: .init(lines: 1, records: 1)])
        #expect(counts.byClass == ["accepted": .init(lines: 3, records: 1), "late": .init(lines: 1, records: 1)])
    }

    @Test func `twenty thousand lines are read by pages, each once`() throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        for start in stride(from: 1, through: 20_000, by: 500) {
            let states = try store.add((start..<start + 500).map { line($0, "host-\($0)") })
            try store.finish(states.map { finished($0.subject) }, in: run)
        }
        var (numbers, last): ([Int], Int) = ([], 0)
        while case let page = try store.records(after: last, limit: 777), let end = page.last {
            #expect(page.count <= 777)
            numbers += page.map(\.number)
            last = end.number
        }
        #expect(numbers == Array(1...20_000))
    }

    @Test(arguments: [(-1, 0), (0, 0), (1, 1), (5, 3)])
    func `a page has as many as are wanted, at most`(limit: Int, expected: Int) throws {
        let store = try BatchStore(at: fixture.path)
        let run = try store.beginRun(newRun, under: settings())
        let states = try store.add([line(1, "a"), line(2, "b"), line(3, "c")])
        #expect(try store.pendingSubjects(limit: limit).count == expected)
        try store.finish(states.map { finished($0.subject) }, in: run)
        #expect(try store.records(limit: limit).count == expected)
    }

    @Test func `after its close a store answers with an error`() throws {
        let store = try BatchStore(at: fixture.path)
        store.close()
        store.close()
        #expect(problem { () throws(BatchStoreError) in _ = try store.highestLine() } == .misuse("it was closed"))
        #expect(problem { () throws(BatchStoreError) in _ = try store.add([]) } == .misuse("it was closed"))
    }
}
