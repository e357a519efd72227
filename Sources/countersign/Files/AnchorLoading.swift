import GnuTLS
import IndependentValidator
import ServerIdentity
import TrustAnchors
import VerdictReport

/// Loads the anchors that the arguments name, or the system's.
struct AnchorLoading {
    private let files = DiskFiles()

    /// How many left-out blocks are named; the rest is counted.
    private static let namedBlocks = 5

    /// The anchors; what was left out of a source is named on standard error.
    ///
    /// - Throws: `InputProblem` if a source gives no usable certificate.
    func load(_ options: TrustOptions) throws(InputProblem) -> TrustAnchorSet {
        let loaded = try read(options)
        for skipped in loaded.skipped.prefix(Self.namedBlocks) {
            StandardError.write("countersign: warning: not used as anchor: \(skipped)\n")
        }
        let rest = loaded.skipped.count - Self.namedBlocks
        if rest > 0 { StandardError.write("countersign: warning: \(rest) more blocks are not used as anchors\n") }
        return loaded.anchors
    }

    private func read(_ options: TrustOptions) throws(InputProblem) -> LoadedAnchors {
        var stores: [LoadedAnchors] = []
        for url in options.cafile where PKCS11Anchors.isURL(url) {
            stores.append(try PKCS11Anchors.load(url, accepts: Self.accepts))
        }
        do throws(TrustStoreError) {
            if options.cafile.isEmpty && options.capath.isEmpty {
                return try readSystemStore()
            }
            for file in options.cafile where !PKCS11Anchors.isURL(file) {
                stores.append(try TrustStore.loadBundle(file, files: files, accepts: Self.accepts))
            }
            for directory in options.capath {
                stores.append(try TrustStore.loadDirectory(directory, files: files, accepts: Self.accepts))
            }
            return try TrustStore.combine(stores)
        } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(error)")
        }
    }

    /// The usual paths; where none of them is there, whatever GnuTLS was built with (on some systems p11-kit).
    private func readSystemStore() throws(TrustStoreError) -> LoadedAnchors {
        do throws(TrustStoreError) {
            return try TrustStore.loadSystemStore(candidates: SystemStore.candidates, files: files, accepts: Self.accepts)
        } catch {
            // A store that is there and damaged must not make room for another one unseen.
            guard case .noSystemStore(let looked) = error, looked.allSatisfy({ files.kind(of: $0.file) == .missing }) else {
                throw error
            }
            let anchors = (try? SystemTrust.anchors()) ?? []
            let usable = anchors.compactMap { try? CertificateDER($0) }.filter { Self.accepts($0) == nil }
            let source = "system store that GnuTLS was built with"
            guard let set = try? TrustAnchorSet(usable.map { TrustAnchor($0) }, source: source) else { throw error }
            return LoadedAnchors(anchors: set, skipped: [])
        }
    }

    /// A certificate is usable as anchor if our own decoder can read it.
    private static func accepts(_ der: CertificateDER) -> String? {
        do throws(CertificateDecodingError) {
            _ = try DecodedCertificate(der)
            return nil
        } catch {
            return error.description
        }
    }
}
