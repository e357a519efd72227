@testable import BatchStore
import GRDB
import Testing

@Suite("Final records of a store")
struct ResultTests {
    private let fixture: StoreFixture
    private let store: BatchStore
    private let run: RunID

    init() throws {
        fixture = try StoreFixture()
        store = try BatchStore(at: fixture.path)
        run = try store.beginRun(newRun, under: settings())
    }

    @Test(arguments: [true, false])
    func `a second record of a subject is an error, and nothing of the call is stored`(withAttempts: Bool) throws {
        let states = try store.add([line(1, "a"), line(2, "b")])
        var second = finished(states[0].subject, exitCode: 9)
        if !withAttempts { second.attempts = [] }
        try store.finish([finished(states[0].subject)], in: run)
        let problem = problem { () throws(BatchStoreError) in
            try store.finish([finished(states[1].subject), second], in: run)
        }
        #expect(problem == .alreadyRecorded(states[0].subject))
        #expect(try store.records(limit: 10).map(\.exitCode) == [0])
        // What had been remembered of the failed call is forgotten: its certificates are stored now.
        try store.finish([finished(states[1].subject)], in: run)
        #expect(try store.evidence(of: states[1].subject)?.chain == finished(states[1].subject).chain.map(\.octets))
        try store.checkIntegrity()
    }

    @Test func `a subject or a run that is not there is an error`() throws {
        let state = try store.add([line(1, "a")])[0]
        let noSubject = problem { () throws(BatchStoreError) in
            try store.finish([finished(SubjectID(rawValue: 9))], in: run)
        }
        #expect(noSubject == .misuse("there is no subject 9"))
        let noRun = problem { () throws(BatchStoreError) in
            try store.finish([finished(state.subject)], in: RunID(rawValue: 9))
        }
        #expect(noRun == .misuse("there is no run 9"))
        #expect(try store.counts().recorded.lines == 0)
    }

    @Test func `a certificate is kept once, in this run and in the next`() throws {
        let states = try store.add((1...90).map { line($0, "host \($0)") })
        try store.finish(states.prefix(60).map { finished($0.subject) }, in: run)
        store.close()
        let next = try BatchStore(at: fixture.path)
        let run = try next.beginRun(newRun, under: settings())
        try next.finish(states.suffix(30).map { finished($0.subject) }, in: run)
        // 90 leaves, 3 intermediates, 2 roots that are anchors too, 1 CRL.
        let (blobs, references) = try next.read { database in
            (
                try Int.fetchOne(database, sql: "SELECT count(*) FROM blob"),
                try Int.fetchOne(database, sql: "SELECT count(*) FROM record_chain")
            )
        }
        #expect(blobs == 96)
        #expect(references == 270)
    }

    @Test func `digests are forgotten within the bound, but for those that come again`() throws {
        var known = KnownBlobs()
        let intermediate = try #require(Digest(sha256("intermediate")))
        known.remember(intermediate, 1)
        let first = try #require(Digest(sha256("leaf 0")))
        for number in 0..<(3 * KnownBlobs.capacity) {
            known.remember(try #require(Digest(sha256("leaf \(number)"))), Int64(number))
            if number.isMultiple(of: 1_000) { #expect(known.id(of: intermediate) == 1) }
        }
        #expect(known.id(of: first) == nil)
        #expect(Digest([1, 2, 3]) == nil)
    }
}
