import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite("Bundles that others made load through --cafile, and what is not used is counted by reason")
    struct BundleTests {
        private let files: TemporaryDirectory
        private let pki: PKI

        init() throws {
            files = try TemporaryDirectory()
            pki = try PKI.made()
        }

        private func check(_ bundle: String) async throws -> Run {
            try await Countersign.run(
                ["check", pki.leafAndIssuer(.good, .ecdsa).chain, "--hostname", PKI.host, "--json", "--cafile", bundle])
        }

        /// Every block of the file is an anchor, and nobody is warned of anything.
        private func expectWhole(_ bundle: String) async throws {
            let text = String(decoding: FileManager.default.contents(atPath: bundle) ?? Data(), as: UTF8.self)
            let count = text.components(separatedBy: "-----BEGIN CERTIFICATE-----").count - 1
            let run = try await check(bundle)
            #expect(count > 50 && run.exitCode == 3 && run.errors.isEmpty, "\(run.story)")
            #expect(try run.record()["question"]["anchors_count"].integer == count, "\(run.story)")
        }

        private static let debianBundle = "/etc/ssl/certs/ca-certificates.crt"
        private static let hasDebian = Tool.isRequired || FileManager.default.fileExists(atPath: debianBundle)

        @Test("Debian's ca-certificates", .enabled(if: hasDebian, "skipped: apt-get install ca-certificates"))
        func debian() async throws {
            defer { files.remove() }
            try await expectWhole(Self.debianBundle)
        }

        @Test(
            "certifi, and the output of curl's mk-ca-bundle", .needs(.python3),
            .enabled(if: PackedBundle.areUsable, "skipped: pip download as in the README's command"),
            arguments: PackedBundle.allCases)
        func packed(_ bundle: PackedBundle) async throws {
            defer { files.remove() }
            try await expectWhole(try bundle.unpack(into: files))
        }

        @Test func `every block that is not used is named, or counted by its reason`() async throws {
            defer { files.remove() }
            let root = String(decoding: FileManager.default.contents(atPath: pki.root(.ecdsa)) ?? Data(), as: UTF8.self)
            func block(_ content: String, _ label: String = "CERTIFICATE") -> String {
                "-----BEGIN \(label)-----\n\(content)\n-----END \(label)-----\n"
            }
            let key = block("AAAA", "PRIVATE KEY")
            let bad = block("AA!A")
            let empty = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"
            let text =
                root + String(repeating: bad, count: 4) + String(repeating: key, count: 3) + String(repeating: empty, count: 2)
            let run = try await check(try files.write(text, to: "mixed.pem"))
            #expect(run.exitCode == 0, "\(run.story)")
            let last = run.errors.split(separator: "\n").last ?? ""
            #expect(
                last.contains("9 in all: 4 × '!' is not base64; 3 × PRIVATE KEY is no certificate; 2 × the block is empty"),
                "\(run.story)")
        }
    }
}
