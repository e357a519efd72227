import CGnuTLSPeer
import COpenSSLPeer
import CrossCheck
import Foundation
import GnuTLSEngine
import IndependentValidator
import ServerIdentity
import TrustAnchors

/// A contender in the loading of a file of trusted roots.
final class TrustLoading: Contender {
    /// Loads a file: how many roots there are; 0 if the file is refused.
    typealias Loader = (_ path: String) throws -> Int

    let name: String
    let role: Role
    let task: BenchmarkTask
    private let bundle: Bundle
    private let load: Loader

    init(_ name: String, _ role: Role, _ bundle: Bundle, _ load: @escaping Loader) {
        self.name = name
        self.role = role
        self.bundle = bundle
        self.load = load
        task = bundle.task
    }

    func prove() throws {
        let count = try load(bundle.path)
        if count != bundle.count {
            throw ContenderError.unproven("\(name): \(count) roots of \(bundle.count) were taken")
        }
        if try load(bundle.brokenPath) > 0 { throw ContenderError.unproven("\(name): a file without any certificate was taken") }
    }

    func run(operations: Int) throws -> Timing {
        try Stopwatch.time(operations) { _ in
            guard try load(bundle.path) > 0 else { throw ContenderError.refused("the system's roots") }
        }
    }

    /// The system's roots, and a file that holds none.
    struct Bundle {
        /// Where Debian keeps them.
        static let systemPath = "/etc/ssl/certs/ca-certificates.crt"
        let path: String
        let brokenPath: String
        let count: Int

        /// Nil where the machine has no such file.
        init?(_ pki: BenchmarkPKI) throws {
            path = Self.systemPath
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
            count = text.split(separator: "\n").count { $0 == "-----BEGIN CERTIFICATE-----" }
            let broken = pki.folder.appendingPathComponent("no-roots.pem")
            brokenPath = broken.path
            let lines = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            try lines.write(to: broken, atomically: true, encoding: .utf8)
        }

        var task: BenchmarkTask { BenchmarkTask(.trust, "\(count) roots") }
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
        guard let bundle = try TrustLoading.Bundle(pki) else {
            let task = BenchmarkTask(.trust, "system roots")
            roster.miss("everybody", task, "\(TrustLoading.Bundle.systemPath) does not exist")
            return
        }
        roster.add(TrustLoading("C GnuTLS", .limit, bundle) { Int(max(0, unsafe gnutlspeer_load_trust($0))) })
        let chain = try CertificateChain(BenchmarkPKI.certificates(in: pki.chainFile(.ecdsa)).map { try CertificateDER($0) })
        let asking = try HandshakeQuestion.right(pki, .ecdsa).asking()
        roster.add(TrustLoading("TrustStore, both engines ready", .ours, bundle) { try ours($0, chain, asking) })
        roster.add(TrustLoading("TrustStore alone", .floor, bundle) { try anchors($0, accepts: { _ in nil })?.anchors.count ?? 0 })
        if unsafe opensslpeer_version() != nil {
            roster.add(TrustLoading("OpenSSL", .peer, bundle) { Int(max(0, unsafe opensslpeer_load_trust($0))) })
        } else {
            roster.miss("OpenSSL", bundle.task, "its headers were missing when this was built")
        }
    }

    private static func anchors(_ path: String, accepts: TrustStore.Acceptance) throws -> TrustAnchorSet? {
        do throws(TrustStoreError) {
            return try TrustStore.loadBundle(path, files: Files(), accepts: accepts).anchors
        } catch {
            if case .noUsableCertificate = error { return nil }
            throw error
        }
    }

    /// As the command does it: each root is decoded while the file is read, so that one that can't be decoded is named. The first question makes GnuTLS's trust list and
    /// the validator's index. The chain's root is not among the system's: refused.
    private static func ours(_ path: String, _ chain: CertificateChain, _ asking: Asking) throws -> Int {
        let decoded = DecodedAnchors()
        guard let anchors = try anchors(path, accepts: decoded.refusal) else { return 0 }
        let asking = Asking(identity: asking.identity, anchors: anchors, instant: asking.instant)
        if EngineSet.both(decoded).accepts(asking.question(chain)) { throw ContenderError.unproven("an unknown root was trusted") }
        return anchors.anchors.count
    }

    /// Reads whole files.
    private struct Files: FileSource {
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
