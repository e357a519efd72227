import CGnuTLSPeer
import COpenSSLPeer
import CrossCheck
import Foundation
import GnuTLSEngine
import IndependentValidator
import LocalFiles
import RootPrograms
import ServerIdentity
import TrustAnchors

/// A contender in the loading of a file of trusted roots.
final class TrustLoading: Contender {
    /// Loads a file: how many roots there are; 0 if the file is refused.
    typealias Loader = (_ path: String) throws -> Int

    let name: String
    let role: Role
    let task: BenchmarkTask
    private let files: Files
    private let load: Loader

    /// What is loaded: a file of so many roots, and one that must be refused.
    struct Files {
        let path: String
        let brokenPath: String
        let count: Int
    }

    init(_ name: String, _ role: Role, _ files: Files, _ load: @escaping Loader) {
        self.name = name
        self.role = role
        self.files = files
        self.load = load
        task = BenchmarkTask(.trust, "\(files.count) roots")
    }

    func prove() throws {
        let count = try load(files.path)
        if count != files.count {
            throw ContenderError.unproven("\(name): \(count) roots of \(files.count) were taken")
        }
        if try load(files.brokenPath) > 0 { throw ContenderError.unproven("\(name): a broken file was taken") }
    }

    func run(operations: Int) throws -> Timing {
        try Stopwatch.time(operations) { _ in
            guard try load(files.path) > 0 else { throw ContenderError.refused(files.path) }
        }
    }
}

extension TrustLoading.Files {
    /// Where Debian keeps the system's roots.
    static let systemPath = "/etc/ssl/certs/ca-certificates.crt"

    /// The system's roots, and a bundle that holds none; nil where the machine has no such file.
    static func bundle(_ pki: BenchmarkPKI) throws -> TrustLoading.Files? {
        guard let text = try? String(contentsOfFile: systemPath, encoding: .utf8) else { return nil }
        let count = text.split(separator: "\n").count { $0 == "-----BEGIN CERTIFICATE-----" }
        let broken = pki.folder.appendingPathComponent("no-roots.pem")
        try Data("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8).write(to: broken)
        return TrustLoading.Files(path: systemPath, brokenPath: broken.path, count: count)
    }

    /// A sidecar of the same roots, all trusted for servers, and one that says less than a sidecar must.
    func sidecar(_ pki: BenchmarkPKI) throws -> TrustLoading.Files {
        let octets = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        let roots = try PEMBundle(octets).certificates.map { block in
            let certificate = try DescribedCertificate(decoding: block.der)
            return ListedRoot(
                label: certificate.facts.subject, certificate: certificate, trust: PurposeTrust(server: .trustedDelegator),
                serverDistrustAfter: nil, line: block.line)
        }
        let list = RootList(
            roots: roots, distrusted: [], source: "roots", sourceSHA256: [UInt8](repeating: 0, count: 32), knowledge: .known)
        let text = RootsSidecar(list).text
        let sound = pki.folder.appendingPathComponent("roots.json")
        let broken = pki.folder.appendingPathComponent("broken.json")
        try Data(text.utf8).write(to: sound)
        try Data(text.replacing("\"email_distrust_after\":null,", with: "").utf8).write(to: broken)
        return TrustLoading.Files(path: sound.path, brokenPath: broken.path, count: roots.count)
    }
}

/// All contenders in the loading of roots.
enum TrustLoadings {
    static func contenders(_ pki: BenchmarkPKI, _ roster: inout Roster) throws {
        if let list = RootListReading.corpus() {
            roster.add(RootListReading(list))
        } else {
            roster.miss(
                "certdata.txt", BenchmarkTask(.trust, "certdata.txt"),
                "COUNTERSIGN_CORPORA names no folder with \(RootListReading.file)")
        }
        guard let bundle = try TrustLoading.Files.bundle(pki) else {
            let task = BenchmarkTask(.trust, "system roots")
            roster.miss("everybody", task, "\(TrustLoading.Files.systemPath) does not exist")
            return
        }
        roster.add(TrustLoading("C GnuTLS", .limit, bundle) { Int(max(0, unsafe gnutlspeer_load_trust($0))) })
        let chain = try CertificateChain(BenchmarkPKI.certificates(in: pki.chainFile(.ecdsa)).map { try CertificateDER($0) })
        let asking = try HandshakeQuestion.right(pki, .ecdsa).asking()
        roster.add(TrustLoading("TrustStore, both engines ready", .ours, bundle) { try ours($0, chain, asking) })
        roster.add(
            TrustLoading("sidecar, both engines ready", .ours, try bundle.sidecar(pki)) { try sidecar($0, chain, asking) })
        roster.add(TrustLoading("TrustStore alone", .floor, bundle) { try anchors($0, accepts: { _ in nil })?.anchors.count ?? 0 })
        if unsafe opensslpeer_version() != nil {
            roster.add(TrustLoading("OpenSSL", .peer, bundle) { Int(max(0, unsafe opensslpeer_load_trust($0))) })
        } else {
            roster.miss("OpenSSL", BenchmarkTask(.trust, "\(bundle.count) roots"), "its headers were missing when this was built")
        }
    }

    private static func anchors(_ path: String, accepts: TrustStore.Acceptance) throws -> TrustAnchorSet? {
        do throws(TrustStoreError) {
            return try TrustStore.loadBundle(path, files: Disk(), accepts: accepts).anchors
        } catch {
            if case .noUsableCertificate = error { return nil }
            throw error
        }
    }

    /// As the command does it: each root is decoded while the file is read, so that one that can't be decoded is named.
    private static func ours(_ path: String, _ chain: CertificateChain, _ asking: Asking) throws -> Int {
        let decoded = DecodedAnchors()
        guard let anchors = try anchors(path, accepts: decoded.refusal) else { return 0 }
        return try ready(anchors, decoded, chain, asking)
    }

    /// As `--roots` does it.
    private static func sidecar(_ path: String, _ chain: CertificateChain, _ asking: Asking) throws -> Int {
        let decoded = DecodedAnchors()
        let octets = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let list: RootList
        do throws(SidecarProblem) { list = try RootList(sidecar: octets, decode: decoded.describe) } catch { return 0 }
        return try ready(list.serverAnchors(source: path), decoded, chain, asking)
    }

    /// The first question makes GnuTLS's trust list and the validator's index. The chain's root is not among the
    /// system's: refused.
    private static func ready(
        _ anchors: TrustAnchorSet, _ decoded: DecodedAnchors, _ chain: CertificateChain, _ asking: Asking
    ) throws -> Int {
        let asking = Asking(identity: asking.identity, anchors: anchors, instant: asking.instant)
        if EngineSet.both(decoded).accepts(asking.question(chain)) { throw ContenderError.unproven("an unknown root was trusted") }
        return anchors.anchors.count
    }

    /// Reads whole files.
    private struct Disk: FileSource {
        func kind(of path: String) -> FileKind { FileManager.default.fileExists(atPath: path) ? .file : .missing }

        func read(_ path: String, limit: Int) throws(FileProblem) -> [UInt8] {
            guard let data = FileManager.default.contents(atPath: path), data.count <= limit else {
                throw FileProblem(path: path, reason: "can't be read")
            }
            return [UInt8](data)
        }

        func list(_ directory: String) throws(FileProblem) -> [String] { [] }
    }
}
