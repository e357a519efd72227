import BatchStore
import Crypto
import Foundation

/// A directory with a store's path in it, gone at the end of the test.
final class StoreFixture: Sendable {
    let directory: String
    var path: String { file("run.sqlite") }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func file(_ name: String) -> String { "\(directory)/\(name)" }

    /// The database and its log as they are on the disk now, as a killed process leaves them; the log cut at `cut`.
    func copy(of path: String, as name: String, cut: Int? = nil) throws -> String {
        let copy = file(name)
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        guard FileManager.default.fileExists(atPath: path + "-wal") else { return copy }
        try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
        if let cut, let log = FileHandle(forUpdatingAtPath: copy + "-wal") {
            try log.truncate(atOffset: UInt64(cut))
            try log.close()
        }
        return copy
    }

    func size(of path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}

let now = "2026-01-01T00:00:00Z"
let newRun = NewRun(command: "countersign batch lines.txt --store run.sqlite", input: "lines.txt", startedAt: now)

func sha256(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

func octets(_ text: String) -> DigestedOctets { DigestedOctets(Array(text.utf8), sha256: sha256(text)) }

/// Settings that differ by a word; anchors and CRLs are those of all.
func settings(_ word: String = "usual") -> RunSettings {
    RunSettings(
        json: #"{"policy":"\#(word)"}"#, sha256: sha256(word),
        anchors: [
            StoredAnchor(octets("root 1"), label: "Root One"), StoredAnchor(octets("root 2"), label: "Root Two"),
        ],
        anchorsSHA256: sha256("anchors"), crls: [octets("crl")], crlsSHA256: sha256("crls"))
}

/// A line that asks for its text.
func line(_ number: Int, _ text: String, id: String? = nil) -> NewLine {
    NewLine(
        number: number, text: Array(text.utf8), questionID: id,
        subject: Subject(key: sha256(text), text: text, kind: .target))
}

/// A record with a chain of its own leaf, one of three intermediates and the root.
func finished(_ subject: SubjectID, exitCode: Int = 0, recordClass: String = "accepted") -> FinishedSubject {
    FinishedSubject(
        subject: subject, attempts: [Attempt(beganAt: now, endedAt: now, outcome: "verdict")], exitCode: exitCode,
        recordClass: recordClass, body: Array(#""body":\#(subject.rawValue)"#.utf8),
        chain: [octets("leaf \(subject.rawValue)"), octets("intermediate \(subject.rawValue % 3)"), octets("root 1")])
}

/// The problem that something throws.
func problem(_ body: () throws(BatchStoreError) -> Void) -> BatchStoreError.Problem? {
    do throws(BatchStoreError) {
        try body()
        return nil
    } catch {
        return error.problem
    }
}

extension StoreFixture {
    func link(_ link: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    }

    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }
}
