import GRDB

extension BatchStore {
    /// Begins a run, in a new store or in one that an earlier run left.
    ///
    /// Runs that ended without having said so are marked as killed.
    ///
    /// - Throws: `BatchStoreError`: `settingsDiffer` if the store has records made under other settings, and `others`
    ///   forbids that.
    public func beginRun(
        _ run: NewRun, under settings: RunSettings, others: OtherSettings = .forbid
    ) throws(BatchStoreError) -> RunID {
        try write { database in
            let id = try keep(settings, in: database)
            if others == .forbid { try checkAllRecords(of: database, areUnder: id, settings) }
            try database.execute(
                sql: "UPDATE run SET state = ? WHERE state = ?",
                arguments: [RunState.killed.rawValue, RunState.running.rawValue])
            try database.execute(
                sql:
                    "INSERT INTO run (settings_id, started_at, command, input, shard, state) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [id, run.startedAt, run.command, run.input, run.shard, RunState.running.rawValue])
            return RunID(rawValue: database.lastInsertedRowID)
        }
    }

    /// Ends a run, and says whether each line has its record.
    ///
    /// A run is stored as `complete` only where that is so; else as `stopped`.
    @discardableResult
    public func endRun(
        _ run: RunID, at endedAt: String, as state: RunState, linesRead: Int
    ) throws(BatchStoreError) -> Completion {
        try write { database in
            let completion = try completion(of: database)
            let state = state == .complete && !completion.isComplete ? RunState.stopped : state
            try database.execute(
                sql: "UPDATE run SET ended_at = ?, state = ?, lines_read = ? WHERE id = ?",
                arguments: [endedAt, state.rawValue, linesRead, run.rawValue])
            guard database.changesCount == 1 else {
                throw BatchStoreError.Problem.misuse("there is no run \(run.rawValue)")
            }
            return completion
        }
    }

    /// Whether each line has its record now.
    public func completion() throws(BatchStoreError) -> Completion {
        try read { try completion(of: $0) }
    }

    private func completion(of database: Database) throws -> Completion {
        let lines = try Int.fetchOne(database, sql: "SELECT count(*) FROM line") ?? 0
        let recorded = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM line JOIN record ON record.subject_id = line.subject_id")
        return Completion(lines: lines, recordedLines: recorded ?? 0)
    }

    private func keep(_ settings: RunSettings, in database: Database) throws -> Int64 {
        let (sha256, anchors, crls) = (
            try data(ofDigest: settings.sha256), try data(ofDigest: settings.anchorsSHA256),
            try data(ofDigest: settings.crlsSHA256)
        )
        let known = try Int64.fetchOne(database, sql: "SELECT id FROM settings WHERE sha256 = ?", arguments: [sha256])
        if let known { return known }
        let blobs = try BlobInsertion(self, database)
        if try Row.fetchOne(database, sql: "SELECT 1 FROM anchor_set WHERE sha256 = ?", arguments: [anchors]) == nil {
            for (position, anchor) in settings.anchors.enumerated() {
                try database.execute(
                    sql: "INSERT INTO anchor_set (sha256, position, blob_id, label) VALUES (?, ?, ?, ?)",
                    arguments: [
                        anchors, position, try blobs.id(of: anchor.certificate, .certificate), anchor.label.stored,
                    ])
            }
        }
        if try Row.fetchOne(database, sql: "SELECT 1 FROM crl_set WHERE sha256 = ?", arguments: [crls]) == nil {
            for (position, crl) in settings.crls.enumerated() {
                try database.execute(
                    sql: "INSERT INTO crl_set (sha256, position, blob_id) VALUES (?, ?, ?)",
                    arguments: [crls, position, try blobs.id(of: crl, .crl)])
            }
        }
        try database.execute(
            sql: "INSERT INTO settings (sha256, json, anchors_sha256, crls_sha256) VALUES (?, ?, ?, ?)",
            arguments: [sha256, settings.json, anchors, crls])
        return database.lastInsertedRowID
    }

    private func checkAllRecords(of database: Database, areUnder id: Int64, _ settings: RunSettings) throws {
        let kept = try String.fetchOne(
            database,
            sql: """
                SELECT settings.json FROM record JOIN settings ON settings.id = record.settings_id
                WHERE record.settings_id <> ? LIMIT 1
                """, arguments: [id])
        if let kept { throw BatchStoreError.Problem.settingsDiffer(kept: kept, given: settings.json) }
    }
}
