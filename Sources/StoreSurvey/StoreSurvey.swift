public import ServerIdentity
public import VerdictReport

/// A store of roots of this machine, and who uses it.
public struct SurveyedStore: Sendable {
    /// Who: `OpenSSL`.
    public let user: String
    /// Where it is: a path, or what is known instead of one.
    public let place: String
    /// SHA-256 of each certificate and its subject; nil if there is no such store, and `remark` says why.
    public let roots: [[UInt8]: String]?
    /// When it was last written; nil if that can't be told.
    public let modified: Instant?
    /// Why there is none, or how its place was found; empty if there is nothing to say.
    public let remark: String

    /// Takes a store as it was found.
    public init(user: String, place: String, roots: [[UInt8]: String]?, modified: Instant? = nil, remark: String = "") {
        self.user = user
        self.place = place
        self.roots = roots
        self.modified = modified
        self.remark = remark
    }
}

/// The stores of this machine beside each other: who uses which, how many roots it has, how old it is, and what it has
/// that this program's does not.
public struct StoreSurvey: Sendable {
    private let stores: [SurveyedStore]
    private let now: Instant
    private let style: Style

    /// How many roots of a difference are named; the JSON has them all.
    private static let named = 5

    /// Takes the stores, this program's first, and the time of looking at them.
    public init(_ stores: [SurveyedStore], now: Instant, style: Style = .plain) {
        self.stores = stores
        self.now = now
        self.style = style
    }

    private var reference: [[UInt8]: String]? { stores.first?.roots }

    /// A table, then what differs, root by root.
    public var text: String {
        var table = AlignedTable(["who", "store", "roots", "age", "compared with the first", "remark"], numbers: 2..<3)
        var details: [String] = []
        for store in stores {
            let age = store.modified.map { modified in
                let days = modified.days(until: now)
                return days == 1 ? "1 day" : "\(days) days"
            }
            table.add([
                store.user, store.place, store.roots.map { String($0.count) } ?? "-", age ?? "", comparison(store), store.remark,
            ])
            details += differences(store)
        }
        let lines = table.lines(style) + (details.isEmpty ? [] : [""] + details)
        return lines.map { $0 + "\n" }.joined()
    }

    private func comparison(_ store: SurveyedStore) -> String {
        guard let roots = store.roots, let reference else { return "" }
        let (more, less) = Self.difference(roots, reference)
        return more.isEmpty && less.isEmpty ? "the same" : "\(more.count) more, \(less.count) less"
    }

    private func differences(_ store: SurveyedStore) -> [String] {
        guard let roots = store.roots, let reference else { return [] }
        let (more, less) = Self.difference(roots, reference)
        return Self.lines("only in \(store.user)", more) + Self.lines("not in \(store.user)", less)
    }

    private static func lines(_ title: String, _ roots: [(digest: [UInt8], subject: String)]) -> [String] {
        let shown = roots.prefix(named).map { "\(printable(title)): \(RootWords.shortDigest($0.digest))  \(printable($0.subject))" }
        return roots.count > named ? shown + ["\(printable(title)): and \(roots.count - named) more"] : shown
    }

    /// What the first has and the second has not, and the other way round, by subject.
    private static func difference(
        _ first: [[UInt8]: String], _ second: [[UInt8]: String]
    ) -> (more: [(digest: [UInt8], subject: String)], less: [(digest: [UInt8], subject: String)]) {
        func missing(_ from: [[UInt8]: String], in other: [[UInt8]: String]) -> [(digest: [UInt8], subject: String)] {
            from.filter { other[$0.key] == nil }.sorted { ($0.value, hexadecimal($0.key)) < ($1.value, hexadecimal($1.key)) }
                .map { (digest: $0.key, subject: $0.value) }
        }
        return (missing(first, in: second), missing(second, in: first))
    }

    /// One object.
    public var json: JSONValue {
        let stores: [JSONValue] = stores.map { store in
            let difference = store.roots.flatMap { roots in reference.map { Self.difference(roots, $0) } }
            return [
                "user": .string(store.user), "place": .string(store.place), "roots": .optional(store.roots?.count),
                "modified": .optional(store.modified?.description), "remark": .string(store.remark),
                "more": .array((difference?.more ?? []).map(Self.root)), "less": .array((difference?.less ?? []).map(Self.root)),
            ]
        }
        return ["schema_version": .integer(1), "instant": .string(now.description), "stores": .array(stores)]
    }

    private static func root(_ root: (digest: [UInt8], subject: String)) -> JSONValue {
        ["sha256": .string(hexadecimal(root.digest)), "subject": .string(root.subject)]
    }
}
