import Foundation
import ServerIdentity

/// Entries of the ledger as a file of JSON holds them, by the schema of `LedgerSchema`.
///
/// ```swift
/// var ledger = Ledger.known
/// let contradictions = try ledger.add(LedgerFile(octets, name: "mine.json"))
/// ```
public struct LedgerFile: Sendable {
    /// What the file is called in problems and records.
    public let name: String
    /// In the file's order.
    public let entries: [KnownDifference]
    /// The line on which each entry begins.
    let lines: [Int]

    /// 1 MiB. The shipped entries take a few dozen KiB.
    public static let maximumOctets = 1_024 * 1_024
    /// 1,000. There are some 130 known causes of differences; each entry is tried on each difference.
    public static let maximumEntries = 1_000
    /// 32 arrays and objects inside each other. An entry's condition begins at the fourth.
    public static let maximumDepth = 32

    /// Reads a file.
    ///
    /// - Throws: `LedgerProblem`, which names line and field, for anything that is not by the schema.
    public init(_ octets: [UInt8], name: String) throws(LedgerProblem) {
        self.name = name
        func problem(_ line: Int, _ field: String, _ reason: String) -> LedgerProblem {
            LedgerProblem(file: name, line: line, field: field, reason: reason)
        }
        if octets.count > Self.maximumOctets {
            throw problem(1, "", "larger than the limit of \(Self.maximumOctets) octets")
        }
        let outline: JSONOutline
        do throws(JSONOutlineProblem) { outline = try JSONOutline(octets, maximumDepth: Self.maximumDepth) } catch {
            throw problem(error.line, error.field, error.reason)
        }
        let limit = "entries.\(Self.maximumEntries)"
        if outline.has(limit) {
            throw problem(outline.line(of: limit), "entries", "more than \(Self.maximumEntries) entries")
        }
        do {
            entries = try JSONDecoder().decode(Contents.self, from: Data(octets)).entries
        } catch {
            let flaw = DecodingFlaw(error)
            throw problem(outline.line(of: flaw.field), flaw.field, flaw.reason)
        }
        lines = entries.indices.map { outline.line(of: "entries.\($0)") }
        var ids: Set<String> = []
        for (index, entry) in entries.enumerated() where !ids.insert(entry.id).inserted {
            let field = "entries.\(index).id"
            throw problem(outline.line(of: field), field, "'\(entry.id)' is the id of an earlier entry of this file")
        }
    }

    private struct Contents: Decodable {
        let entries: [KnownDifference]

        init(from decoder: any Decoder) throws {
            let members = try LedgerMembers(decoder, known: ["schema_version", "entries"])
            let version: Int = try members.value("schema_version")
            if version != LedgerSchema.version {
                throw members.flaw("schema_version", "version \(version); this program reads \(LedgerSchema.version)")
            }
            entries = try members.value("entries")
        }
    }
}

/// Why a ledger file can't be used.
public struct LedgerProblem: Error, Hashable, Sendable {
    /// The file.
    public let file: String
    /// The line of the field, or of the object that lacks it.
    public let line: Int
    /// `entries.2.when.all.0.cause`; empty if it is about the whole.
    public let field: String
    /// One clause, safe to print.
    public let reason: String
}

extension LedgerProblem: CustomStringConvertible {
    /// `mine.json:12: field 'entries.2.right': 'x' is none of accepter, refuser, either`.
    public var description: String {
        let place = field.isEmpty ? "" : "field '\(EscapedText(field))': "
        return "\(EscapedText(file)):\(line): \(place)\(reason)"
    }
}
