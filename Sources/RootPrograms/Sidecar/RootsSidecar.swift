import ServerIdentity

/// A list of roots as the JSON file that goes beside a PEM bundle, by the schema of `RootsSchema`:
/// `RootList(sidecar:decode:)` reads it.
///
/// Each root has a line of its own, so that two files can be compared line by line; the same list gives the same text
/// at any time.
public struct RootsSidecar: Sendable {
    private let list: RootList

    /// Takes the list.
    public init(_ list: RootList) { self.list = list }

    /// The file, ended by a line feed.
    public var text: String {
        let source: JSONValue = [
            "name": .string(list.source), "sha256": .string(hexadecimal(list.sourceSHA256)), "version": .optional(list.version),
        ]
        return """
            {"schema_version":\(RootList.sidecarVersion),"source":\(source),
            "problems":\(lines(list.problems.map(Self.problem))),
            "roots":\(lines(list.roots.map { RootRecord.root($0, withDER: true) })),
            "distrusted":\(lines(list.distrusted.map { RootRecord.distrusted($0, withDER: true) }))}

            """
    }

    private func lines(_ values: [JSONValue]) -> String {
        values.isEmpty ? "[]" : "[\n" + values.map(\.description).joined(separator: ",\n") + "\n]"
    }

    private static func problem(_ problem: CertdataProblem) -> JSONValue {
        [
            "line": .integer(Int64(problem.line)), "kind": .string(problem.reason.kind),
            "severity": .string(problem.severity.rawValue),
            "text": .string(problem.description),
        ]
    }
}
