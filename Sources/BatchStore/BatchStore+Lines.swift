import Foundation
import GRDB

extension BatchStore {
    /// Adds lines in one transaction, and says for each what is known of it.
    ///
    /// A line that the store has already is compared with the one given, and keeps the subject it had.
    ///
    /// - Returns: one state for each line, in the same order.
    /// - Throws: `BatchStoreError`: `lineDiffers` if a line has another text than the store has; no line is added then.
    public func add(_ lines: [NewLine]) throws(BatchStoreError) -> [LineState] {
        try write { database in
            var insertion = try LineInsertion(database)
            var states: [LineState] = []
            states.reserveCapacity(lines.count)
            for line in lines { states.append(try insertion.add(line)) }
            return states
        }
    }

    /// The highest number of a line; 0 for none.
    public func highestLine() throws(BatchStoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT max(number) FROM line") ?? 0 }
    }

    /// Subjects without a final record, in the order in which they came; for a run that goes on without reading its
    /// input again, or to look for what a run left.
    ///
    /// - Parameters:
    ///   - subject: the last one of the page before; nil for the first page.
    ///   - limit: the most that are wanted.
    public func pendingSubjects(
        after subject: SubjectID? = nil, limit: Int
    ) throws(BatchStoreError) -> [PendingSubject] {
        try read { database in
            try Row.fetchCursor(
                database.cachedStatement(
                    sql: """
                        SELECT subject.id, key, subject.text, kind, number, line.text, question_id
                        FROM subject JOIN line ON line.number = subject.first_line
                        WHERE subject.id > ? AND NOT EXISTS (SELECT 1 FROM record WHERE subject_id = subject.id)
                        ORDER BY subject.id LIMIT ?
                        """), arguments: [subject?.rawValue ?? 0, max(0, limit)]
            ).array { row in
                PendingSubject(
                    id: SubjectID(rawValue: try row.decode(atIndex: 0)),
                    subject: Subject(
                        key: try row.octets(1), text: try row.text(2),
                        kind: SubjectKind(rawValue: try row.decode(atIndex: 3))),
                    firstLine: try row.decode(atIndex: 4), text: try row.octets(5), questionID: try row.textIfPresent(6)
                )
            }
        }
    }
}

/// Adds lines within one transaction.
private struct LineInsertion {
    private let database: Database
    private var highest: Int
    private let selectLine: Statement
    private let selectSubject: Statement
    private let insertSubject: Statement
    private let insertLine: Statement

    init(_ database: Database) throws {
        self.database = database
        highest = try Int.fetchOne(database, sql: "SELECT max(number) FROM line") ?? 0
        selectLine = try database.cachedStatement(
            sql: """
                SELECT line.text, subject.id, first_line,
                    EXISTS (SELECT 1 FROM record WHERE subject_id = subject.id)
                FROM line JOIN subject ON subject.id = line.subject_id WHERE line.number = ?
                """)
        selectSubject = try database.cachedStatement(
            sql: "SELECT id, first_line, EXISTS (SELECT 1 FROM record WHERE subject_id = id) FROM subject WHERE key = ?"
        )
        insertSubject = try database.cachedStatement(
            sql: "INSERT INTO subject (key, text, kind, first_line) VALUES (?, ?, ?, ?)")
        insertLine = try database.cachedStatement(
            sql: "INSERT INTO line (number, subject_id, question_id, text) VALUES (?, ?, ?, ifnull(?, x''))")
    }

    mutating func add(_ line: NewLine) throws -> LineState {
        // What is past the highest line is new without asking.
        if line.number <= highest, let known = try known(line) { return known }
        highest = max(highest, line.number)
        let state = try stateOfNew(line)
        try insertLine.execute(
            arguments: [line.number, state.subject.rawValue, line.questionID?.stored, Data(line.text)])
        return state
    }

    private func known(_ line: NewLine) throws -> LineState? {
        guard let row = try Row.fetchOne(selectLine, arguments: [line.number]) else { return nil }
        let kept = try row.octets(0)
        guard kept == line.text else {
            throw BatchStoreError.Problem.lineDiffers(number: line.number, kept: kept, given: line.text)
        }
        return LineState(
            number: line.number, subject: SubjectID(rawValue: try row.decode(atIndex: 1)), isNew: false,
            firstLine: try row.decode(atIndex: 2), isRecorded: try row.decode(atIndex: 3))
    }

    private func stateOfNew(_ line: NewLine) throws -> LineState {
        let key = try data(ofDigest: line.subject.key)
        if let row = try Row.fetchOne(selectSubject, arguments: [key]) {
            return LineState(
                number: line.number, subject: SubjectID(rawValue: try row.decode(atIndex: 0)), isNew: true,
                firstLine: try row.decode(atIndex: 1), isRecorded: try row.decode(atIndex: 2))
        }
        try insertSubject.execute(arguments: [key, line.subject.text.stored, line.subject.kind.rawValue, line.number])
        return LineState(
            number: line.number, subject: SubjectID(rawValue: database.lastInsertedRowID), isNew: true,
            firstLine: line.number, isRecorded: false)
    }
}
