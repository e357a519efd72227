import GRDB

extension BatchStore {
    /// Lines that have their record, in line order: a page of them, for as little memory as `limit` wants.
    ///
    /// - Parameters:
    ///   - line: the last one of the page before; 0 for the first page.
    ///   - limit: the most that are wanted.
    public func records(after line: Int = 0, limit: Int) throws(BatchStoreError) -> [RecordedLine] {
        try read { database in
            // CROSS JOIN: the lines come first, whatever SQLite would think best.
            try Row.fetchCursor(
                database.cachedStatement(
                    sql: """
                        SELECT line.number, line.text, line.question_id, line.subject_id, subject.first_line,
                            record.exit_code, record.class, record_body.body, record.settings_id
                        FROM line CROSS JOIN record ON record.subject_id = line.subject_id
                            CROSS JOIN record_body ON record_body.subject_id = line.subject_id
                            CROSS JOIN subject ON subject.id = line.subject_id
                        WHERE line.number > ? ORDER BY line.number LIMIT ?
                        """), arguments: [line, max(0, limit)]
            ).array { row in
                let (number, first): (Int, Int) = (try row.decode(atIndex: 0), try row.decode(atIndex: 4))
                return RecordedLine(
                    number: number, text: try row.octets(1), questionID: try row.textIfPresent(2),
                    subject: SubjectID(rawValue: try row.decode(atIndex: 3)),
                    duplicateOf: first == number ? nil : first,
                    exitCode: try row.decode(atIndex: 5), recordClass: try row.decode(atIndex: 6),
                    body: try row.octets(7),
                    settings: SettingsID(rawValue: try row.decode(atIndex: 8)))
            }
        }
    }

    /// What a subject's record rests on; nil if it has none.
    public func evidence(of subject: SubjectID) throws(BatchStoreError) -> StoredEvidence? {
        try read { database in
            let id = try Int64.fetchOne(
                database, sql: "SELECT settings_id FROM record WHERE subject_id = ?", arguments: [subject.rawValue])
            guard let id, let kept = try settings(id, in: database) else { return nil }
            func octets(_ sql: String, _ argument: some DatabaseValueConvertible) throws -> [[UInt8]] {
                try Row.fetchCursor(database, sql: sql, arguments: [argument]).array { try $0.octets(0) }
            }
            return StoredEvidence(
                chain: try octets(
                    """
                    SELECT octets FROM record_chain JOIN blob ON blob.id = blob_id
                    WHERE subject_id = ? ORDER BY position
                    """, subject.rawValue),
                staple: try octets(
                    "SELECT octets FROM record_staple JOIN blob ON blob.id = blob_id WHERE subject_id = ?",
                    subject.rawValue
                ).first,
                settings: kept,
                anchors: try Row.fetchCursor(
                    database,
                    sql: """
                        SELECT octets, blob.sha256, label
                        FROM settings JOIN anchor_set ON anchor_set.sha256 = anchors_sha256
                            JOIN blob ON blob.id = blob_id
                        WHERE settings.id = ? ORDER BY position
                        """, arguments: [id]
                ).array { row in
                    StoredAnchor(
                        DigestedOctets(try row.octets(0), sha256: try row.octets(1)), label: try row.text(2))
                },
                crls: try octets(
                    """
                    SELECT octets FROM settings JOIN crl_set ON crl_set.sha256 = crls_sha256
                        JOIN blob ON blob.id = blob_id
                    WHERE settings.id = ? ORDER BY position
                    """, id))
        }
    }

    /// The tries that led to a subject's record, in order; none if it has no record.
    public func attempts(at subject: SubjectID) throws(BatchStoreError) -> [Attempt] {
        try read { database in
            try Row.fetchCursor(
                database,
                sql: "SELECT began_at, ended_at, outcome, detail FROM attempt WHERE subject_id = ? ORDER BY number",
                arguments: [subject.rawValue]
            ).array { row in
                Attempt(
                    beganAt: try row.decode(atIndex: 0), endedAt: try row.decode(atIndex: 1),
                    outcome: try row.decode(atIndex: 2), detail: try row.textIfPresent(3))
            }
        }
    }

    /// All runs, in the order in which they began.
    public func runs() throws(BatchStoreError) -> [StoredRun] {
        try read { database in
            try Row.fetchCursor(
                database,
                sql: """
                    SELECT id, settings_id, command, input, shard, started_at, ended_at, state, lines_read
                    FROM run ORDER BY id
                    """
            ).array { row in
                StoredRun(
                    id: RunID(rawValue: try row.decode(atIndex: 0)),
                    settings: SettingsID(rawValue: try row.decode(atIndex: 1)),
                    run: NewRun(
                        command: try row.decode(atIndex: 2), input: try row.decode(atIndex: 3),
                        shard: try row.decode(atIndex: 4), startedAt: try row.decode(atIndex: 5)),
                    endedAt: try row.decode(atIndex: 6), state: RunState(rawValue: try row.decode(atIndex: 7)),
                    linesRead: try row.decode(atIndex: 8))
            }
        }
    }

    /// Settings of the store; nil if there are none of that name.
    public func settings(_ id: SettingsID) throws(BatchStoreError) -> StoredSettings? {
        try read { try settings(id.rawValue, in: $0) }
    }

    /// How much the store holds, all at one instant. Takes a second for some million lines.
    public func counts() throws(BatchStoreError) -> StoreCounts {
        try read { database in
            var counts = StoreCounts()
            counts.lines = try Int.fetchOne(database, sql: "SELECT count(*) FROM line") ?? 0
            counts.subjects = try Int.fetchOne(database, sql: "SELECT count(*) FROM subject") ?? 0
            // A subject was brought by one line: where that is the one at hand, the record is counted.
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT exit_code, class, count(*), sum(line.number = subject.first_line)
                    FROM line JOIN record ON record.subject_id = line.subject_id
                        JOIN subject ON subject.id = line.subject_id
                    GROUP BY exit_code, class
                    """)
            while let row = try rows.next() {
                let tally = StoreCounts.Tally(lines: try row.decode(atIndex: 2), records: try row.decode(atIndex: 3))
                counts.recorded += tally
                counts.byExitCode[try row.decode(atIndex: 0), default: .init()] += tally
                counts.byClass[try row.decode(atIndex: 1), default: .init()] += tally
            }
            return counts
        }
    }

    private func settings(_ id: Int64, in database: Database) throws -> StoredSettings? {
        let row = try Row.fetchOne(database, sql: "SELECT json, sha256 FROM settings WHERE id = ?", arguments: [id])
        return try row.map { row in
            StoredSettings(id: SettingsID(rawValue: id), json: try row.decode(atIndex: 0), sha256: try row.octets(1))
        }
    }
}

extension StoreCounts.Tally {
    fileprivate static func += (sum: inout Self, tally: Self) {
        sum.lines += tally.lines
        sum.records += tally.records
    }
}
