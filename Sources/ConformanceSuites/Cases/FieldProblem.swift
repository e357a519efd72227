import ServerIdentity

/// A field of a case that does not hold what it should.
struct FieldProblem: Error, CustomStringConvertible {
    let field: String
    /// One clause, safe to print.
    let reason: String

    init(_ field: String, _ reason: String) {
        self.field = field
        self.reason = reason
    }

    /// The deepest field that a decoder names.
    init(_ error: any Error) {
        guard let error = error as? DecodingError else {
            self.init("", "it is no JSON")
            return
        }
        switch error {
        case .keyNotFound(let key, let context): self.init(Self.path(context.codingPath + [key]), "it is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            self.init(Self.path(context.codingPath), Self.text(context))
        case .dataCorrupted(let context): self.init(Self.path(context.codingPath), Self.text(context))
        @unknown default: self.init("", "it can't be decoded")
        }
    }

    private static func text(_ context: DecodingError.Context) -> String { EscapedText(context.debugDescription).description }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }

    var description: String { field.isEmpty ? reason : "field '\(EscapedText(field))': \(reason)" }
}
