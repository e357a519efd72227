import Foundation
import GRDB

/// What octets are.
enum BlobKind: String {
    case certificate, crl, staple
}

/// Keeps octets once, by SHA-256, within one transaction.
struct BlobInsertion {
    private let store: BatchStore
    private let database: Database
    private let insert: Statement
    private let select: Statement

    init(_ store: BatchStore, _ database: Database) throws {
        self.store = store
        self.database = database
        insert = try database.cachedStatement(
            sql: "INSERT INTO blob (sha256, kind, octets) VALUES (?, ?, ifnull(?, x'')) ON CONFLICT (sha256) DO NOTHING"
        )
        select = try database.cachedStatement(sql: "SELECT id FROM blob WHERE sha256 = ?")
    }

    /// The `blob.id` of octets, which are stored if they aren't there.
    func id(of blob: DigestedOctets, _ kind: BlobKind) throws -> Int64 {
        guard let digest = Digest(blob.sha256) else { throw notADigest(blob.sha256) }
        if let known = store.knownBlob(digest) { return known }
        let sha256 = Data(blob.sha256)
        try insert.execute(arguments: [sha256, kind.rawValue, Data(blob.octets)])
        let id: Int64
        if database.changesCount == 1 {
            id = database.lastInsertedRowID
        } else if let found = try Int64.fetchOne(select, arguments: [sha256]) {
            id = found
        } else {
            throw BatchStoreError.Problem.corrupt("the index of 'blob' is not that of its rows")
        }
        store.rememberBlob(digest, id)
        return id
    }
}

/// A digest as SQLite takes it.
func data(ofDigest octets: [UInt8]) throws(BatchStoreError.Problem) -> Data {
    guard octets.count == 32 else { throw notADigest(octets) }
    return Data(octets)
}

private func notADigest(_ octets: [UInt8]) -> BatchStoreError.Problem {
    .misuse("a digest or a key has 32 octets, not \(octets.count)")
}
