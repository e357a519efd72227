import Foundation
import ServerIdentity

/// The reviewed differences between engines. A difference that no entry explains is a bug candidate.
///
/// Entries are narrow: an entry names the engines on each side and what must be true of finding, question and names.
/// The first entry that applies is the one reported; those that come with the package are tried before any that were
/// added.
public struct Ledger: Sendable {
    private let isShipped: Bool
    private var added: [(entry: KnownDifference, source: LedgerSource)]

    /// The differences that were reviewed for GnuTLS 3.7.9 and OpenSSL 3.0.19 against the independent validator: the
    /// resource `known-differences.json`, read when the first difference occurs.
    public static let known = Ledger(isShipped: true, added: [])

    /// Takes entries in the order in which they are tried; an empty ledger explains nothing.
    public init(entries: [KnownDifference], source: LedgerSource = .shipped) {
        self.init(isShipped: false, added: entries.map { ($0, source) })
    }

    private init(isShipped: Bool, added: [(KnownDifference, LedgerSource)]) {
        self.isShipped = isShipped
        self.added = added
    }

    /// In the order in which they are tried.
    public var entries: [KnownDifference] { (isShipped ? Self.shipped : []) + added.map(\.entry) }

    /// The first entry that explains a case; nil if none does.
    public func entry(for difference: DifferenceCase) -> KnownDifference? { explanation(of: difference)?.entry }

    /// The first entry that explains a case, and where it stands; nil if none does.
    public func explanation(of difference: DifferenceCase) -> (entry: KnownDifference, source: LedgerSource)? {
        let facts = DifferenceFacts(difference)
        if isShipped, let entry = Self.shipped.first(where: { $0.explains(facts) }) { return (entry, .shipped) }
        return added.first { $0.entry.explains(facts) }
    }

    /// Adds the entries of a file after all others.
    ///
    /// - Returns: entries that contradict an earlier one, which is tried before them.
    /// - Throws: `LedgerProblem` for an id that is taken already, and beyond `LedgerFile.maximumEntries` in all.
    public mutating func add(_ file: LedgerFile) throws(LedgerProblem) -> [LedgerContradiction] {
        var contradictions: [LedgerContradiction] = []
        var earlier = (isShipped ? Self.shipped.map { ($0, LedgerSource.shipped) } : []) + added
        for (index, entry) in file.entries.enumerated() {
            let line = file.lines[index]
            if let same = earlier.first(where: { $0.0.id == entry.id }) {
                throw LedgerProblem(
                    file: file.name, line: line, field: "entries.\(index).id",
                    reason: "'\(entry.id)' is the id of an entry already (\(same.1.text))")
            }
            if added.count >= LedgerFile.maximumEntries {
                throw LedgerProblem(
                    file: file.name, line: line, field: "entries.\(index)",
                    reason: "more than \(LedgerFile.maximumEntries) entries in all files")
            }
            for other in earlier where entry.contradicts(other.0) {
                contradictions.append(
                    LedgerContradiction(file: file.name, line: line, id: entry.id, other: other.0.id, source: other.1))
            }
            earlier.append((entry, .file(file.name)))
            added.append((entry, .file(file.name)))
        }
        return contradictions
    }

    /// Parsed once. What can't be read explains nothing; a test reads it back.
    private static let shipped: [KnownDifference] =
        (try? LedgerFile(PackageResources.known_differences_json, name: "known-differences.json").entries) ?? []
}

/// Where an entry of the ledger stands.
public enum LedgerSource: Hashable, Sendable {
    /// In the package.
    case shipped
    /// In a file of the caller's.
    case file(String)

    /// `shipped`, or the file's name; a file of that name is `./shipped`. The word of the record.
    public var text: String {
        switch self {
        case .shipped: "shipped"
        case .file(let name): name == "shipped" ? "./shipped" : name
        }
    }
}

/// An added entry that says of the same difference that somebody else is right. The earlier entry is the one reported.
public struct LedgerContradiction: Hashable, Sendable {
    /// The file of the added entry.
    public let file: String
    /// Its line there.
    public let line: Int
    /// Its id.
    public let id: String
    /// The id of the earlier entry.
    public let other: String
    /// Where that one stands.
    public let source: LedgerSource
}

extension LedgerContradiction: CustomStringConvertible {
    /// One clause, safe to print.
    public var description: String {
        "\(EscapedText(file)):\(line): '\(id)' has the engines and the condition of '\(other)' (\(EscapedText(source.text))), which says that another one is right and is tried first"
    }
}
