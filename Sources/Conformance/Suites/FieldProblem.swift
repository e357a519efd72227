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
        let flaw = DecodingFlaw(error)
        self.init(flaw.field, flaw.reason)
    }

    var description: String { field.isEmpty ? reason : "field '\(EscapedText(field))': \(reason)" }
}
