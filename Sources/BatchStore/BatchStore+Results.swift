import Foundation
import GRDB

extension BatchStore {
    /// Stores final records, with their attempts and evidence, in one transaction.
    ///
    /// - Throws: `BatchStoreError`: `alreadyRecorded` if a subject has its record; nothing of the call is stored then,
    ///   nor after any other error.
    public func finish(_ results: [FinishedSubject], in run: RunID) throws(BatchStoreError) {
        try write { database in
            let insertion = try ResultInsertion(self, database, run)
            for result in results { try insertion.insert(result) }
        }
    }
}

/// Stores final records within one transaction.
private struct ResultInsertion {
    private let run: Int64
    private let settings: Int64
    private let blobs: BlobInsertion
    private let attempt: Statement
    private let record: Statement
    private let body: Statement
    private let chain: Statement
    private let staple: Statement

    init(_ store: BatchStore, _ database: Database, _ run: RunID) throws {
        let settings = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT settings_id FROM run WHERE id = ?"), arguments: [run.rawValue])
        guard let settings else { throw BatchStoreError.Problem.misuse("there is no run \(run.rawValue)") }
        self.run = run.rawValue
        self.settings = settings
        blobs = try BlobInsertion(store, database)
        attempt = try database.cachedStatement(
            sql: """
                INSERT INTO attempt (subject_id, number, run_id, began_at, ended_at, outcome, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        record = try database.cachedStatement(
            sql: """
                INSERT INTO record (subject_id, run_id, settings_id, attempt, exit_code, class)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        body = try database.cachedStatement(
            sql: "INSERT INTO record_body (subject_id, body) VALUES (?, ifnull(?, x''))")
        chain = try database.cachedStatement(
            sql: "INSERT INTO record_chain (subject_id, position, blob_id) VALUES (?, ?, ?)")
        staple = try database.cachedStatement(sql: "INSERT INTO record_staple (subject_id, blob_id) VALUES (?, ?)")
    }

    func insert(_ result: FinishedSubject) throws {
        let subject = result.subject.rawValue
        do {
            for (index, attempt) in result.attempts.enumerated() {
                try self.attempt.execute(
                    arguments: [
                        subject, index + 1, run, attempt.beganAt, attempt.endedAt, attempt.outcome,
                        attempt.detail?.stored,
                    ])
            }
            let last = result.attempts.isEmpty ? nil : result.attempts.count
            try record.execute(arguments: [subject, run, settings, last, result.exitCode, result.recordClass])
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY {
            throw BatchStoreError.Problem.alreadyRecorded(result.subject)
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
            throw BatchStoreError.Problem.misuse("there is no subject \(subject)")
        }
        try body.execute(arguments: [subject, Data(result.body)])
        for (position, certificate) in result.chain.enumerated() {
            try chain.execute(arguments: [subject, position, try blobs.id(of: certificate, .certificate)])
        }
        if let response = result.staple {
            try staple.execute(arguments: [subject, try blobs.id(of: response, .staple)])
        }
    }
}
