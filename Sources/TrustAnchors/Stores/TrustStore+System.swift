public import LocalFiles
public import ServerIdentity

extension TrustStore {
    /// Reads the system's store: the first of the candidates that gives an anchor; `source` says which it was.
    ///
    /// A candidate that does not exist is passed over. One that exists and gives no anchor is passed over too, but
    /// named in `skipped`, so that a damaged store never makes room for another one unseen. Candidates are files and
    /// directories, best first: `SystemStore.candidates`.
    ///
    /// - Throws: `TrustStoreError.noSystemStore` if none gives an anchor.
    public static func loadSystemStore(
        candidates: [String], files: some FileSource, accepts: Acceptance
    ) throws(TrustStoreError) -> LoadedAnchors {
        var passedOver: [SkippedBlock] = []
        for path in candidates {
            let kind = files.kind(of: path)
            if kind == .missing { continue }
            if kind == .pipe || kind == .other {
                passedOver.append(SkippedBlock(file: path, line: nil, reason: "no regular file"))
                continue
            }
            do throws(TrustStoreError) {
                let loaded =
                    kind == .directory
                    ? try loadDirectory(path, files: files, accepts: accepts)
                    : try loadBundle(path, files: files, accepts: accepts)
                return try collect(
                    loaded.anchors.anchors, skipped: passedOver + loaded.skipped, source: "system store \(EscapedText(path))")
            } catch {
                passedOver.append(SkippedBlock(file: path, line: nil, reason: error.description(after: path)))
            }
        }
        if passedOver.isEmpty {
            passedOver = candidates.map { SkippedBlock(file: $0, line: nil, reason: "does not exist") }
        }
        throw .noSystemStore(skipped: passedOver)
    }
}
