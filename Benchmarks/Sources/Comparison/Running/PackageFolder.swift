import Foundation

/// Where the sources of this package are: results are written and Go's client is built from there, wherever the command
/// is started.
enum PackageFolder {
    private static let here = URL(fileURLWithPath: #filePath)

    /// `Benchmarks/`.
    static let url = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let results = url.appendingPathComponent("Results")
    static let goPeer = url.appendingPathComponent("Sources/GoPeer")
    static let resolved = url.appendingPathComponent("Package.resolved")
}
