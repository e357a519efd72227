import Foundation

/// A JSON value to look into: what is not there is `null`, so that an expectation fails instead of the test's process.
package enum JSON: Decodable, Hashable, Sendable {
    /// `null`, or nothing at all.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number.
    case number(Double)
    /// A string.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object.
    case object([String: JSON])

    /// Reads one value.
    package init(parsing text: String) throws { self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8)) }

    /// Reads one value from a decoder.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    /// A member of an object.
    package subscript(name: String) -> JSON { if case .object(let members) = self { members[name] ?? .null } else { .null } }

    /// An element of an array.
    package subscript(index: Int) -> JSON { elements.indices.contains(index) ? elements[index] : .null }

    /// The elements of an array.
    package var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }

    /// The text of a string.
    package var text: String? { if case .string(let text) = self { text } else { nil } }

    /// A whole number.
    package var integer: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }
}
