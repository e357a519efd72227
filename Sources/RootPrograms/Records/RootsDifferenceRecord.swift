public import ServerIdentity

/// What changed from one root list to another as JSON, in the words of the sidecar: what `countersign roots diff
/// --json` writes.
///
/// ```swift
/// print(RootsDifferenceRecord(RootListDifference(from: old, to: new)).value)
/// ```
public struct RootsDifferenceRecord: Sendable {
    private let difference: RootListDifference

    /// Takes a difference.
    public init(_ difference: RootListDifference) { self.difference = difference }

    /// The members as one object.
    public var value: JSONValue { .object(members) }

    /// The members, for an object that has more of them.
    public var members: [JSONMember] {
        let changed: [JSONValue] = difference.changed.map { changed in
            [
                "old": RootRecord.root(changed.old), "new": RootRecord.root(changed.new),
                "changes": .strings(changed.changes.map(\.description)),
            ]
        }
        let distrustedOtherwise: [JSONValue] = difference.distrustedOtherwise.map { changed in
            [
                "old": RootRecord.distrusted(changed.old), "new": RootRecord.distrusted(changed.new),
                "changes": .strings(changed.changes.map(\.description)),
            ]
        }
        let counts: JSONValue = [
            "old": .integer(Int64(difference.serverRoots.old)), "new": .integer(Int64(difference.serverRoots.new)),
        ]
        return [
            JSONMember(name: "schema_version", value: .integer(1)), JSONMember(name: "server_roots", value: counts),
            JSONMember(name: "compares_trust", value: .bool(difference.comparesTrust)),
            JSONMember(name: "removed", value: .array(difference.removed.map { RootRecord.root($0) })),
            JSONMember(name: "added", value: .array(difference.added.map { RootRecord.root($0) })),
            JSONMember(name: "changed", value: .array(changed)),
            JSONMember(name: "newly_distrusted", value: .array(difference.newlyDistrusted.map { RootRecord.distrusted($0) })),
            JSONMember(name: "distrusted_otherwise", value: .array(distrustedOtherwise)),
            JSONMember(
                name: "no_longer_distrusted", value: .array(difference.noLongerDistrusted.map { RootRecord.distrusted($0) })),
        ]
    }
}
