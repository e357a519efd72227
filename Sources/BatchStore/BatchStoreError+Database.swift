import GRDB

extension BatchStoreError {
    /// What SQLite said, in the words of this module.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as BatchStoreError: self = error
        case let problem as Problem: self.init(problem, path: path)
        case let error as DatabaseError: self.init(Self.problem(error), path: path)
        case let error as RowDecodingError: self.init(.corrupt("a value of the wrong type: \(error)"), path: path)
        default: self.init(.misuse("\(error)"), path: path)
        }
    }

    private static func problem(_ error: DatabaseError) -> Problem {
        let detail = error.message ?? error.resultCode.description
        return switch error.resultCode {
        case .SQLITE_NOTADB: .notAStore("it is no SQLite database")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: .cannotOpen(detail)
        case .SQLITE_READONLY: .cannotCreate("it, its directory or its file system is read-only")
        case .SQLITE_FULL: .diskFull
        case .SQLITE_IOERR: .inputOutput(detail)
        case .SQLITE_CORRUPT: .corrupt(detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: .locked
        default: .misuse(detail)
        }
    }
}

// Thrown inside of a transaction, which it ends; `init(_:path:)` puts the file's name to it.
extension BatchStoreError.Problem: Error {}
