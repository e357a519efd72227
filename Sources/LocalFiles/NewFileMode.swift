import Foundation

/// Who may read a file that was not there before. One that was there keeps its mode.
public enum NewFileMode: Sendable {
    /// Its owner alone (600): known hosts, stores.
    case ownerOnly
    /// Everybody, as far as the umask lets them; nobody but its owner may write to it (644 less the umask).
    case everybody

    /// Makes an empty file that was not there, or opens nothing.
    ///
    /// - Returns: whether there is a file now.
    func create(_ path: String) -> Bool {
        let files = FileManager.default
        switch self {
        case .ownerOnly:
            return files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        case .everybody:
            guard files.createFile(atPath: path, contents: nil) else { return false }
            // Made with 666 less the umask, which can't be asked for without changing it.
            let made = FileMode(of: path)?.bits ?? 0o600
            try? files.setAttributes([.posixPermissions: made & 0o644], ofItemAtPath: path)
            return true
        }
    }
}

/// Mode and owner of a file that is there.
struct FileMode {
    /// The permission bits.
    let bits: Int
    private let owner: NSNumber?
    private let group: NSNumber?

    /// Nil if there is no regular file to look at: a link is not followed, and its own bits say nothing.
    init?(of path: String) {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let bits = (attributes[.posixPermissions] as? NSNumber)?.intValue
        else { return nil }
        self.bits = bits
        owner = attributes[.ownerAccountID] as? NSNumber
        group = attributes[.groupOwnerAccountID] as? NSNumber
    }

    /// Whether its owner may write to it. Root may in any case, and is held to it all the same.
    var isWritable: Bool { bits & 0o200 != 0 }

    /// Gives them to another file; the owner where the system lets us.
    func give(to path: String) throws {
        let files = FileManager.default
        if let owner, let group {
            try? files.setAttributes([.ownerAccountID: owner, .groupOwnerAccountID: group], ofItemAtPath: path)
        }
        try files.setAttributes([.posixPermissions: bits], ofItemAtPath: path)
    }
}
