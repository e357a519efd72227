import Foundation
import ServerIdentity

/// The members of a JSON object: all of those that it must have, `null` where there is nothing to say, and no others.
struct StrictFields<Key: CodingKey & CaseIterable> {
    /// By any name, so that those which should not be there are seen.
    private let container: KeyedDecodingContainer<AnyName>

    init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: AnyName.self)
        let missing = Key.allCases.first { !container.contains(AnyName($0)) }
        if missing == nil, container.allKeys.count == Key.allCases.count { return }
        let names = Set(container.allKeys.map(\.stringValue))
        if let other = names.subtracting(Key.allCases.map(\.stringValue)).min() {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a member '\(other)' that is not known"))
        }
        if let missing {
            throw DecodingError.keyNotFound(missing, .init(codingPath: decoder.codingPath, debugDescription: "missing"))
        }
    }

    func value<Value: Decodable>(_ key: Key) throws -> Value { try container.decode(Value.self, forKey: AnyName(key)) }

    func optional<Value: Decodable>(_ key: Key) throws -> Value? {
        try container.decodeIfPresent(Value.self, forKey: AnyName(key))
    }

    func instant(_ key: Key) throws -> Instant? {
        guard let text: String = try optional(key) else { return nil }
        guard let instant = Instant(rfc3339: text) else { throw corrupted(key, "'\(EscapedText(text))' is no time of RFC 3339") }
        return instant
    }

    func corrupted(_ key: Key, _ reason: String) -> DecodingError {
        .dataCorruptedError(forKey: AnyName(key), in: container, debugDescription: reason)
    }

    private struct AnyName: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ key: Key) { stringValue = key.stringValue }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

/// Octets as hexadecimal digits.
enum Hexadecimal {
    static func octets(_ text: String, count: Int?, _ field: String) throws(SidecarProblem) -> [UInt8] {
        guard let octets = ServerIdentity.octets(hexadecimal: text) else {
            throw SidecarProblem(field, "'\(EscapedText(text, limit: 80))' is no row of octets in hexadecimal digits")
        }
        if let count, octets.count != count { throw SidecarProblem(field, "\(octets.count) octets instead of \(count)") }
        if octets.isEmpty { throw SidecarProblem(field, "it is empty") }
        return octets
    }
}
