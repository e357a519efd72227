import Foundation
import LocalFiles
import ServerIdentity
import Testing
import TrustAnchors

@Suite("Trust stores")
struct TrustStoreTests {
    private static let anything: @Sendable (CertificateDER) -> String? = { _ in nil }
    private static func not(_ seed: UInt8) -> TrustStore.Acceptance { { $0.octets.last == seed ? "it is number \(seed)" : nil } }
    private let bad = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"

    @Test func `usable certificates load, the others are named`() throws {
        let text = pem(fakeCertificate(1)) + bad + pem([1], label: "X509 CRL") + pem(fakeCertificate(2)) + pem(fakeCertificate(3))
        let files = InMemoryFiles(["roots.pem": text])
        let loaded = try TrustStore.loadBundle("roots.pem", files: files, accepts: Self.not(2))
        #expect(loaded.anchors.anchors.map(\.certificate.octets) == [fakeCertificate(1), fakeCertificate(3)])
        #expect(loaded.anchors.anchors.map(\.origin) == ["roots.pem:1", "roots.pem:21"])
        #expect(loaded.anchors.source == "file roots.pem")
        #expect(
            loaded.skipped.map(\.description) == [
                "roots.pem:9: '!' is not base64", "roots.pem:11: X509 CRL is no certificate", "roots.pem:14: it is number 2",
            ])
    }

    @Test func `a certificate that comes twice is one anchor`() throws {
        let files = InMemoryFiles(["r": pem(fakeCertificate(1)) + pem(fakeCertificate(1))])
        #expect(try TrustStore.loadBundle("r", files: files, accepts: Self.anything).anchors.anchors.count == 1)
    }

    @Test(
        "more anchors than engines can keep are an error",
        arguments: [(4_096, 300, nil), (4_097, 300, "4096"), (60, 150_000, "8 MiB")])
    func limits(count: Int, octets: Int, error: String?) throws {
        func certificate(_ number: Int) -> [UInt8] {
            let content = [UInt8(number >> 8), UInt8(number & 0xFF)] + Array(repeating: 0, count: octets)
            return [
                0x30, 0x83, UInt8(content.count >> 16), UInt8(content.count >> 8 & 0xFF), UInt8(content.count & 0xFF),
            ] + content
        }
        // Those of two octets of length only where DER wants them.
        func minimal(_ number: Int) -> [UInt8] {
            let content = Array(certificate(number).dropFirst(5))
            return content.count > 0xFFFF
                ? certificate(number) : [0x30, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        }
        let half = count / 2
        let files = InMemoryFiles([
            "all": (0..<count).map { pem(minimal($0)) }.joined(),
            "d/a": (0..<half).map { pem(minimal($0)) }.joined(),
            "d/b": (half..<count).map { pem(minimal($0)) }.joined(),
        ])
        func load(_ body: () throws -> LoadedAnchors) throws {
            guard let error else {
                #expect(try body().anchors.anchors.count == count)
                return
            }
            let thrown = #expect(throws: TrustStoreError.self) { try body() }
            #expect(thrown?.description.contains(error) == true)
        }
        try load { try TrustStore.loadBundle("all", files: files, accepts: Self.anything) }
        try load { try TrustStore.loadDirectory("d", files: files, accepts: Self.anything) }
        try load {
            try TrustStore.combine(
                ["d/a", "d/b"].map { try TrustStore.loadBundle($0, files: files, accepts: Self.anything) })
        }
    }

    @Test("no usable certificate is an error, never an empty set", arguments: ["", "hello\n", "\0\0", "bad", "refused", "key"])
    func noUsableCertificate(what: String) {
        let content =
            switch what {
            case "bad": bad
            case "refused": pem(fakeCertificate(2))
            case "key": pem([1], label: "PRIVATE KEY")
            default: what
            }
        let files = InMemoryFiles(["roots.pem": content])
        let error = #expect(throws: TrustStoreError.self) {
            try TrustStore.loadBundle("roots.pem", files: files, accepts: Self.not(2))
        }
        // The file is named once.
        #expect(
            error?.description.hasPrefix("no usable certificate: roots.pem") == true
                && error?.description.components(separatedBy: "roots.pem").count == 2, "\(String(describing: error))")
    }

    @Test func `only the first reasons are told`() {
        let files = InMemoryFiles(["roots.pem": String(repeating: bad, count: 5)])
        let error = #expect(throws: TrustStoreError.self) {
            try TrustStore.loadBundle("roots.pem", files: files, accepts: Self.anything)
        }
        #expect(
            error?.description
                == "no usable certificate: roots.pem:2: '!' is not base64; line 5: '!' is not base64; line 8: '!' is not base64; and 2 more"
        )
    }

    @Test func `more certificates than a store may have twice are not decoded`() {
        let text = String(repeating: pem(fakeCertificate(1)), count: PEMLimits().blocks + 1)
        let error = #expect(throws: TrustStoreError.self) {
            try TrustStore.loadBundle("roots.pem", files: InMemoryFiles(["roots.pem": text]), accepts: Self.anything)
        }
        #expect(error == .tooManyAnchors(source: "roots.pem"))
    }

    @Test func `what can't be read is an error with the path`() {
        var files = InMemoryFiles(["dir/a.pem": pem(fakeCertificate(1))])
        files.contents["secret.pem"] = .some(nil)
        func message(_ path: String) -> String? {
            #expect(throws: TrustStoreError.self) { try TrustStore.loadBundle(path, files: files, accepts: Self.anything) }?
                .description
        }
        #expect(message("missing.pem") == "can't read missing.pem: No such file or directory")
        #expect(message("secret.pem") == "can't read secret.pem: Permission denied")
        #expect(message("dir")?.hasPrefix("dir is a directory") == true)
    }

    @Test func `a directory is read in the order of its names, each content once`() throws {
        var files = InMemoryFiles([
            "d/b.pem": pem(fakeCertificate(2)), "d/a.crt": pem(fakeCertificate(1)), "d/5ed36f99.0": pem(fakeCertificate(2)),
            "d/5ed36f99.r0": pem([1], label: "X509 CRL"), "d/.hidden": "x", "d/README": "no certificate",
            "d/java/cacerts": "binary",
            "d/.gitignore": bad,
        ])
        files.contents["d/z.der"] = fakeCertificate(3)
        files.contents["d/secret.pem"] = .some(nil)
        let loaded = try TrustStore.loadDirectory("d", files: files, accepts: Self.anything)
        #expect(loaded.anchors.anchors.map(\.certificate.octets.last) == [2, 1, 3])
        #expect(loaded.anchors.anchors.map(\.origin) == ["d/5ed36f99.0:1", "d/a.crt:1", "d/z.der:1"])
        #expect(loaded.anchors.source == "directory d")
        #expect(
            loaded.skipped.map(\.description) == ["d/README: there is no certificate in it", "d/secret.pem: Permission denied"])
    }

    @Test func `a pipe in a directory keeps nobody waiting`() throws {
        var files = InMemoryFiles(["d/a.crt": pem(fakeCertificate(1)), "d/pipe": pem(fakeCertificate(2))])
        files.pipes = ["d/pipe", "/etc/ssl/cert.pem"]
        let loaded = try TrustStore.loadDirectory("d", files: files, accepts: Self.anything)
        #expect(loaded.anchors.anchors.map(\.origin) == ["d/a.crt:1"])
        #expect(loaded.skipped.map(\.description) == ["d/pipe: no regular file"])
        let system = try TrustStore.loadSystemStore(
            candidates: ["/etc/ssl/cert.pem", "d"], files: files, accepts: Self.anything)
        #expect(system.skipped.map(\.description) == ["/etc/ssl/cert.pem: no regular file", "d/pipe: no regular file"])
    }

    @Test func `hashed names alone, as OpenSSL reads a directory`() throws {
        let files = InMemoryFiles([
            "d/5ed36f99.0": pem(fakeCertificate(1)), "d/5ed36f99.1": pem(fakeCertificate(2)), "d/a.pem": pem(fakeCertificate(3)),
            "d/5ED36F99.2": pem(fakeCertificate(9)), "d/5ed36f99.3": pem(fakeCertificate(10)),
            "d/00000000.1": pem(fakeCertificate(11)), "d/5ed36f99.00": pem(fakeCertificate(12)),
            "d/00000001.99999999999999999999": pem(fakeCertificate(13)),
            "d/5ed36f99.r0": pem(fakeCertificate(4)), "d/5ed36f99.": pem(fakeCertificate(5)),
            "d/5ed36f9g.0": pem(fakeCertificate(6)),
            "d/5ed36f99.0.pem": pem(fakeCertificate(7)), "d/5ed36f990.0": pem(fakeCertificate(8)),
        ])
        let loaded = try TrustStore.loadDirectory("d", hashedOnly: true, files: files, accepts: Self.anything)
        #expect(loaded.anchors.anchors.map(\.origin) == ["d/5ed36f99.0:1", "d/5ed36f99.1:1"])
    }

    @Test func `a directory without certificates, and none at all`() {
        var files = InMemoryFiles(["d/README": "x", "file": pem(fakeCertificate(1))])
        files.directories.insert("empty")
        func error(_ path: String) -> TrustStoreError? {
            #expect(throws: TrustStoreError.self) { try TrustStore.loadDirectory(path, files: files, accepts: Self.anything) }
        }
        #expect(error("d")?.description == "no usable certificate in directory d: d/README: there is no certificate in it")
        #expect(error("empty")?.description == "no usable certificate in directory empty")
        #expect(error("file") == .notADirectory(path: "file"))
        #expect(error("nowhere") == .unreadable(FileProblem(path: "nowhere", reason: "No such file or directory")))
    }

    @Test func `the system store is the first that gives an anchor, and says which`() throws {
        let candidates = ["/opt/gnutls/roots.pem"] + SystemStore.candidates
        let files = InMemoryFiles([
            "/opt/gnutls/roots.pem": bad, "/etc/ssl/ca-bundle.pem": pem(fakeCertificate(1)),
            "/etc/ssl/cert.pem": pem(fakeCertificate(2)),
        ])
        let loaded = try TrustStore.loadSystemStore(candidates: candidates, files: files, accepts: Self.anything)
        #expect(loaded.anchors.source == "system store /etc/ssl/ca-bundle.pem")
        #expect(loaded.anchors.anchors.count == 1)
        #expect(loaded.skipped.map(\.file) == ["/opt/gnutls/roots.pem"])
    }

    @Test func `a system store may be a directory`() throws {
        let files = InMemoryFiles(["/etc/ssl/certs/a.pem": pem(fakeCertificate(1))])
        let loaded = try TrustStore.loadSystemStore(
            candidates: SystemStore.candidates, files: files, accepts: Self.anything)
        #expect(loaded.anchors.source == "system store /etc/ssl/certs")
    }

    @Test func `no system store names the places that were looked at`() {
        let error = #expect(throws: TrustStoreError.self) {
            try TrustStore.loadSystemStore(candidates: ["/a", "/b"], files: InMemoryFiles(), accepts: Self.anything)
        }
        #expect(error?.description == "no system trust store found: /a: does not exist; /b: does not exist")
    }

    @Test func `candidates are paths, each once`() {
        let all = SystemStore.candidates
        #expect(Set(all).count == all.count && all.allSatisfy { $0.hasPrefix("/") })
    }

    @Test func `several stores become one`() throws {
        let files = InMemoryFiles(["a": pem(fakeCertificate(1)) + bad, "b": pem(fakeCertificate(1)) + pem(fakeCertificate(2))])
        let stores = try ["a", "b"].map { try TrustStore.loadBundle($0, files: files, accepts: Self.anything) }
        let both = try TrustStore.combine(stores)
        #expect(both.anchors.source == "file a + file b")
        #expect(both.anchors.anchors.map(\.origin) == ["a:1", "b:8"])
        #expect(both.skipped.count == 1)
        #expect(throws: TrustStoreError.nothingToCombine) { try TrustStore.combine([]) }
    }

    private static let realBundle = "/etc/ssl/certs/ca-certificates.crt"

    @Test(.enabled(if: FileManager.default.isReadableFile(atPath: realBundle), "this system keeps its store elsewhere"))
    func `the real system bundle is read without a problem`() throws {
        let text = try String(contentsOfFile: Self.realBundle, encoding: .utf8)
        let read = PEMBundle(Array(text.utf8))
        #expect(read.problems.isEmpty && read.skipped.isEmpty)
        #expect(read.certificates.count == text.components(separatedBy: "-----BEGIN CERTIFICATE-----").count - 1)
        // Foundation's decoder must come to the same octets.
        let blocks = text.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst()
        for (block, certificate) in zip(blocks, read.certificates) {
            let body = block.components(separatedBy: "-----END")[0]
            #expect(Data(base64Encoded: body, options: .ignoreUnknownCharacters).map { [UInt8]($0) } == certificate.der.octets)
        }
    }
}
