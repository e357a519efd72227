import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite(
        "Importing Mozilla's list", .needs(.xz, .bash),
        .enabled(if: Limbo.directory != nil || Tool.isRequired, "skipped: COUNTERSIGN_CORPORA is not set"))
    struct RootsImportTests {
        private let files: TemporaryDirectory

        init() throws { files = try TemporaryDirectory() }

        private static func list(_ year: Int) -> String { "\(Limbo.directory ?? ".")/certdata/certdata-\(year).txt.xz" }

        /// A day after mk-ca-bundle made what is expected.
        private static let time = ["--attime", "2026-11-24"]

        private func importing(_ year: Int, _ more: [String] = []) async throws -> Run {
            let outputs = ["--output", files.file("roots.pem"), "--sidecar", files.file("roots.json")]
            return try await Countersign.run(["roots", "import", Self.list(year)] + outputs + Self.time + more)
        }

        private struct Expected: Decodable { let sha256: [String] }

        private static func expected(_ year: Int) throws -> Set<String> {
            let file = URL(fileURLWithPath: "\(Limbo.directory ?? ".")/certdata/expected-\(year).json")
            return Set(try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file)).sha256)
        }

        /// What is in a bundle, by the program itself.
        private func digests(_ file: String) async throws -> [String] {
            try await Countersign.run(["roots", "list", files.file(file), "--json"]).records().compactMap { $0["sha256"].text }
        }

        @Test("the bundle holds what mk-ca-bundle selects, and loads with its sidecar", arguments: [2023, 2026])
        func imports(year: Int) async throws {
            defer { files.remove() }
            let run = try await importing(year)
            #expect(run.exitCode == 0, "\(run.story)")
            #expect(try await Set(digests("roots.pem")) == Self.expected(year))
            // Roots that PEM leaves out as expired are in the sidecar, and were named.
            let named = run.errors.split(separator: "\n").count { $0.contains("not in the bundle") }
            let chain = try PKI.made().leafAndIssuer(.good, .ecdsa).chain
            let check = ["check", chain, "--hostname", PKI.host, "--json"]
            let bySidecar = try await Countersign.run(check + ["--roots", files.file("roots.json")]).record()["question"]
            #expect(bySidecar["anchors_count"].integer == (try Self.expected(year).count) + named)
            #expect(bySidecar["anchors_constraints"].text == "known")
            #expect(bySidecar["anchors_source"].text == "sidecar \(files.file("roots.json"))")
            let byBundle = try await Countersign.run(check + ["--cafile", files.file("roots.pem")])
            #expect(
                try byBundle.record()["question"]["anchors_count"].integer == Self.expected(year).count && byBundle.errors.isEmpty)
            #expect(try byBundle.record()["question"]["anchors_constraints"].text == "unknown")
        }

        @Test func `distrust is never in the bundle, and dates stand beside their roots`() async throws {
            defer { files.remove() }
            _ = try await importing(2023)
            #expect(!files.read("roots.pem").contains("DigiNotar") && files.read("roots.json").contains("DigiNotar"))
            _ = try await importing(2026, ["--force"])
            let date = "# Not trusted for certificates of TLS servers that are issued after 2024-11-30T23:59:59Z\n-----BEGIN"
            #expect(files.read("roots.pem").contains("# Entrust Root Certification Authority\n# SHA-256: 73c17643"))
            #expect(files.read("roots.pem").contains(date))
        }

        @Test func `an import that loses a fifth of the roots asks for --force`() async throws {
            defer { files.remove() }
            _ = try await importing(2023)
            let (bundle, sidecar) = (files.read("roots.pem"), files.read("roots.json"))
            let refused = try await importing(2026)
            #expect(
                refused.exitCode == 73 && refused.errors.contains("roots.pem is left as it is: 39 of its 138 roots"),
                "\(refused.story)")
            #expect(files.read("roots.pem") == bundle && files.read("roots.json") == sidecar)
            let forced = try await importing(2026, ["--force"])
            #expect(
                forced.exitCode == 0 && files.read("roots.pem") != bundle && files.read("roots.json") != sidecar, "\(forced.story)")
            // The other way round too few are lost, and what is no bundle is not written over.
            #expect(try await importing(2026).exitCode == 0)
            try files.write("precious", to: "roots.pem")
            let precious = try await importing(2026)
            #expect(precious.exitCode == 73 && files.read("roots.pem") == "precious", "\(precious.story)")
        }

        @Test func `a clock that is wrong takes no roots away`() async throws {
            defer { files.remove() }
            let again = ["roots", "import", Self.list(2026), "--output", files.file("roots.pem")]
            #expect(try await Countersign.run(again + Self.time).exitCode == 0)
            let bundle = files.read("roots.pem")
            let refused = try await Countersign.run(again + ["--attime", "2038-01-01T00:00:00Z"])
            #expect(refused.exitCode == 73 && refused.errors.contains("of its 121 roots"), "\(refused.story)")
            #expect(files.read("roots.pem") == bundle)
        }

        struct Loss: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let year: Int
            let words: String
            let change: @Sendable (String) -> String
        }

        @Test(
            "a sidecar that would lose mail roots, distrust or dates asks for --force, though no root for servers is lost",
            arguments: [
                Loss(testDescription: "mail roots", year: 2026, words: "roots for mail are not in the new list") {
                    $0.replacing(
                        "PROTECTION CK_TRUST CKT_NSS_TRUSTED_DELEGATOR", with: "PROTECTION CK_TRUST CKT_NSS_MUST_VERIFY_TRUST")
                },
                Loss(testDescription: "distrust", year: 2023, words: "nothing distrusts") {
                    $0.replacing("CKT_NSS_NOT_TRUSTED", with: "CKT_NSS_MUST_VERIFY_TRUST")
                },
                Loss(testDescription: "dates", year: 2026, words: "after which new certificates for TLS servers are distrusted") {
                    $0.replacing("CKA_NSS_SERVER_DISTRUST_AFTER MULTILINE_OCTAL", with: "CKA_OTHER MULTILINE_OCTAL")
                },
            ])
        func losses(row: Loss) async throws {
            defer { files.remove() }
            _ = try await importing(row.year)
            let before = files.read("roots.json")
            let text = String(decoding: try Corpus.unpacked("certdata/certdata-\(row.year).txt.xz"), as: UTF8.self)
            try files.write(row.change(text), to: "new.txt")
            let again = ["roots", "import", files.file("new.txt"), "--sidecar", files.file("roots.json")] + Self.time
            let refused = try await Countersign.run(again)
            #expect(refused.exitCode == 73 && refused.errors.contains(row.words), "\(refused.story)")
            #expect(files.read("roots.json") == before)
            let forced = try await Countersign.run(again + ["--force"])
            #expect(forced.exitCode == 0 && files.read("roots.json") != before, "\(forced.story)")
        }

        @Test("modes stay, and new files are open to no more than they must be", arguments: ["000", "022", "077"])
        func modes(umask: String) async throws {
            defer { files.remove() }
            func mode(_ name: String) throws -> Int {
                let attributes = try FileManager.default.attributesOfItem(atPath: files.file(name))
                return try #require(attributes[.posixPermissions] as? NSNumber).intValue
            }
            let arguments = ["roots", "import", Self.list(2026), "--sidecar", files.file("roots.json")] + Self.time
            func importing(_ output: String) async throws -> Run {
                let script = "umask \(umask); exec \"$0\" \"$@\""
                let all = arguments + ["--output", files.file(output)]
                return try await Run.of([Tool.bash.path, "-c", script, Countersign.path] + all)
            }
            let first = try await importing("roots.pem")
            #expect(first.exitCode == 0, "\(first.story)")
            let expected = umask == "077" ? 0o600 : 0o644
            #expect(try mode("roots.pem") == expected && mode("roots.json") == expected)
            for bits in [0o600, 0o640] {
                try FileManager.default.setAttributes([.posixPermissions: bits], ofItemAtPath: files.file("roots.pem"))
                #expect(try await importing("roots.pem").exitCode == 0)
                #expect(try mode("roots.pem") == bits)
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: files.file("roots.pem"))
            let before = files.read("roots.pem")
            let readOnly = try await importing("roots.pem")
            #expect(readOnly.exitCode == 73 && readOnly.errors.contains("mode 444"), "\(readOnly.story)")
            #expect(try mode("roots.pem") == 0o444 && files.read("roots.pem") == before)
            // The same file by another name would be replaced twice.
            try FileManager.default.linkItem(atPath: files.file("roots.json"), toPath: files.file("other"))
            let twice = try await importing("other")
            #expect(twice.exitCode == 64 && twice.errors.contains("same file"), "\(twice.story)")
        }

        @Test func `a damaged list changes nothing, and its line is named`() async throws {
            defer { files.remove() }
            _ = try await importing(2026)
            let before = files.read("roots.pem")
            var lines = String(decoding: try Corpus.unpacked("certdata/certdata-2026.txt.xz"), as: UTF8.self)
                .split(separator: "\n", omittingEmptySubsequences: false)
            lines[139] = #"\322\362\2"#
            try files.write(lines.joined(separator: "\n"), to: "damaged.txt")
            let run = try await Countersign.run(
                ["roots", "import", files.file("damaged.txt"), "--output", files.file("roots.pem"), "--force"])
            #expect(
                run.exitCode == 66 && run.errors.contains("damaged.txt:140: GlobalSign Root CA: truncated octal"), "\(run.story)")
            #expect(files.read("roots.pem") == before)
        }

        @Test func `what is not used is named before any number of remarks`() async throws {
            defer { files.remove() }
            let text = String(decoding: try Corpus.unpacked("certdata/certdata-2026.txt.xz"), as: UTF8.self)
            let first = text.components(separatedBy: "\n# Certificate \"")[1].components(separatedBy: "\n# Trust for")[0]
            let twins = String(repeating: "\n# Certificate \"\(first)\n", count: 25)
            let list = text.replacing("\n# Certificate \"", with: "\(twins)\n# Certificate \"", maxReplacements: 1)
            try files.write(list + "\nCKA_CLASS CK_OBJECT_CLASS CKO_NSS_CRL\n", to: "twins.txt")
            let run = try await Countersign.run(["roots", "list", files.file("twins.txt")])
            #expect(run.exitCode == 0 && run.errors.split(separator: "\n").count == 21, "\(run.story)")
            #expect(run.errors.hasPrefix("countersign: warning: not used: "), "\(run.story)")
            #expect(run.errors.contains("25 duplicate_certificate, 1 unknown_class"), "\(run.story)")
        }

        @Test func `a file of 100 MB ends with an error`() async throws {
            defer { files.remove() }
            let made = try await Run.of([
                Tool.bash.path, "-c", "{ echo BEGINDATA; yes '# x'; } | head -c 104857600 >\"$0\"", files.file("large"),
            ])
            #expect(made.exitCode == 0)
            let run = try await Countersign.run(
                ["roots", "import", files.file("large"), "--output", files.file("roots.pem")], seconds: 30)
            #expect(run.exitCode == 66 && run.errors.contains("more octets than the limit"), "\(run.story)")
        }

        @Test func `standard input, and places that can't be written to`() async throws {
            defer { files.remove() }
            let text = String(decoding: try Corpus.unpacked("certdata/certdata-2026.txt.xz"), as: UTF8.self)
            let piped = try await Countersign.run(
                ["roots", "import", "-", "--output", files.file("roots.pem")] + Self.time, input: text)
            #expect(piped.exitCode == 0 && piped.output.hasPrefix("standard input: 121 roots"), "\(piped.story)")
            for (path, code) in [(files.file("nowhere/roots.pem"), 73), (files.path, 73), ("/dev/full", 74)] {
                let run = try await Countersign.run(["roots", "import", Self.list(2026), "--output", path])
                #expect(run.exitCode == Int32(code), "\(run.story)")
            }
            for (output, sidecar, why) in [
                ("-", nil, "--output -"), (nil, "-", "--sidecar -"),
                (files.file("roots.pem"), "\(files.path)/./roots.pem", "the same file"),
            ] as [(String?, String?, String)] {
                let places = (output.map { ["--output", $0] } ?? []) + (sidecar.map { ["--sidecar", $0] } ?? [])
                let run = try await Countersign.run(["roots", "import", Self.list(2026)] + places)
                #expect(run.exitCode == 64 && run.errors.contains(why), "\(run.story)")
            }
            let link = files.file("link.pem")
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: files.file("roots.pem"))
            #expect(try await Countersign.run(["roots", "import", Self.list(2026), "--output", link] + Self.time).exitCode == 0)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == files.file("roots.pem"))
        }

        // MARK: Killed while it writes

        /// The files of a directory and their sizes.
        private static func sizes(_ directory: String) -> [String: Int] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
            return names.reduce(into: [:]) { sizes, name in
                sizes[name] = (try? FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")[.size] as? Int) ?? -1
            }
        }

        /// Kills a program as soon as a directory has changed so many times; looks without a pause, for a write is over
        /// within milliseconds.
        ///
        /// - Returns: whether a file that was not there before, the temporary one, had appeared by then.
        private static func kill(_ program: Running, atChange last: Int, of directory: String) async -> Bool {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    let before = sizes(directory)
                    var (latest, changes, hasBegun) = (before, 0, false)
                    while program.isRunning, changes < last {
                        let now = sizes(directory)
                        if now == latest { continue }
                        changes += 1
                        if now.keys.contains(where: { before[$0] == nil }) { hasBegun = true }
                        latest = now
                    }
                    program.send(SIGKILL)
                    continuation.resume(returning: hasBegun)
                }
            }
        }

        /// A temporary file, its growth, its new name, and the same for the sidecar: each is the moment of some of the
        /// fifty kills.
        private static let changes = 5

        @Test func `SIGKILL leaves the old file or the new one`() async throws {
            defer { files.remove() }
            let place = try files.subdirectory()
            func arguments(_ year: Int) -> [String] {
                ["roots", "import", Self.list(year), "--output", place.file("roots.pem"), "--sidecar", place.file("roots.json")]
                    + ["--force"] + Self.time
            }
            var contents: [Int: (bundle: String, sidecar: String)] = [:]
            for year in [2023, 2026] {
                #expect(try await Countersign.run(arguments(year)).exitCode == 0)
                contents[year] = (place.read("roots.pem"), place.read("roots.json"))
            }
            let (old, new) = (try #require(contents[2023]), try #require(contents[2026]))
            #expect(old.bundle != new.bundle)
            var killedWhileWriting = 0
            for round in 0..<50 {
                // What is there is the new one, or has been replaced in part: write the other one of the bundle.
                let year = place.read("roots.pem") == new.bundle ? 2023 : 2026
                let program = try Running([Countersign.path] + arguments(year), files: files)
                let hasBegun = await Self.kill(program, atChange: round % Self.changes + 1, of: place.path)
                if try await program.end(within: 20).signal == SIGKILL, hasBegun { killedWhileWriting += 1 }
                let (bundle, sidecar) = (place.read("roots.pem"), place.read("roots.json"))
                #expect(bundle == old.bundle || bundle == new.bundle, "round \(round): \(bundle.utf8.count) octets")
                #expect(sidecar == old.sidecar || sidecar == new.sidecar, "round \(round): \(sidecar.utf8.count) octets")
            }
            #expect(killedWhileWriting >= 10, "of 50")
        }
    }
}
