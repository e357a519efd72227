import Foundation
import GRDB
import LocalFiles
import Synchronization

/// The job store of a batch: lines, questions, attempts and final records in one SQLite database.
///
/// A run adds the lines it reads (``add(_:)``), asks what must be asked, and stores what came of it
/// (``finish(_:in:)``). Each call is one transaction: it is there as a whole or not at all, whatever ends the process.
///
/// ```swift
/// let store = try BatchStore(at: "run.sqlite")
/// let run = try store.beginRun(newRun, under: settings)
/// let states = try store.add(lines)
/// try store.finish(results, in: run)
/// let completion = try store.endRun(run, at: now, as: .complete, linesRead: lines.count)
/// ```
///
/// Calls block while the disk works, and wait for one another.
public final class BatchStore: Sendable {
    /// What a transaction that has returned survives.
    public enum Durability: Hashable, Sendable {
        /// The end of the process, SIGKILL included (`synchronous = NORMAL`). A crash of the machine or a power cut may
        /// take the last transactions back, whole ones and in order, and never damages the store: their lines are asked
        /// again. This is the default.
        case processEnd
        /// A crash of the machine and a power cut too (`synchronous = FULL`): each transaction waits for the disk.
        case powerCut
    }

    /// 10 seconds: how long another program that has locked the database is waited for. Readers lock nothing for longer
    /// than it takes to open.
    public static let patience = Duration.seconds(10)

    /// The file, as it was named.
    public let path: String

    let queue: DatabaseQueue
    /// Nil for reading.
    private let lock: ProcessLock?
    private let knownBlobs = Mutex(KnownBlobs())
    /// Held while the database is used: GRDB would crash on a connection that is closed meanwhile.
    private let isOpen = Mutex(true)

    /// Opens a store for a run, or creates it; the only one to write until ``close()`` or the end of the process.
    ///
    /// A file without content becomes a store. Nothing is done to a file that is no store. What fails may leave an
    /// empty file behind, which is no obstacle to the next attempt.
    ///
    /// - Throws: `BatchStoreError`; `heldByAnotherRun` at once if there is another run.
    public init(at path: String, durability: Durability = .processEnd) throws(BatchStoreError) {
        self.path = path
        do {
            try StoreFile.checkPlace(of: path)
            queue = try StoreFile.open(path, readOnly: false)
            let file = try queue.writeWithoutTransaction { database in
                try StoreFile.checkIdentity(database)
                return try StoreFile.name(of: database)
            }
            lock = try Self.lock(file)
            try queue.writeWithoutTransaction { try StoreFile.prepare($0, durability) }
            try StoreSchema.migrator.migrate(queue)
            // A database that can only be read says so when it is written to.
            try queue.write { try $0.execute(sql: "PRAGMA user_version = \(StoreSchema.version)") }
        } catch {
            throw StoreFile.explained(error, path: path, creating: true)
        }
    }

    /// Opens a store for reading, also while a run writes to it: each call sees what was committed when it began.
    ///
    /// Never creates or changes anything but SQLite's own files beside the database (`-wal`, `-shm`). Where these can't
    /// be made, in a directory that can't be written to, the database is read as it is.
    public init(reading path: String) throws(BatchStoreError) {
        self.path = path
        lock = nil
        do {
            try StoreFile.checkExists(path)
            queue = try StoreFile.openToRead(path)
            try queue.read { database in
                guard try StoreFile.checkIdentity(database) else {
                    throw BatchStoreError.Problem.notAStore("it is empty")
                }
                let found = try StoreFile.version(of: database)
                guard found == StoreSchema.version else {
                    throw BatchStoreError.Problem.otherVersion(found: Int(found), known: Int(StoreSchema.version))
                }
            }
        } catch {
            throw StoreFile.explained(error, path: path, creating: false)
        }
    }

    /// SQLite's own exclusive mode would keep readers out, and a lock on the database itself is let go when any
    /// descriptor of that file is closed.
    private static func lock(_ file: String) throws(BatchStoreError.Problem) -> ProcessLock {
        do throws(ProcessLock.Problem) { return try ProcessLock(beside: file) } catch {
            switch error {
            case .held: throw .heldByAnotherRun
            case .diskFull: throw .diskFull
            case .unavailable(let reason): throw .cannotCreate(reason)
            }
        }
    }

    deinit { close() }

    /// Ends the use of the store, and lets the next run have it. What is called after it fails.
    public func close() {
        // What is committed is in the write-ahead log at least: a close that fails loses nothing.
        isOpen.withLock { isOpen in
            if isOpen { try? queue.close() }
            isOpen = false
        }
        lock?.release()
    }

    /// Reads the whole database and its indices, and looks for damage and for references that lead nowhere.
    ///
    /// - Throws: `BatchStoreError`: `corrupt` with the first finding.
    public func checkIntegrity() throws(BatchStoreError) {
        try read { database in
            let finding = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)")
            guard finding == "ok" else { throw BatchStoreError.Problem.corrupt(finding ?? "nothing can be read") }
            if let table = try String.fetchOne(database, sql: "PRAGMA foreign_key_check") {
                throw BatchStoreError.Problem.corrupt("a row of '\(table)' refers to one that isn't there")
            }
        }
    }

    func read<Value: Sendable>(_ body: (Database) throws -> Value) throws(BatchStoreError) -> Value {
        do {
            return try whileOpen { try queue.read(body) }
        } catch {
            throw BatchStoreError(error, path: path)
        }
    }

    /// One transaction, that is rolled back if `body` throws.
    func write<Value: Sendable>(_ body: (Database) throws -> Value) throws(BatchStoreError) -> Value {
        do {
            guard lock != nil else { throw BatchStoreError.Problem.misuse("it was opened for reading") }
            return try whileOpen { try queue.write(body) }
        } catch {
            // Some of them may have been rolled back.
            knownBlobs.withLock { $0 = KnownBlobs() }
            throw BatchStoreError(error, path: path)
        }
    }

    private func whileOpen<Value: Sendable>(_ body: () throws -> Value) throws -> Value {
        try isOpen.withLock { isOpen in
            guard isOpen else { throw BatchStoreError.Problem.misuse("it was closed") }
            return try body()
        }
    }

    func knownBlob(_ digest: Digest) -> Int64? { knownBlobs.withLock { $0.id(of: digest) } }

    func rememberBlob(_ digest: Digest, _ id: Int64) { knownBlobs.withLock { $0.remember(digest, id) } }
}
