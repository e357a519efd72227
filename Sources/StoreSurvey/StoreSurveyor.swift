import Countersigning
import Foundation
import GnuTLS
import LocalFiles
import ServerIdentity
import TrustAnchors

/// Finds out which store each of the usual programs would use on this machine. Nothing is changed, and no network is
/// used.
///
/// The programs are run to be asked, in the environment of this process.
///
/// ```swift
/// let stores = StoreSurveyor(environment: ProcessInfo.processInfo.environment).stores()
/// print(StoreSurvey(stores, now: SystemClock.now()).text)
/// ```
public struct StoreSurveyor: Sendable {
    private let environment: [String: String]

    /// - Parameter environment: by which programs are found (PATH), and what they heed: JAVA_HOME, SSL_CERT_FILE,
    ///   SSL_CERT_DIR, CURL_CA_BUNDLE.
    public init(environment: [String: String]) { self.environment = environment }

    /// The stores, the one that Countersign takes first.
    public func stores() -> [SurveyedStore] {
        [ours, gnutls, p11kit, openssl, curl, JavaStore(environment: environment).store]
    }

    private var programs: InstalledPrograms { InstalledPrograms(environment: environment) }

    /// What a run without `--cafile` takes, by the same code.
    private var ours: SurveyedStore {
        do throws(TrustStoreError) {
            let loaded = try AnchorLoading().readSystemStore()
            let source = loaded.anchors.source
            let path = SystemStore.candidates.first { source == "system store \(EscapedText($0))" }
            // One reason each: the directory that is taken may name the same file again.
            let passedOver = SystemStore.candidates.filter { $0 != path }.compactMap { candidate in
                loaded.skipped.first { $0.file == candidate && $0.line == nil }?.reason
            }
            return SurveyedStore(
                user: "countersign", place: path ?? source, roots: StoreReading.roots(loaded.anchors.anchors.map(\.certificate)),
                modified: path.flatMap(StoreReading.modified),
                remark: passedOver.isEmpty ? "" : "passed over: \(passedOver.joined(separator: "; "))")
        } catch {
            return SurveyedStore(user: "countersign", place: "none of the usual paths", roots: nil, remark: error.description)
        }
    }

    private var gnutls: SurveyedStore {
        let place = "what GnuTLS \(Library.version) was built with"
        do throws(GnuTLSError) {
            let anchors = try SystemTrust.anchors()
            let certificates = anchors.compactMap { try? CertificateDER($0.get()) }
            let unread = anchors.count - certificates.count
            return SurveyedStore(
                user: "GnuTLS", place: place, roots: StoreReading.roots(certificates),
                remark: "GnuTLS does not tell the path" + (unread > 0 ? "; \(unread) more can't be read" : ""))
        } catch {
            return SurveyedStore(user: "GnuTLS", place: place, roots: nil, remark: EscapedText("\(error)").description)
        }
    }

    private var p11kit: SurveyedStore {
        guard let trust = programs.path(of: "trust") else {
            return SurveyedStore(user: "p11-kit", place: "", roots: nil, remark: "not installed (Debian: p11-kit, p11-kit-modules)")
        }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("countersign-trust-\(UUID().uuidString).pem").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let command = [trust, "extract", "--format=pem-bundle", "--filter=ca-anchors", "--purpose=server-auth", file]
        guard ChildProcess.output(of: command) != nil else {
            return SurveyedStore(
                user: "p11-kit", place: trust, roots: nil, remark: "the program trust finds no anchors for servers")
        }
        let store = StoreReading.store("p11-kit", at: file)
        return SurveyedStore(
            user: "p11-kit", place: "trust module", roots: store.roots,
            remark: store.roots == nil ? store.remark : "by the program trust")
    }

    /// OpenSSL reads the file, and looks into the directory as well.
    private var openssl: SurveyedStore {
        guard let line = programs.line("openssl", ["version", "-d"]) else {
            return SurveyedStore(user: "OpenSSL", place: "", roots: nil, remark: "not installed (no program openssl)")
        }
        let folder = line.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }
        let file = environment["SSL_CERT_FILE"] ?? "\(folder)/cert.pem"
        // A list, as PATH is (X509_LOOKUP_hash_dir(3)).
        let directories = (environment["SSL_CERT_DIR"] ?? "\(folder)/certs").split(separator: ":").map(String.init)
        let places = [file] + directories
        return StoreReading.stores(
            "OpenSSL", at: places,
            remark: environment["SSL_CERT_FILE"] != nil || environment["SSL_CERT_DIR"] != nil
                ? "by SSL_CERT_FILE, SSL_CERT_DIR" : "OPENSSLDIR \(folder)")
    }

    private var curl: SurveyedStore {
        func places(_ names: [String]) -> [(name: String, path: String)] {
            names.flatMap { name in
                (environment[name] ?? "").split(separator: name == "SSL_CERT_DIR" ? ":" : "\0").map { (name, String($0)) }
            }
        }
        // curl 7.88 takes the first that is set, newer ones the last two together; what it was built with stays in use
        // for the other kind.
        let together = places(["SSL_CERT_DIR", "SSL_CERT_FILE"])
        let isBoth = Set(together.map(\.name)).count > 1
        for (named, more) in [
            (places(["CURL_CA_BUNDLE"]), "beside the directory that it was built with"),
            (together, isBoth ? "curl 7.88 takes the directory alone" : "beside the file or directory that it was built with"),
        ] where !named.isEmpty {
            let remark = "by \(Set(named.map(\.name)).sorted().joined(separator: ", ")), \(more)"
            return StoreReading.stores("curl", at: named.map(\.path), remark: remark)
        }
        guard let version = programs.line("curl", ["-V"]) else {
            return SurveyedStore(user: "curl", place: "", roots: nil, remark: "not installed (no program curl)")
        }
        let backend =
            version.split(separator: " ").first { $0.contains("SSL/") || $0.contains("TLS/") }.map(String.init)
            ?? "an unknown library"
        if let path = programs.line("curl-config", ["--ca"]) {
            return StoreReading.store(
                "curl", at: path.replacing("\"", with: ""), remark: "by curl-config --ca; \(EscapedText(backend))")
        }
        // curl does not tell what it was built with, unless its development package is there.
        let known = "/etc/ssl/certs/ca-certificates.crt"
        if FileManager.default.fileExists(atPath: "/etc/debian_version"), DiskFiles().kind(of: known) == .file {
            return StoreReading.store(
                "curl", at: known, remark: "known of Debian's packages, not asked (no curl-config); \(EscapedText(backend))")
        }
        return SurveyedStore(user: "curl", place: "", roots: nil, remark: "curl-config is not there, and curl itself does not tell")
    }
}
