import Foundation

/// Descriptors 0 to 2, which whoever started this process may have closed.
public enum StandardDescriptors {
    /// Opens `/dev/null` for reading in place of those that are closed: else the next thing that is opened, a
    /// connection perhaps, would be taken for standard output. Writing to them fails as before.
    @MainActor public static func open() {
        while let handle = FileHandle(forReadingAtPath: "/dev/null") {
            // The lowest number that is free is taken; above 2 nothing is missing, and the handle closes itself.
            if handle.fileDescriptor > 2 { return }
            kept.append(handle)
        }
    }

    /// Closed with the process. Only `main` adds to them, before anything else runs.
    @MainActor private static var kept: [FileHandle] = []
}
