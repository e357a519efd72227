public import LocalFiles
public import ServerIdentity

extension TrustStore {
    /// Reads a PEM bundle, or a file that is one DER certificate.
    ///
    /// Usable certificates become anchors whose origin is `path:line`; bad blocks, blocks of other labels and
    /// certificates that `accepts` refuses are named in `skipped`. Limits: `PEMBundle.maximumLength`, `maximumAnchors`,
    /// `maximumOctets`.
    ///
    /// - Throws: `TrustStoreError` if the file can't be read, is a directory, or gives no anchor.
    public static func loadBundle(
        _ path: String, files: some FileSource, accepts: Acceptance
    ) throws(TrustStoreError) -> LoadedAnchors {
        if files.kind(of: path) == .directory { throw .isDirectory(path: path) }
        let octets: [UInt8]
        do throws(FileProblem) { octets = try files.read(path, limit: PEMBundle.maximumLength) } catch { throw .unreadable(error) }
        var content = BundleContent()
        try content.add(octets, file: path, accepts: accepts)
        if content.anchors.isEmpty { throw .noUsableCertificate(source: nil, skipped: content.skipped) }
        return try collect(content.anchors, skipped: content.skipped, source: "file \(EscapedText(path))")
    }
}

/// What files gave so far.
struct BundleContent {
    var anchors: [TrustAnchor] = []
    var skipped: [SkippedBlock] = []
    /// A bundle may hold a certificate twice, a hashed directory does.
    private var seen: Set<CertificateDER> = []
    private var octets = 0

    mutating func add(_ octets: [UInt8], file: String, accepts: TrustStore.Acceptance) throws(TrustStoreError) {
        if octets.isEmpty {
            skipped.append(SkippedBlock(file: file, line: nil, reason: "the file is empty"))
            return
        }
        let bundle = PEMBundle(octets)
        if case .tooManyBlocks = bundle.problems.last?.reason { throw .tooManyAnchors(source: file) }
        var left: [SkippedBlock] = bundle.problems.map { SkippedBlock(file: file, line: $0.line, reason: $0.reason.description) }
        left += bundle.skipped.map { block in
            // Beside certificates, other blocks are usual.
            let advice = bundle.certificates.isEmpty ? block.kind.map { "; \($0.advice)" } ?? "" : ""
            return SkippedBlock(file: file, line: block.line, reason: "\(block.label) is no certificate\(advice)")
        }
        for block in bundle.certificates where seen.insert(block.der).inserted {
            self.octets += block.der.octets.count
            if seen.count > TrustStore.maximumAnchors || self.octets > TrustStore.maximumOctets {
                throw .tooManyAnchors(source: file)
            }
            if let reason = accepts(block.der) {
                left.append(SkippedBlock(file: file, line: block.line, reason: reason))
            } else {
                anchors.append(TrustAnchor(block.der, origin: "\(file):\(block.line)"))
            }
        }
        if left.isEmpty, bundle.certificates.isEmpty {
            left.append(SkippedBlock(file: file, line: nil, reason: "there is no certificate in it"))
        }
        skipped += left.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
    }
}
