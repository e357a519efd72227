/// What a `Decoder` stopped at: the deepest field that it names, and why.
public struct DecodingFlaw: Hashable, Sendable {
    /// `roots.12.sha256`; empty if it is about the whole.
    public let field: String
    /// One clause, safe to print.
    public let reason: String

    /// Takes what a decoder threw; anything but a `DecodingError` means that it was given no text of its kind.
    public init(_ error: any Error) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            (field, reason) = (Self.path(context.codingPath + [key]), "it is missing")
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            (field, reason) = (Self.path(context.codingPath), EscapedText(context.debugDescription).description)
        default: (field, reason) = ("", "it is no JSON")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map { String($0) } ?? $0.stringValue }.joined(separator: ".")
    }
}

extension DecodingFlaw: CustomStringConvertible {
    /// `field 'roots.12.sha256': it is missing`.
    public var description: String { field.isEmpty ? reason : "field '\(EscapedText(field))': \(reason)" }
}
