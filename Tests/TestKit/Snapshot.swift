import Foundation
import Testing

/// Compares a text with a file beside the tests. `COUNTERSIGN_WRITE_SNAPSHOTS=1` writes the files instead.
enum Snapshot {
    static func expect(_ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots/\(name)")
        if ProcessInfo.processInfo.environment["COUNTERSIGN_WRITE_SNAPSHOTS"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(text == expected, "\(name) differs; COUNTERSIGN_WRITE_SNAPSHOTS=1 writes it anew", sourceLocation: sourceLocation)
    }
}
