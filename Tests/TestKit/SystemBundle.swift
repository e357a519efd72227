import Foundation

/// The file of roots that Debian's programs read.
package enum SystemBundle {
    /// Where Debian has it.
    package static let path = "/etc/ssl/certs/ca-certificates.crt"

    /// Whether a program can be made to see another file there: a container may forbid name spaces. With required tools
    /// it must be.
    package static let isReplaceable = Tool.isRequired || canBeReplaced

    private static let canBeReplaced = {
        let probe = Process()
        probe.executableURL = URL(fileURLWithPath: Tool.unshare.path)
        probe.arguments = ["-rm", "mount", "--bind", "/etc/hostname", path]
        probe.standardError = FileHandle.nullDevice
        guard FileManager.default.fileExists(atPath: path), (try? probe.run()) != nil else { return false }
        probe.waitUntilExit()
        return probe.terminationStatus == 0
    }()

    /// Runs the program with another file in the place of the system's; nobody else sees it there.
    package static func running(_ arguments: [String], with file: String) async throws -> Run {
        let script = "mount --bind \"$1\" \(path); shift; exec \"$@\""
        return try await Run.of(
            [Tool.unshare.path, "-rm", Tool.bash.path, "-euc", script, "bash", file, Countersign.path] + arguments)
    }
}
