@testable import BatchStore
import Testing

@Suite("Lines of a store")
struct LineTests {
    private let fixture: StoreFixture
    private let store: BatchStore
    private let run: RunID

    init() throws {
        fixture = try StoreFixture()
        store = try BatchStore(at: fixture.path)
        run = try store.beginRun(newRun, under: settings())
    }

    @Test func `lines that ask the same have one subject, asked for the first of them`() throws {
        let states = try store.add([line(1, "a"), line(2, "b"), line(3, "a")])
        let later = try store.add([line(4, "a")])
        #expect((states + later).map(\.firstLine) == [1, 2, 1, 1])
        #expect((states + later).map(\.mustBeAsked) == [true, true, false, false])
        #expect(Set((states + later).map(\.subject)).count == 2)

        try store.finish([finished(states[0].subject)], in: run)
        #expect(try store.add([line(5, "a")]).map(\.isRecorded) == [true])
        let records = try store.records(limit: 10)
        #expect(records.map(\.number) == [1, 3, 4, 5])
        #expect(records.map(\.duplicateOf) == [nil, 1, 1, 1])
        #expect(Set(records.map(\.body)).count == 1)
    }

    @Test func `each subject is asked for one line, whatever the order of the lines`() throws {
        let states = try store.add([line(9, "a"), line(5, "a"), line(7, "a")])
        #expect(states.map(\.mustBeAsked) == [true, false, false])
        #expect(states.map(\.isNew) == [true, true, true])
        #expect(try store.highestLine() == 9)
    }

    @Test func `a run that reads its lines again asks what has no record yet`() throws {
        let lines = [line(1, "a"), line(2, "b"), line(3, "a"), line(4, "c", id: "q")]
        let states = try store.add(lines)
        try store.finish([finished(states[1].subject)], in: run)
        let again = try store.add(lines)
        #expect(again.map(\.isNew) == [false, false, false, false])
        #expect(again.map(\.subject) == states.map(\.subject))
        #expect(again.map(\.isRecorded) == [false, true, false, false])
        #expect(again.map(\.mustBeAsked) == [true, false, false, true])
    }

    @Test func `subjects without a record come by pages, with the line that brought them`() throws {
        let states = try store.add([line(1, "a"), line(2, "b"), line(3, "a"), line(4, "c", id: "q")])
        try store.finish([finished(states[1].subject)], in: run)
        let first = try store.pendingSubjects(limit: 1)
        #expect(first.map(\.subject) == [line(1, "a").subject])
        let rest = try store.pendingSubjects(after: first.last?.id, limit: 10)
        #expect(
            rest == [
                PendingSubject(
                    id: states[3].subject, subject: line(4, "c").subject, firstLine: 4, text: Array("c".utf8),
                    questionID: "q")
            ])
        #expect(try store.pendingSubjects(after: rest.last?.id, limit: 10) == [])
    }

    @Test(arguments: ["other", "", "a.example "])
    func `a line that has changed is named with both texts, and nothing is added`(text: String) throws {
        _ = try store.add([line(7, "a.example")])
        let problem = problem { () throws(BatchStoreError) in _ = try store.add([line(8, "b"), line(7, text)]) }
        #expect(problem == .lineDiffers(number: 7, kept: Array("a.example".utf8), given: Array(text.utf8)))
        #expect(try store.highestLine() == 7)
    }

    @Test func `any octets are a line`() throws {
        let octets: [UInt8] = [0, 0xFF, 0x0A, 0xC3, 0x28]
        let given = NewLine(
            number: 1, text: octets, questionID: "a\0b",
            subject: Subject(key: sha256("x"), text: "\0é", kind: .unusable))
        let states = try store.add([given])
        #expect(try store.add([given]).map(\.isNew) == [false])
        #expect(try store.pendingSubjects(limit: 1).map(\.text) == [octets])
        #expect(try store.pendingSubjects(limit: 1).map(\.subject) == [given.subject])
        #expect(try store.pendingSubjects(limit: 1).map(\.questionID) == ["a\0b"])
        try store.finish([finished(states[0].subject)], in: run)
        #expect(try store.records(limit: 1).map(\.text) == [octets])
        #expect(try store.records(limit: 1).map(\.questionID) == ["a\0b"])
    }

    @Test(arguments: [[], [UInt8](repeating: 0, count: 31), [UInt8](repeating: 0, count: 33)])
    func `a key that is no digest is refused`(key: [UInt8]) {
        let given = NewLine(number: 1, text: [], subject: Subject(key: key, text: "", kind: .target))
        let problem = problem { () throws(BatchStoreError) in _ = try store.add([given]) }
        #expect(problem == .misuse("a digest or a key has 32 octets, not \(key.count)"))
    }
}
