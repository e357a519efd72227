import Foundation
import IndependentValidator
import LocalFiles
import ServerIdentity
import TrustAnchors

/// Reads the stores that a survey shows, each as its own program would find it.
enum StoreReading {
    private static let files = DiskFiles()

    /// A PEM file, or a directory of them in which only hashed names count, as OpenSSL looks for them.
    static func store(_ user: String, at path: String, remark: String = "") -> SurveyedStore {
        do throws(TrustStoreError) {
            let loaded: LoadedAnchors
            var remarks = remark.isEmpty ? [] : [remark]
            if files.kind(of: path) == .directory {
                loaded = try TrustStore.loadDirectory(path, hashedOnly: true, files: files, accepts: { _ in nil })
                let unseen = try unhashed(path, beside: loaded.anchors)
                if unseen > 0 { remarks.append("\(unseen) more lie there without a hashed name: not seen (openssl rehash)") }
            } else {
                loaded = try TrustStore.loadBundle(path, files: files, accepts: { _ in nil })
            }
            if let first = loaded.skipped.first { remarks.append("\(loaded.skipped.count) blocks can't be used: \(first.reason)") }
            return SurveyedStore(
                user: user, place: path, roots: roots(loaded.anchors.anchors.map(\.certificate)), modified: modified(path),
                remark: remarks.joined(separator: "; "))
        } catch {
            let unseen = files.kind(of: path) == .directory ? (try? unhashed(path, beside: nil)) ?? 0 : 0
            let remark = unseen > 0 ? "\(unseen) lie there, none with a hashed name: not seen (openssl rehash)" : error.description
            return SurveyedStore(user: user, place: path, roots: nil, remark: remark)
        }
    }

    /// How many certificates of a directory are in no file with a hashed name.
    private static func unhashed(_ path: String, beside hashed: TrustAnchorSet?) throws(TrustStoreError) -> Int {
        let all = try TrustStore.loadDirectory(path, files: files, accepts: { _ in nil })
        return Set(all.anchors.anchors.map(\.certificate)).subtracting(hashed?.anchors.map(\.certificate) ?? []).count
    }

    /// Several places of one user, of which every one that is there counts.
    static func stores(_ user: String, at places: [String], remark: String) -> SurveyedStore {
        let stores = places.filter { files.kind(of: $0) != .missing }.map { store(user, at: $0) }
        let found = stores.filter { $0.roots != nil }
        if found.isEmpty {
            return SurveyedStore(
                user: user, place: places.joined(separator: ", "), roots: nil, remark: stores.first?.remark ?? "neither is there")
        }
        return SurveyedStore(
            user: user, place: found.map(\.place).joined(separator: ", "),
            roots: found.reduce(into: [:]) { $0.merge($1.roots ?? [:]) { first, _ in first } },
            modified: found.compactMap(\.modified).max(),
            remark: ([remark] + stores.map(\.remark).filter { !$0.isEmpty }).joined(separator: "; "))
    }

    /// Certificates that came from somewhere else.
    static func roots(_ certificates: [CertificateDER]) -> [[UInt8]: String] {
        var roots: [[UInt8]: String] = [:]
        for certificate in certificates {
            guard let root = try? DescribedCertificate(decoding: certificate) else {
                // Counted all the same, and told apart by its beginning: whoever uses the store takes it for one.
                roots[Array(certificate.octets.prefix(32))] = "(can't be decoded)"
                continue
            }
            roots[root.facts.sha256] = root.facts.subject
        }
        return roots
    }

    /// When what a path leads to was last written.
    static func modified(_ path: String) -> Instant? {
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let date = try? FileManager.default.attributesOfItem(atPath: resolved)[.modificationDate] as? Date else { return nil }
        return Instant(secondsSinceEpoch: Int64(date.timeIntervalSince1970.rounded(.down)))
    }
}
