import Foundation

/// What tells a file from what was there before: another file, other contents.
public struct FileStamp: Hashable, Sendable {
    /// Octets.
    public let size: Int
    private let inode: Int
    private let modified: Date

    /// Nil for what is no regular file, or not there.
    public init?(of path: String) {
        guard DiskFiles.isRegular(path),
            let found = try? FileManager.default.attributesOfItem(atPath: DiskFiles.resolved(path)),
            let size = found[.size] as? NSNumber, let inode = found[.systemFileNumber] as? NSNumber,
            let modified = found[.modificationDate] as? Date
        else { return nil }
        (self.size, self.inode, self.modified) = (size.intValue, inode.intValue, modified)
    }
}
