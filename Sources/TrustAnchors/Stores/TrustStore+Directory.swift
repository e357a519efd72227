public import LocalFiles
public import ServerIdentity

extension TrustStore {
    /// Reads every regular file of a directory, whatever its name: hashed (`5ed36f99.0`) or not (`root.pem`,
    /// `root.crt`).
    ///
    /// Files are read in the order of their names, each content once (a hashed directory holds every certificate twice,
    /// as file and as link). Left alone without a word: hidden files, hashed CRLs (`5ed36f99.r0`), directories inside.
    /// Anything else that gives no certificate, or can't be read, is named in `skipped`. Limits:
    /// `maximumDirectoryEntries`, `maximumAnchors`, and `PEMBundle.maximumLength` octets in all.
    ///
    /// - Parameters:
    ///   - path: the directory.
    ///   - hashedOnly: leave files alone that OpenSSL does not look for: it asks for `HASH.0`, `HASH.1` and so on until
    ///     one is missing. Whether the hash is that of the subject is *not* checked.
    ///   - files: who reads.
    ///   - accepts: says why a certificate can't be an anchor; nil if it can.
    /// - Throws: `TrustStoreError` if the directory can't be read, is none, or gives no anchor.
    public static func loadDirectory(
        _ path: String, hashedOnly: Bool = false, files: some FileSource, accepts: Acceptance
    ) throws(TrustStoreError) -> LoadedAnchors {
        switch files.kind(of: path) {
        case .file, .pipe, .other: throw .notADirectory(path: path)
        case .directory, .missing: break
        }
        let names: [String]
        do throws(FileProblem) { names = try files.list(path) } catch { throw .unreadable(error) }
        var content = BundleContent()
        var seen: Set<[UInt8]> = []
        var octetsLeft = PEMBundle.maximumLength
        let candidates = hashedOnly ? names.filter(isLookedFor(among: names)) : names.filter { !isLeftAlone($0) }
        let wanted = candidates.sorted()
        for name in wanted.prefix(maximumDirectoryEntries) {
            let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            switch files.kind(of: file) {
            case .directory: continue
            case .pipe, .other:
                content.skipped.append(SkippedBlock(file: file, line: nil, reason: "no regular file"))
                continue
            case .file, .missing: break
            }
            let octets: [UInt8]
            do throws(FileProblem) { octets = try files.read(file, limit: octetsLeft) } catch {
                content.skipped.append(SkippedBlock(file: file, line: nil, reason: error.reason))
                continue
            }
            guard seen.insert(octets).inserted else { continue }
            octetsLeft -= min(octets.count, octetsLeft)
            try content.add(octets, file: file, accepts: accepts)
        }
        if wanted.count > maximumDirectoryEntries {
            let reason = "only the first \(maximumDirectoryEntries) of \(wanted.count) files were read"
            content.skipped.append(SkippedBlock(file: path, line: nil, reason: reason))
        }
        return try collect(content.anchors, skipped: content.skipped, source: "directory \(EscapedText(path))")
    }

    /// 10,000 files. A hashed system directory has about 400.
    public static let maximumDirectoryEntries = 10_000

    /// What OpenSSL looks for: hashes in lower case, and every number from 0 on.
    private static func isLookedFor(among names: [String]) -> (String) -> Bool {
        let all = Set(names)
        return { name in
            guard isHashed(name, before: "."), name == name.lowercased(), let number = Int(name.dropFirst(9)),
                String(number) == name.dropFirst(9), number < all.count
            else { return false }
            return (0..<number).allSatisfy { all.contains("\(name.prefix(9))\($0)") }
        }
    }

    private static func isLeftAlone(_ name: String) -> Bool { name.isEmpty || name.hasPrefix(".") || isHashed(name, before: ".r") }

    /// `xxxxxxxx.N` and `xxxxxxxx.rN`, the names that `openssl rehash` gives to certificates and to CRLs.
    private static func isHashed(_ name: String, before mark: String) -> Bool {
        let octets = Array(name.utf8)
        let number = octets.dropFirst(8 + mark.utf8.count)
        return !number.isEmpty && octets.dropFirst(8).starts(with: mark.utf8)
            && octets[..<8].allSatisfy {
                $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0.asciiLowercased)
            } && number.allSatisfy(\.isASCIIDigit)
    }
}
