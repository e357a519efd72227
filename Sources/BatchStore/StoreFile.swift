import Foundation
import GRDB
import LocalFiles

/// The file of a store: what can be said of it, and how it is opened.
enum StoreFile {
    typealias Problem = BatchStoreError.Problem

    /// 32 MB: the inner pages of the indices of a million lines and certificates.
    private static let cacheKibibytes = 32_768
    /// 32,768 pages, 128 MB: how long the write-ahead log grows before it is copied into the database. A transaction of
    /// 500 records is 7 MB; with SQLite's 1,000 pages each one waits for the disk, and a record takes twice the time.
    private static let logPages = 32_768
    /// 128 MB: what stays of a log that had grown further while a reader stood in its way.
    private static let logLimit = 134_217_728

    /// That there is such a file, or can be one.
    static func checkPlace(of path: String) throws(Problem) {
        if try !exists(path) { try checkDirectory(of: path) }
    }

    /// That there is such a file.
    static func checkExists(_ path: String) throws(Problem) {
        if try !exists(path) { throw .cannotOpen("there is no such file") }
    }

    /// Opens the database, and does nothing to it.
    static func open(_ path: String, readOnly: Bool, unchanging: Bool = false) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.label = "BatchStore"
        configuration.busyMode = .timeout(TimeInterval(BatchStore.patience.components.seconds))
        let url = URL(fileURLWithPath: path)
        // Absolute, so that a name that begins with `file:` isn't taken for an address.
        guard unchanging else { return try DatabaseQueue(path: url.path, configuration: configuration) }
        return try DatabaseQueue(path: "\(url.absoluteString)?immutable=1", configuration: configuration)
    }

    /// Opens the database for reading, also where SQLite can't make its files beside it.
    static func openToRead(_ path: String) throws -> DatabaseQueue {
        do {
            return try open(path, readOnly: true)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            // Nobody has the store open and nothing is left of a killed run: the database is complete by itself. A run
            // that begins meanwhile would have to be another user's, since we can't write to this directory.
            let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            guard FileManager.default.isReadableFile(atPath: file),
                !FileManager.default.fileExists(atPath: file + "-wal")
            else { throw error }
            return try open(path, readOnly: true, unchanging: true)
        }
    }

    /// That the database is a store of a version we know; false if it is empty.
    @discardableResult
    static func checkIdentity(_ database: Database) throws -> Bool {
        let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if application == StoreSchema.applicationID {
            let found = try version(of: database)
            guard found <= StoreSchema.version else {
                throw Problem.otherVersion(found: Int(found), known: Int(StoreSchema.version))
            }
            return true
        }
        // A run that was killed while it made the store leaves a database without tables, or with the migrator's alone.
        let table = try String.fetchOne(
            database,
            sql: """
                SELECT name FROM sqlite_master
                WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'grdb_migrations'
                """
        )
        guard application == 0, table == nil else {
            let hexadecimal = String(application, radix: 16)
            throw Problem.notAStore("it is the SQLite database of another program (application_id 0x\(hexadecimal))")
        }
        return false
    }

    /// The version of the schema.
    static func version(of database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// The file's own name, without links: all names of a store have one lock.
    static func name(of database: Database) throws -> String {
        let name = try String.fetchOne(database, sql: "SELECT file FROM pragma_database_list WHERE name = 'main'")
        guard let name, !name.isEmpty else { throw Problem.cannotOpen("it has no file") }
        return name
    }

    /// Settings of the connection, and the write-ahead log.
    static func prepare(_ database: Database, _ durability: BatchStore.Durability) throws {
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        guard mode == "wal" else {
            // The pragma of a database that can't be written to answers with the old mode, and no error.
            throw Problem.cannotCreate("its file system, or its permissions, do not let it have a write-ahead log")
        }
        let level =
            switch durability {
            case .processEnd: "NORMAL"
            case .powerCut: "FULL"
            }
        try database.execute(
            sql: """
                PRAGMA synchronous = \(level);
                PRAGMA wal_autocheckpoint = \(logPages);
                PRAGMA cache_size = -\(cacheKibibytes);
                PRAGMA journal_size_limit = \(logLimit);
                """)
    }

    /// SQLite says that a file can't be opened; this says why, where the file system tells.
    static func explained(_ error: any Error, path: String, creating: Bool) -> BatchStoreError {
        guard let said = error as? DatabaseError, said.resultCode == .SQLITE_CANTOPEN else {
            return BatchStoreError(error, path: path)
        }
        return BatchStoreError(reason(path, creating: creating) ?? error, path: path)
    }

    private static func reason(_ path: String, creating: Bool) -> Problem? {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else {
            return creating ? .cannotCreate("nothing can be made in its directory") : nil
        }
        guard files.isReadableFile(atPath: path) else { return .cannotOpen("it may not be read") }
        if files.isWritableFile(atPath: directory(of: path)) { return nil }
        let reason = "its directory can't be written to"
        if creating { return .cannotCreate(reason) }
        guard files.fileExists(atPath: path + "-wal") else { return nil }
        return .cannotOpen("a run left '\(path)-wal', and \(reason): read a copy of both files")
    }

    /// Whether there is something of that name.
    private static func exists(_ path: String) throws(Problem) -> Bool {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .cannotCreate("that is no file name") }
        switch DiskFiles().kind(of: path) {
        case .missing: return false
        case .file: return true
        case .directory: throw .cannotOpen("it is a directory")
        // A pipe would be waited for, a device would be written to.
        case .pipe, .other: throw .cannotOpen("it is a pipe, a socket or a device")
        }
    }

    private static func checkDirectory(of path: String) throws(Problem) {
        let directory = directory(of: path)
        switch DiskFiles().kind(of: directory) {
        case .missing: throw .cannotCreate("there is no directory '\(directory)'")
        case .directory: break
        case .file, .pipe, .other: throw .cannotCreate("'\(directory)' is not a directory")
        }
        guard FileManager.default.isWritableFile(atPath: directory) else {
            throw .cannotCreate("its directory can't be written to")
        }
    }

    private static func directory(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }
}
