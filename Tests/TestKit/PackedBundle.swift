import Foundation
import Testing

/// A bundle of roots that somebody else made and ships in a package of PyPI. The README's command for the tests
/// downloads the packages.
package enum PackedBundle: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// Mozilla's list as certifi packs it.
    case certifi = "certifi/cacert.pem"
    /// What curl's mk-ca-bundle writes: it lies in a client of Stripe's.
    case makeCABundle = "stripe/data/ca-certificates.crt"

    /// Where the packages are: `bundles` in the build folder.
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent(".build/bundles")

    private var package: String { String(rawValue.prefix { $0 != "/" }) }

    private var wheel: URL? {
        let files = (try? FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)) ?? []
        return files.first { $0.lastPathComponent.hasPrefix("\(package)-") && $0.pathExtension == "whl" }
    }

    /// Whether the packages were downloaded, or must have been.
    package static var areUsable: Bool { Tool.isRequired || allCases.allSatisfy { $0.wheel != nil } }

    /// Unpacks the bundle into a directory, and gives its path.
    package func unpack(into directory: TemporaryDirectory) throws -> String {
        guard let wheel else { throw Missing(package: package) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Tool.python3.path)
        process.arguments = ["-m", "zipfile", "-e", wheel.path, directory.path]
        try process.run()
        process.waitUntilExit()
        let text = directory.read(rawValue)
        // Each maker has its own way: what is not in it comes from somebody else.
        guard process.terminationStatus == 0, text.contains(mark) else { throw Missing(package: package) }
        return directory.file(rawValue)
    }

    private var mark: String {
        switch self {
        case .certifi: "# Label: \""
        case .makeCABundle: "## Conversion done with mk-ca-bundle.pl version"
        }
    }

    /// The package is not there.
    private struct Missing: Error, CustomStringConvertible {
        let package: String
        var description: String { "no whole package \(package) in \(folder.path): see the README's command for the tests" }
    }

    package var testDescription: String { package }
}
