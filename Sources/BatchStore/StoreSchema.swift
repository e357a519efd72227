import GRDB

/// The tables of a store. A change is a new migration with the next version, never an edit of an old one.
enum StoreSchema {
    /// `PRAGMA application_id` of every store: `CSbs` in ASCII. It tells a store from any other SQLite database.
    static let applicationID: Int64 = 0x4353_6273
    /// `PRAGMA user_version` that this code writes and reads.
    static let version: Int64 = 1

    static let migrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: version1)
            try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
        }
        return migrator
    }()

    // What counts and joins touch is kept apart from what is long (`record` from `record_body`): a million records are
    // counted in a few tens of megabytes instead of five gigabytes.
    private static let version1 = """
        CREATE TABLE settings (
            id INTEGER PRIMARY KEY,
            sha256 BLOB NOT NULL UNIQUE,
            json TEXT NOT NULL,
            anchors_sha256 BLOB NOT NULL,
            crls_sha256 BLOB NOT NULL);
        CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            settings_id INTEGER NOT NULL REFERENCES settings,
            started_at TEXT NOT NULL,
            ended_at TEXT,
            command TEXT NOT NULL,
            input TEXT NOT NULL,
            shard TEXT,
            state TEXT NOT NULL,
            lines_read INTEGER);
        CREATE TABLE subject (
            id INTEGER PRIMARY KEY,
            key BLOB NOT NULL UNIQUE,
            text TEXT NOT NULL,
            kind TEXT NOT NULL,
            first_line INTEGER NOT NULL);
        CREATE TABLE line (
            number INTEGER PRIMARY KEY,
            subject_id INTEGER NOT NULL REFERENCES subject,
            question_id TEXT,
            text BLOB NOT NULL);
        CREATE INDEX line_subject ON line (subject_id);
        CREATE TABLE attempt (
            subject_id INTEGER NOT NULL REFERENCES subject,
            number INTEGER NOT NULL,
            run_id INTEGER NOT NULL REFERENCES run,
            began_at TEXT NOT NULL,
            ended_at TEXT NOT NULL,
            outcome TEXT NOT NULL,
            detail TEXT,
            PRIMARY KEY (subject_id, number)) WITHOUT ROWID;
        CREATE TABLE record (
            subject_id INTEGER PRIMARY KEY REFERENCES subject,
            run_id INTEGER NOT NULL REFERENCES run,
            settings_id INTEGER NOT NULL REFERENCES settings,
            attempt INTEGER,
            exit_code INTEGER NOT NULL,
            class TEXT NOT NULL,
            FOREIGN KEY (subject_id, attempt) REFERENCES attempt);
        CREATE TABLE record_body (
            subject_id INTEGER PRIMARY KEY REFERENCES record,
            body BLOB NOT NULL);
        CREATE TABLE blob (
            id INTEGER PRIMARY KEY,
            sha256 BLOB NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            octets BLOB NOT NULL);
        CREATE TABLE record_chain (
            subject_id INTEGER NOT NULL REFERENCES record,
            position INTEGER NOT NULL,
            blob_id INTEGER NOT NULL REFERENCES blob,
            PRIMARY KEY (subject_id, position)) WITHOUT ROWID;
        CREATE TABLE record_staple (
            subject_id INTEGER PRIMARY KEY REFERENCES record,
            blob_id INTEGER NOT NULL REFERENCES blob);
        CREATE TABLE anchor_set (
            sha256 BLOB NOT NULL,
            position INTEGER NOT NULL,
            blob_id INTEGER NOT NULL REFERENCES blob,
            label TEXT NOT NULL,
            PRIMARY KEY (sha256, position)) WITHOUT ROWID;
        CREATE TABLE crl_set (
            sha256 BLOB NOT NULL,
            position INTEGER NOT NULL,
            blob_id INTEGER NOT NULL REFERENCES blob,
            PRIMARY KEY (sha256, position)) WITHOUT ROWID;
        """
}
