import ServerIdentity

/// Why a file is no sidecar, or not to be trusted as one.
public struct SidecarProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the file: `roots.12.sha256`; empty if it is about the whole file.
    public let field: String
    /// One clause, safe to print.
    public let reason: String

    /// Takes a place and a reason.
    public init(_ field: String, _ reason: String) {
        self.field = field
        self.reason = reason
    }

    /// `roots.12.sha256: it is not that of the certificate`.
    public var description: String { field.isEmpty ? reason : "\(EscapedText(field)): \(reason)" }
}
