package import GnuTLS
package import IndependentValidator
import LocalFiles
import RootPrograms
import ServerIdentity
package import TrustAnchors

/// Loads the anchors of trust sources.
package struct AnchorLoading {
    /// What was decoded to see whether it can be an anchor.
    package let decoded = DecodedAnchors()
    /// Where the system's store may be.
    package var candidates = SystemStore.candidates
    /// What GnuTLS was built with.
    package var compiledStore: @Sendable () throws(GnuTLSError) -> [Result<[UInt8], GnuTLSError>] = SystemTrust.anchors
    /// What p11-kit's sources of trust have against certificates, for a store that may be p11-kit's.
    package var storeConstraints: @Sendable () throws(InputProblem) -> TokenConstraints = TokenConstraints.ofTrustModules
    private let files = DiskFiles()

    package init() {}

    /// The anchors of all sources together, and what was left out.
    ///
    /// - Throws: `InputProblem` if a source gives no usable certificate, or all together give more than
    ///   `TrustStore.maximumAnchors`.
    package func load(_ sources: [TrustSource]) throws(InputProblem) -> LoadedAnchors {
        var stores: [LoadedAnchors] = []
        // First: of a root that several sources have the first one's origin is kept, and these say more of it.
        for source in sources {
            switch source {
            case .sidecar(let path): stores.append(try readSidecar(path))
            case .tokens(let url): stores.append(try PKCS11Anchors.load(url, accepts: accepts))
            case .anchors(let load): stores.append(try load(accepts))
            case .system, .bundle, .directory: break
            }
        }
        do throws(TrustStoreError) {
            if sources.contains(where: { if case .system = $0 { true } else { false } }) {
                stores.append(try readSystemStore())
            }
            for case .bundle(let path) in sources {
                stores.append(try TrustStore.loadBundle(path, files: files, accepts: accepts))
            }
            for case .directory(let path) in sources {
                stores.append(try TrustStore.loadDirectory(path, files: files, accepts: accepts))
            }
            return try (stores.count == 1 ? stores[0] : TrustStore.combine(stores)).withinLimit()
        } catch {
            var advice = ""
            if case .noSystemStore = error { advice = "; name one by --cafile, --capath or --roots, or install ca-certificates" }
            throw InputProblem(code: .inputUnreadable, text: "\(error)\(advice)")
        }
    }

    private func readSidecar(_ path: String) throws(InputProblem) -> LoadedAnchors {
        let list = try RootListFile.readSidecar(path, decode: decoded.describe)
        do throws(EmptyTrustAnchorSet) {
            let source = "sidecar \(RootListFile.shownName(path))"
            return LoadedAnchors(anchors: try list.serverAnchors(source: source), skipped: [])
        } catch {
            throw InputProblem(
                code: .inputUnreadable, text: "no root of \(RootListFile.shownName(path)) is trusted for TLS servers")
        }
    }

    /// The usual paths; where none of them is there, whatever GnuTLS was built with (on some systems p11-kit).
    package func readSystemStore() throws(TrustStoreError) -> LoadedAnchors {
        do throws(TrustStoreError) {
            return try TrustStore.loadSystemStore(candidates: candidates, files: files, accepts: accepts)
        } catch {
            // A store that is there and damaged must not make room for another one unseen.
            guard case .noSystemStore(let looked) = error, looked.allSatisfy({ files.kind(of: $0.file) == .missing }) else {
                throw error
            }
            return try readCompiledStore(beside: looked)
        }
    }

    /// - Parameter looked: the places that have no store.
    private func readCompiledStore(beside looked: [SkippedBlock]) throws(TrustStoreError) -> LoadedAnchors {
        let source = "system store that GnuTLS was built with"
        func skipped(_ reason: String) -> SkippedBlock { SkippedBlock(file: source, line: nil, reason: reason) }
        let certificates: [Result<[UInt8], GnuTLSError>]
        do throws(GnuTLSError) { certificates = try compiledStore() } catch {
            throw .noSystemStore(skipped: [skipped(error.description)] + looked)
        }
        // GnuTLS does not tell whether the store is p11-kit's, and gives only what is trusted of it.
        let constraints: TokenConstraints
        do throws(InputProblem) { constraints = try storeConstraints() } catch {
            throw .noSystemStore(skipped: [skipped(error.text)] + looked)
        }
        var anchors: [TrustAnchor] = []
        var left: [SkippedBlock] = []
        for certificate in certificates {
            do {
                let der = try CertificateDER(certificate.get())
                if let reason = accepts(der) {
                    left.append(skipped(reason))
                } else {
                    anchors.append(TrustAnchor(der, constraints: constraints.constraints(of: der)))
                }
            } catch {
                left.append(skipped("\(error)"))
            }
        }
        do throws(EmptyTrustAnchorSet) {
            let set = try TrustAnchorSet(anchors, distrusted: constraints.distrusted, source: source)
            return LoadedAnchors(anchors: set, skipped: left)
        } catch {
            throw .noSystemStore(skipped: (left.isEmpty ? [skipped("it is empty")] : left) + looked)
        }
    }

    /// A certificate is usable as anchor if our own decoder can read it.
    private func accepts(_ der: CertificateDER) -> String? { decoded.refusal(of: der) }
}
