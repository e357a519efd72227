package import Foundation

/// A directory of a test's own; `remove` takes it away with all that is in it.
package struct TemporaryDirectory: Sendable {
    /// Its path.
    package let path: String

    /// Makes a new, empty one.
    package init() throws { try self.init(in: FileManager.default.temporaryDirectory.path) }

    private init(in parent: String) throws {
        path = "\(parent)/countersign-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Another one, in this one.
    package func subdirectory() throws -> TemporaryDirectory { try TemporaryDirectory(in: path) }

    /// The path of a file in it, whether it is there or not.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a text, and gives the file's path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String { try write(Data(text.utf8), to: name) }

    /// Writes octets, and gives the file's path.
    @discardableResult
    package func write(_ octets: Data, to name: String) throws -> String {
        let path = file(name)
        try octets.write(to: URL(fileURLWithPath: path))
        return path
    }

    /// The text of a file; empty if there is none.
    package func read(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: file(name)) ?? Data(), as: UTF8.self)
    }

    /// Takes it away. One that is gone already is what we want.
    package func remove() { try? FileManager.default.removeItem(atPath: path) }
}
