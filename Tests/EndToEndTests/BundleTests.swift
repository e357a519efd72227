import Foundation
import TestKit
import Testing

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

        @Test("certifi", .needs(.certifi))
        func certifi() async throws {
            defer { files.remove() }
            try await expectWhole(Tool.certifi.path)
        }

        /// The form of curl's mk-ca-bundle: a head of two number signs, the label underlined, the block.
        @Test(
            "what mk-ca-bundle selects, in its form", .needs(.xz),
            .enabled(if: Limbo.directory != nil || Tool.isRequired, "skipped: COUNTERSIGN_CORPORA is not set"))
        func makeCABundle() async throws {
            defer { files.remove() }
            let list = "\(Limbo.directory ?? ".")/certdata/certdata-2026.txt.xz"
            let run = try await Countersign.run(["roots", "import", list, "--sidecar", files.file("roots.json")])
            #expect(run.exitCode == 0, "\(run.story)")
            var text =
                "##\n## Bundle of CA Root Certificates\n##\n## Certificate data from Mozilla as of: Tue Nov 24 00:00:00 2026 GMT\n##\n\n"
            let roots = try JSON(parsing: files.read("roots.json"))["roots"].elements
            for root in roots where root["trust"]["server"].text == "trusted_delegator" {
                let label = root["label"].text ?? ""
                let lines = (Data(base64Encoded: root["der"].text ?? "") ?? Data())
                    .base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
                text += "\n\(label)\n\(String(repeating: "=", count: label.count))\n"
                text += "-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n"
            }
            #expect(text.components(separatedBy: "-----BEGIN").count == 122)
            try await expectWhole(try files.write(text, to: "mk-ca-bundle.pem"))
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
