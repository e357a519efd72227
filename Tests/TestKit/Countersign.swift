import Foundation

/// The program under test.
package enum Countersign {
    /// The program that COUNTERSIGN_BINARY names, or the one that was built beside the running tests.
    package static var path: String {
        if let named = ProcessInfo.processInfo.environment["COUNTERSIGN_BINARY"], !named.isEmpty { return named }
        let bundle = URL(fileURLWithPath: CommandLine.arguments.first ?? ".").resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appendingPathComponent("countersign").path
    }

    /// Runs `countersign` to its end.
    ///
    /// A run that hangs is killed, and comes back as one that a signal ended.
    package static func run(
        _ arguments: [String], input: String = "", seconds: Double = 60, in directory: String? = nil
    ) async throws -> Run {
        try await Run.of([path] + arguments, input: input, seconds: seconds, in: directory)
    }
}
