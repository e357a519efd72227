import Foundation
package import Testing

/// Compares a text with a file in the folder `Snapshots` beside the test. `COUNTERSIGN_WRITE_SNAPSHOTS=1` writes the
/// files instead.
package enum Snapshot {
    package static func expect(
        _ text: String, is name: String, testFile: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = URL(fileURLWithPath: testFile).deletingLastPathComponent().appendingPathComponent("Snapshots/\(name)")
        if ProcessInfo.processInfo.environment["COUNTERSIGN_WRITE_SNAPSHOTS"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(text == expected, "\(name) differs; COUNTERSIGN_WRITE_SNAPSHOTS=1 writes it anew", sourceLocation: sourceLocation)
    }
}
