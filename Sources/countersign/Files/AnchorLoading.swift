import GnuTLS
import IndependentValidator
import RootPrograms
import ServerIdentity
import TrustAnchors
import VerdictReport

/// Loads the anchors that the arguments name, or the system's.
struct AnchorLoading {
    /// What was decoded to see whether it can be an anchor.
    let decoded = DecodedAnchors()
    private let files = DiskFiles()

    /// The anchors; what was left out of a source is named on standard error.
    ///
    /// - Throws: `InputProblem` if a source gives no usable certificate.
    func load(_ options: TrustOptions) throws(InputProblem) -> TrustAnchorSet {
        let loaded = try read(options)
        SkippedBlocks.show(loaded.skipped, as: "not used as anchor")
        return loaded.anchors
    }

    private func read(_ options: TrustOptions) throws(InputProblem) -> LoadedAnchors {
        var stores: [LoadedAnchors] = []
        // First: of a root that several sources have the first one's origin is kept, and these say more of it.
        for source in options.roots {
            stores.append(
                try PKCS11Anchors.isURL(source) ? PKCS11Anchors.load(source, accepts: accepts) : readSidecar(source))
        }
        for url in options.cafile where PKCS11Anchors.isURL(url) {
            stores.append(try PKCS11Anchors.load(url, accepts: accepts))
        }
        do throws(TrustStoreError) {
            if stores.isEmpty && options.cafile.isEmpty && options.capath.isEmpty {
                return try readSystemStore()
            }
            for file in options.cafile where !PKCS11Anchors.isURL(file) {
                stores.append(try TrustStore.loadBundle(file, files: files, accepts: accepts))
            }
            for directory in options.capath {
                stores.append(try TrustStore.loadDirectory(directory, files: files, accepts: accepts))
            }
            return try TrustStore.combine(stores)
        } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(error)")
        }
    }

    private func readSidecar(_ path: String) throws(InputProblem) -> LoadedAnchors {
        let list = try RootListFile.readSidecar(path)
        do throws(EmptyTrustAnchorSet) {
            return LoadedAnchors(anchors: try list.serverAnchors(source: "sidecar \(EscapedText(path))"), skipped: [])
        } catch {
            throw InputProblem(code: .inputUnreadable, text: "no root of \(EscapedText(path)) is trusted for TLS servers")
        }
    }

    /// The usual paths; where none of them is there, whatever GnuTLS was built with (on some systems p11-kit).
    func readSystemStore() throws(TrustStoreError) -> LoadedAnchors {
        do throws(TrustStoreError) {
            return try TrustStore.loadSystemStore(candidates: SystemStore.candidates, files: files, accepts: accepts)
        } catch {
            // A store that is there and damaged must not make room for another one unseen.
            guard case .noSystemStore(let looked) = error, looked.allSatisfy({ files.kind(of: $0.file) == .missing }) else {
                throw error
            }
            guard let loaded = readCompiledStore() else { throw error }
            return loaded
        }
    }

    /// Nil if GnuTLS has none, or none of its certificates can be used.
    private func readCompiledStore() -> LoadedAnchors? {
        let source = "system store that GnuTLS was built with"
        var anchors: [TrustAnchor] = []
        var skipped: [SkippedBlock] = []
        for certificate in (try? SystemTrust.anchors()) ?? [] {
            do {
                let der = try CertificateDER(certificate.get())
                if let reason = accepts(der) {
                    skipped.append(SkippedBlock(file: source, line: nil, reason: reason))
                } else {
                    anchors.append(TrustAnchor(der))
                }
            } catch {
                skipped.append(SkippedBlock(file: source, line: nil, reason: "\(error)"))
            }
        }
        return (try? TrustAnchorSet(anchors, source: source)).map { LoadedAnchors(anchors: $0, skipped: skipped) }
    }

    /// A certificate is usable as anchor if our own decoder can read it.
    private func accepts(_ der: CertificateDER) -> String? {
        do throws(CertificateDecodingError) {
            try decoded.decode(der)
            return nil
        } catch {
            return error.description
        }
    }
}
