import Foundation
import LocalFiles
import ServerIdentity

/// Why a line of JSON is not what it should be: the line, the field, and one clause.
public struct RecordProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the line should have been.
    public let expected: Expected
    /// The line, counted from 1; nil where the caller did not say which one it is.
    public let line: Int?
    /// The field, as `chain.0.sha256`; empty if it is about the whole line.
    public let field: String
    /// One clause, safe to print, without the field.
    public let reason: String

    /// What a line can be.
    public enum Expected: Hashable, Sendable {
        /// A record: `StoredRecord`.
        case record
        /// A question: `QuestionLine`.
        case question
    }

    /// `line 3: not a record of countersign: field 'exit_code': it is missing`.
    public var description: String { (line.map { "line \($0): " } ?? "") + clause }

    /// The same without the line, for messages that name it themselves.
    var clause: String {
        let expected =
            switch expected {
            case .record: "not a record of countersign"
            case .question: "not a question"
            }
        return "\(expected): \(field.isEmpty ? "" : "field '\(EscapedText(field))': ")\(reason)"
    }
}

/// One line of JSON Lines.
enum JSONLine {
    /// 64 arrays and objects inside each other: a record has six.
    static let maximumDepth = 64
    /// 65,536 elements and members: a record of 128 certificates has under 10,000.
    static let maximumValues = 65_536
    /// Limits for a line whose members have none of their own.
    static let bounds = JSONBounds(depth: maximumDepth, values: maximumValues)

    /// Decodes a line that has no more octets than a limit, and holds no more than its bounds.
    static func decoded<Value: Decodable>(
        _ line: String, as expected: RecordProblem.Expected, limit: Int, bounds: JSONBounds = bounds, number: Int?
    ) throws(RecordProblem) -> Value {
        func problem(_ field: String, _ reason: String) -> RecordProblem {
            RecordProblem(expected: expected, line: number, field: field, reason: reason)
        }
        if line.utf8.count > limit { throw problem("", "it is longer than \(limit) octets") }
        if let excess = bounds.excess(in: line.utf8.span) { throw problem(excess.field, excess.reason) }
        do { return try JSONDecoder().decode(Value.self, from: Data(line.utf8)) } catch {
            let flaw = DecodingFlaw(error)
            throw problem(flaw.field, flaw.reason)
        }
    }
}

extension KeyedDecodingContainer {
    /// What a closure makes of a text; nil where the member is not there or null.
    ///
    /// - Parameter words: what the text should have been, as "no time of RFC 3339".
    func parsed<Value>(_ key: Key, orElse words: String, _ parse: (String) -> Value?) throws -> Value? {
        guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let value = parse(text) else { throw corrupted(key, "'\(EscapedText(text, limit: 80))' is \(words)") }
        return value
    }

    /// A time; nil where the member is not there or null.
    func instant(_ key: Key) throws -> Instant? { try parsed(key, orElse: "no time of RFC 3339", Instant.init(rfc3339:)) }

    /// A time that must be there.
    func requiredInstant(_ key: Key) throws -> Instant {
        let text = try decode(String.self, forKey: key)
        guard let instant = Instant(rfc3339: text) else {
            throw corrupted(key, "'\(EscapedText(text, limit: 80))' is no time of RFC 3339")
        }
        return instant
    }

    /// A SHA-256 in hexadecimal digits; nil where the member is not there or null.
    func digest(_ key: Key) throws -> [UInt8]? {
        try parsed(key, orElse: "no SHA-256 in hexadecimal digits") { text in
            octets(hexadecimal: text).flatMap { $0.count == 32 ? $0 : nil }
        }
    }

    /// The elements of an array; none where the member is not there or null.
    func list<Element: Decodable>(_ key: Key) throws -> [Element] { try decodeIfPresent([Element].self, forKey: key) ?? [] }

    /// The error about a member that holds what it should not.
    func corrupted(_ key: Key, _ reason: String) -> DecodingError {
        .dataCorruptedError(forKey: key, in: self, debugDescription: reason)
    }
}
