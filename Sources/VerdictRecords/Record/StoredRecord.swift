import Foundation
import ServerIdentity

/// What a record of this program says, read back: the members that a program needs to decide by. Members that are not named
/// here are ignored. Records of `schema_version` 1 are read too: their engines say `rejected`, which is given as `refused`.
///
/// Nothing is judged again, and a record proves nothing: whoever wrote the file could write what he liked.
public struct StoredRecord: Hashable, Sendable {
    /// The target as it was given.
    public let target: String
    /// The address that was connected to; nil where there was none.
    public let address: String?
    /// When it was observed, RFC 3339; nil if unknown.
    public let observedAt: String?
    /// The exit code of a run over this target alone.
    public let exitCode: Int
    /// `countersigned`, `refused`, `disagreement` or `undecided`; nil where no chain was seen.
    public let verdict: String?
    /// Why it was refused, the most serious first.
    public let findings: [StoredFinding]
    /// What each engine said.
    public let engines: [StoredEngine]
    /// The class of the engines' agreement, as `agree` or `known_difference`; nil where no chain was seen.
    public let agreementClass: String?

    /// A finding of a record.
    public struct StoredFinding: Hashable, Sendable, Decodable {
        /// Its id, as `name_mismatch`.
        public let id: String
        /// The place of the certificate in the chain as sent, 0 = leaf; nil if it is about none of them.
        public let depth: Int?
    }

    /// An engine of a record.
    public struct StoredEngine: Hashable, Sendable {
        /// `gnutls`, `swift` or `openssl`.
        public let id: String
        /// `accepted`, `refused` or `undecided`.
        public let verdict: String
    }

    /// 1 MiB: a record with a hundred certificates has a tenth of that.
    public static let maximumLength = 1_024 * 1_024

    /// Reads one line.
    ///
    /// - Throws: `RecordProblem` that names the field.
    public init(_ line: String) throws(RecordProblem) {
        guard line.utf8.count <= Self.maximumLength else {
            throw RecordProblem(reason: "it is longer than \(Self.maximumLength) octets")
        }
        let file: File
        do { file = try JSONDecoder().decode(File.self, from: Data(line.utf8)) } catch {
            throw RecordProblem(reason: DecodingFlaw(error).description)
        }
        guard (1...JSONRecord.schemaVersion).contains(file.schema_version) else {
            throw RecordProblem(reason: "field 'schema_version': \(file.schema_version) is not known here")
        }
        (target, address, observedAt) = (file.target, file.address, file.observed_at)
        (exitCode, verdict, findings) = (file.exit_code, file.verdict, file.findings)
        engines = file.engines.map { StoredEngine(id: $0.id, verdict: $0.verdict == "rejected" ? "refused" : $0.verdict) }
        agreementClass = file.agreement?.class
    }

    private struct File: Decodable {
        let schema_version: Int
        let target: String
        let address: String?
        let observed_at: String?
        let exit_code: Int
        let verdict: String?
        let findings: [StoredFinding]
        let engines: [Engine]
        let agreement: Agreement?

        struct Engine: Decodable {
            let id: String
            let verdict: String
        }

        struct Agreement: Decodable { let `class`: String }
    }
}

/// Why a line is no record.
public struct RecordProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// One clause that names the field.
    public let reason: String

    /// The reason, as a sentence.
    public var description: String { "not a record of countersign: \(reason)" }
}
