public import ServerIdentity

/// How somebody names a root: by a part of its label, in capitals or not, or by the first 6 or more hexadecimal digits
/// of its SHA-256, with colons or not.
public struct RootName: Sendable {
    private let text: [UInt8]
    /// Nil if the text can't be the beginning of a SHA-256.
    private let digest: String?

    /// Shorter ones are words too: "ace", "cafe".
    private static let shortestDigest = 6

    /// Takes what somebody typed.
    public init(_ name: String) {
        text = name.utf8.map(\.asciiLowercased)
        let digits = text.filter { $0 != UInt8(ascii: ":") }
        let isDigest =
            digits.count >= Self.shortestDigest
            && digits.allSatisfy { $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
        digest = isDigest ? String(decoding: digits, as: UTF8.self) : nil
    }

    /// Whether a root of this label and certificate is meant.
    public func names(_ label: String, _ facts: CertificateFacts?) -> Bool {
        if let digest, let facts, hexadecimal(facts.sha256).hasPrefix(digest) { return true }
        let shown = (label.isEmpty ? facts?.subject ?? "" : label).utf8.map(\.asciiLowercased)
        return !text.isEmpty && shown.indices.contains { shown[$0...].starts(with: text) }
    }
}
