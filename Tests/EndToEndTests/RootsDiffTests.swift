import Crypto
import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite("Lists of roots: --roots, diff and what it breaks")
    struct RootsDiffTests {
        private let files: TemporaryDirectory
        private let pki: PKI

        init() throws {
            files = try TemporaryDirectory()
            pki = try PKI.made()
        }

        private static func octets(_ pem: String) -> [Data] {
            pem.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst().compactMap { part in
                Data(base64Encoded: part.components(separatedBy: "-----END")[0].replacing("\n", with: ""))
            }
        }

        private func text(_ path: String) -> String {
            String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        }

        /// A sidecar that trusts roots of the PKI, one perhaps with a date.
        private func sidecar(
            _ name: String, _ roots: [(PKI.Algorithm, date: String?)], distrustedRoots: [Data] = [], distrusted: [String] = []
        ) throws -> String {
            let trusted = roots.map { algorithm, date in
                (algorithm.rawValue, Self.octets(text(pki.root(algorithm))).first ?? Data(), "trusted_delegator", date)
            }
            let entries = (trusted + distrustedRoots.map { ("mail", $0, "not_trusted", nil) }).map { label, der, level, date in
                let digest = SHA256.hash(data: der).map { String(format: "%02x", $0) }.joined()
                return """
                    {"label":"\(label) root","sha256":"\(digest)","subject":"","issuer":"","serial":"","not_before":"","not_after":"",\
                    "key":"","trust":{"server":"\(level)","email":"must_verify","code":"must_verify"},\
                    "server_distrust_after":\(date.map { "\"\($0)\"" } ?? "null"),"email_distrust_after":null,"line":1,\
                    "der":"\(der.base64EncodedString())"}
                    """
            }
            let source = #"{"name":"x","sha256":"\#(String(repeating: "0", count: 64))","version":null}"#
            return try files.write(
                #"{"schema_version":1,"source":\#(source),"problems":[],"roots":[\#(entries.joined(separator: ","))],"distrusted":[\#(distrusted.joined(separator: ","))]}"#,
                to: name)
        }

        @Test func `a sidecar's roots are anchors, alone and beside a bundle`() async throws {
            defer { files.remove() }
            let check = ["check", pki.leafAndIssuer(.good, .ecdsa).chain, "--hostname", PKI.host, "--json"]
            let roots = try sidecar("ecdsa.json", [(.ecdsa, nil)])
            let alone = try await Countersign.run(check + ["--roots", roots])
            #expect(alone.exitCode == 0, "\(alone.story)")
            #expect(try alone.record()["question"]["anchors_constraints"].text == "known")
            let both = try await Countersign.run(
                check + ["--roots", roots, "--cafile", pki.root(.ecdsa), "--cafile", pki.root(.rsa)])
            let question = try both.record()["question"]
            #expect(both.exitCode == 0 && question["anchors_count"].integer == 2, "\(both.story)")
            #expect(question["anchors_constraints"].text == "unknown")
            #expect(question["anchors_source"].text?.hasPrefix("sidecar ") == true)
            let stranger = try await Countersign.run(check + ["--roots", try sidecar("rsa.json", [(.rsa, nil)])])
            #expect(stranger.exitCode == 3, "\(stranger.story)")
            let explained = try await Countersign.run(check.dropLast() + ["--roots", roots, "--explain"])
            #expect(explained.output.contains("constraints") && explained.output.contains("known"), "\(explained.story)")
        }

        @Test("--roots takes a sidecar, packed or piped too, and says how anything else is given", .needs(.xz))
        func rootsArgument() async throws {
            defer { files.remove() }
            let list = try files.write("# x\nBEGINDATA\nCKA_CLASS CK_OBJECT_CLASS CKO_NSS_BUILTIN_ROOT_LIST\n", to: "certdata.txt")
            let chain = pki.leafAndIssuer(.good, .ecdsa).chain
            let check = ["check", chain, "--hostname", PKI.host, "--roots"]
            for (path, advice) in [
                (list, "'countersign roots import FILE"), (pki.root(.ecdsa), "--cafile"), (files.path, "--capath"),
                (try files.write("words\n", to: "words"), "'countersign roots import certdata.txt"),
            ] {
                let run = try await Countersign.run(check + [path])
                #expect(run.exitCode == 66 && run.errors.contains(advice), "\(run.story)")
            }
            let roots = try sidecar("roots.json", [(.ecdsa, nil)])
            let piped = try await Countersign.run(check + ["-"], input: files.read("roots.json"))
            #expect(piped.exitCode == 0, "\(piped.story)")
            let twice = try await Countersign.run(["check", "-", "--hostname", PKI.host, "--roots", "-"], input: "")
            #expect(twice.exitCode == 64 && twice.errors.contains("standard input"), "\(twice.story)")
            let packed = try await Run.of([Tool.xz.path, roots])
            #expect(packed.exitCode == 0, "\(packed.story)")
            let unpacked = try await Countersign.run(check + [roots + ".xz"])
            #expect(unpacked.exitCode == 0, "\(unpacked.story)")
        }

        private func effects(_ old: String, _ new: String, _ hosts: String) async throws -> (run: Run, effects: [String: String]) {
            let run = try await Countersign.run(["roots", "diff", old, new, "--against", hosts, "--json"])
            let rows = try run.record()["hosts"].elements
            return (run, Dictionary(rows.map { ($0["host"].text ?? "", $0["effect"].text ?? "") }, uniquingKeysWith: { $1 }))
        }

        @Test func `which hosts break, by chains in each form, and by records`() async throws {
            defer { files.remove() }
            let old = try sidecar("old.json", [(.ecdsa, nil), (.rsa, nil)])
            let new = try sidecar("new.json", [(.rsa, nil)])
            let chains = [(PKI.Chain.good, PKI.Algorithm.ecdsa), (.good, .rsa), (.unknownRoot, .rsa)].map {
                ("\($0.0.rawValue)-\($0.1.rawValue)", pki.leafAndIssuer($0.0, $0.1).chain)
            }
            let expected = ["good-ECDSA": "breaks", "good-RSA": "unaffected", "unknownRoot-RSA": "refused_by_both"]

            let pem = try files.write(chains.map { "# \($0.0)\n\(text($0.1))" }.joined(), to: "hosts.pem")
            let lines = try files.write("# hosts\n" + chains.map { "\($0.0)\t\($0.1)\n" }.joined(), to: "hosts.txt")
            let objects = chains.map { host, chain in
                let der = Self.octets(text(chain)).map { "\"\($0.base64EncodedString())\"" }
                return #"{"target":"\#(host)","chain":[\#(der.joined(separator: ","))]}"#
            }
            let json = try files.write(objects.joined(separator: "\n"), to: "hosts.jsonl")
            // Lines that a conversion ended twice.
            let twice = try files.write(text(pem).replacing("\n", with: "\r\r\n"), to: "twice.pem")
            for hosts in [pem, twice, lines, json] {
                let (run, effects) = try await effects(old, new, hosts)
                #expect(run.exitCode == 3 && effects == expected, "\(run.story)")
            }

            var records = ""
            for (_, chain) in chains {
                records += try await Countersign.run(["check", chain, "--hostname", PKI.host, "--roots", old, "--json"]).output
            }
            let (run, byRecord) = try await effects(old, new, try files.write(records, to: "records.jsonl"))
            #expect(run.exitCode == 3 && byRecord.values.sorted() == ["breaks", "unaffected", "undecided"], "\(run.story)")
            let words = try await Countersign.run(["roots", "diff", old, new, "--against", pem])
            #expect(
                words.lines.contains { $0.hasPrefix("breaks") && $0.contains("good-ECDSA") && $0.contains("unknown_issuer") },
                "\(words.story)")
        }

        @Test func `a host that was not judged is no good news`() async throws {
            defer { files.remove() }
            let list = try sidecar("list.json", [(.ecdsa, nil)])
            let good = "good\t\(pki.leafAndIssuer(.good, .ecdsa).chain)\n"
            let hosts = try files.write(good + "gone\t/nowhere/chain.pem\nword\n", to: "hosts.txt")
            let run = try await Countersign.run(["roots", "diff", list, list, "--against", hosts])
            #expect(run.exitCode == 66, "\(run.story)")
            #expect(run.lines.last == "1 hosts: 1 unaffected; 2 entries of the file not judged", "\(run.story)")
            let json = try await Countersign.run(["roots", "diff", list, list, "--against", hosts, "--json"])
            let entries = try json.record()["not_judged"].elements
            #expect(entries.map { $0["line"].integer } == [2, 3] && entries[0]["file"].text == hosts, "\(json.story)")
            #expect(entries[0]["reason"].text?.contains("/nowhere/chain.pem") == true)
            // Of a record of a refusal nothing can be told.
            let record = try await Countersign.run(
                ["check", pki.leafAndIssuer(.unknownRoot, .rsa).chain, "--hostname", PKI.host, "--roots", list, "--json"])
            let undecided = try await effects(list, list, try files.write(record.output, to: "record.jsonl"))
            #expect(undecided.run.exitCode == 6 && Array(undecided.effects.values) == ["undecided"], "\(undecided.run.story)")
        }

        @Test func `comments in great number after the chains take no time`() async throws {
            defer { files.remove() }
            let list = try sidecar("list.json", [(.ecdsa, nil)])
            let chain = text(pki.leafAndIssuer(.good, .ecdsa).chain)
            let many = String(repeating: text(pki.root(.ecdsa)), count: 4_000) + String(repeating: "#x\n", count: 500_000)
            let hosts = try files.write("# good\n\(chain)# many\n\(many)", to: "hosts.pem")
            let run = try await Countersign.run(["roots", "diff", list, list, "--against", hosts, "--json"], seconds: 30)
            // A chain of 4,000 certificates is none.
            #expect(run.exitCode == 66, "\(run.story)")
            #expect(try run.record()["hosts"].elements.map { $0["host"].text } == ["good"])
            #expect(try run.record()["not_judged"].elements.count == 1)
        }

        @Test func `what is distrusted breaks chains and records alike, and where a record can't tell it is undecided`()
            async throws
        {
            defer { files.remove() }
            let chain = pki.leafAndIssuer(.good, .ecdsa).chain
            let old = try sidecar("old.json", [(.ecdsa, nil)])
            let check = try await Countersign.run(["check", chain, "--hostname", PKI.host, "--roots", old, "--json"])
            let record = try files.write(check.output, to: "record.jsonl")
            let hosts = try files.write("host \(chain)\n", to: "hosts.txt")

            // Distrusted for servers and not for mail: among the roots.
            for (place, der) in Self.octets(text(chain)).enumerated() {
                let new = try sidecar("new\(place).json", [(.ecdsa, nil)], distrustedRoots: [der])
                for evidence in [record, hosts] {
                    let (run, effects) = try await effects(old, new, evidence)
                    #expect(run.exitCode == 3 && Array(effects.values) == ["breaks"], "\(run.story)")
                }
            }
            // By issuer and serial number alone: the record names issuers in words.
            let levels = #"{"server":"not_trusted","email":"not_trusted","code":"not_trusted"}"#
            for (serial, effect) in [(try check.record()["chain"][0]["serial"].text ?? "", "undecided"), ("0102", "unaffected")] {
                let entry =
                    #"{"label":"x","issuer_der":"MAA=","serial":"\#(serial)","sha256":null,"trust":\#(levels),"line":1,"der":null}"#
                let new = try sidecar("number.json", [(.ecdsa, nil)], distrusted: [entry])
                #expect(try await Array(effects(old, new, record).effects.values) == [effect])
                #expect(try await Array(effects(old, new, hosts).effects.values) == ["unaffected"])
            }
            // A record that does not say by what numbers its certificates go.
            let bare = try files.write(check.output.replacing("\"serial\":", with: "\"number\":"), to: "bare.jsonl")
            let new = try sidecar("new.json", [(.ecdsa, nil)], distrustedRoots: [Self.octets(text(pki.root(.rsa))).first ?? Data()])
            #expect(try await Array(effects(old, new, bare).effects.values) == ["undecided"])
            #expect(try await Array(effects(old, new, record).effects.values) == ["unaffected"])
        }

        @Test func `a distrust date breaks what was issued after it, and warns of the renewal of what was not`() async throws {
            defer { files.remove() }
            let hosts = try files.write("host \(pki.leafAndIssuer(.good, .ecdsa).chain)\n", to: "hosts.txt")
            let old = try sidecar("old.json", [(.ecdsa, nil)])
            let past = try await effects(old, try sidecar("past.json", [(.ecdsa, "2001-01-01T00:00:00Z")]), hosts)
            #expect(past.run.exitCode == 3 && past.effects == ["host": "breaks"], "\(past.run.story)")
            #expect(past.run.output.contains("distrusted_by_root_program"))
            let future = try await effects(old, try sidecar("future.json", [(.ecdsa, "2039-01-01T00:00:00Z")]), hosts)
            #expect(future.run.exitCode == 0 && future.effects == ["host": "breaks_at_renewal"], "\(future.run.story)")
            let difference = try future.run.record()["changed"][0]["changes"][0].text
            #expect(difference == "server: distrusted if issued after 2039-01-01T00:00:00Z")
        }

        @Test func `a root is shown by its name or its hash, and a PEM file as what it is`() async throws {
            defer { files.remove() }
            let list = try sidecar("list.json", [(.ecdsa, "2030-01-01T00:00:00Z"), (.rsa, nil)])
            let named = try await Countersign.run(["roots", "show", list, "ecdsa ROOT"])
            #expect(
                named.exitCode == 0 && named.output.contains("not for certificates issued after 2030-01-01T00:00:00Z"),
                "\(named.story)")
            let digest = try await Countersign.run(["roots", "show", list, "rsa root", "--json"]).record()["sha256"].text ?? ""
            let hashed = try await Countersign.run(["roots", "show", list, String(digest.prefix(10)).uppercased()])
            #expect(hashed.exitCode == 0 && hashed.lines.first == "RSA root", "\(hashed.story)")
            let table = try await Countersign.run(["roots", "list", list])
            #expect(table.lines.last == "2 roots (2 for TLS servers, 0 for mail, 0 for programs), 0 distrusted", "\(table.story)")
            #expect(table.output.contains("issued until 2030-01-01"))
            let bundle = try await Countersign.run(["roots", "list", pki.root(.rsa)])
            #expect(bundle.lines.last == "1 roots; a PEM file can't say what they are trusted for", "\(bundle.story)")
        }

        @Test func `the doctor names the store of each program, or says that there is none`() async throws {
            defer { files.remove() }
            let run = try await Run.of([
                Tool.bash.path, "-c",
                "unset CURL_CA_BUNDLE SSL_CERT_DIR; SSL_CERT_FILE=$1 JAVA_HOME=/nowhere \"$0\" roots doctor --json",
                Countersign.path, pki.root(.rsa),
            ])
            #expect(run.exitCode == 0, "\(run.story)")
            let stores = try run.record()["stores"].elements
            #expect(stores.compactMap { $0["user"].text } == ["countersign", "GnuTLS", "p11-kit", "OpenSSL", "curl", "Java"])
            #expect(stores[5]["roots"] == .null && stores[5]["remark"].text == "it is not there", "\(run.story)")
            #expect(
                stores[3]["place"].text?.hasPrefix(pki.root(.rsa)) == true
                    && stores[3]["remark"].text?.contains("SSL_CERT_FILE") == true)
            // A list of directories: both count.
            let folders = [try files.subdirectory(), try files.subdirectory()]
            for (folder, key) in zip(folders, [PKI.Algorithm.rsa, .ecdsa]) {
                try folder.write(FileManager.default.contents(atPath: pki.root(key)) ?? Data(), to: "root.pem")
                let rehash = try await Run.of([Tool.openssl.path, "rehash", folder.path])
                #expect(rehash.exitCode == 0, "\(rehash.story)")
            }
            try folders[1].write(FileManager.default.contents(atPath: pki.root(.rsa)) ?? Data(), to: "unhashed.pem")
            let list = try await Run.of([
                "/usr/bin/env", "-u", "CURL_CA_BUNDLE", "SSL_CERT_FILE=/nowhere",
                "SSL_CERT_DIR=\(folders[0].path):\(folders[1].path)", Countersign.path,
                "roots", "doctor", "--json",
            ])
            let openssl = try list.record()["stores"].elements[3]
            #expect(openssl["place"].text == "\(folders[0].path), \(folders[1].path)", "\(list.story)")
            #expect(openssl["roots"].integer == 2, "\(list.story)")
            #expect(openssl["remark"].text?.contains("1 more lie there without a hashed name") == true, "\(list.story)")
            let bare = try files.subdirectory()
            try bare.write(FileManager.default.contents(atPath: pki.root(.rsa)) ?? Data(), to: "root.pem")
            let unhashed = try await Run.of([
                "/usr/bin/env", "-u", "CURL_CA_BUNDLE", "SSL_CERT_FILE=/nowhere", "SSL_CERT_DIR=\(bare.path)", Countersign.path,
                "roots", "doctor", "--json",
            ])
            for store in try unhashed.record()["stores"].elements[3...4] {
                #expect(store["roots"] == .null, "\(unhashed.story)")
                #expect(store["remark"].text?.contains("1 lie there, none with a hashed name") == true, "\(unhashed.story)")
            }
            // Ours is what a run takes.
            let judged = try await Countersign.run(
                ["check", pki.leafAndIssuer(.good, .rsa).chain, "--hostname", PKI.host, "--json"])
            let source = try judged.record()["question"]["anchors_source"].text ?? ""
            #expect(source.hasSuffix(stores[0]["place"].text ?? "?"), "\(run.story)")
            for store in stores where store["roots"] == .null { #expect(store["remark"].text?.isEmpty == false, "\(run.story)") }
        }

        @Test(
            "the doctor says why this program passes a damaged bundle over",
            .enabled(if: SystemBundle.isReplaceable, "skipped: no name spaces here"))
        func damagedBundle() async throws {
            defer { files.remove() }
            let damaged = try files.write("-----BEGIN CERTIFICATE-----\nAA!A\n-----END CERTIFICATE-----\n", to: "damaged.pem")
            let run = try await SystemBundle.running(["roots", "doctor", "--json"], with: damaged)
            #expect(run.exitCode == 0, "\(run.story)")
            let ours = try run.record()["stores"][0]
            #expect(ours["user"].text == "countersign" && ours["place"].text == "/etc/ssl/certs", "\(run.story)")
            let remark = ours["remark"].text ?? ""
            #expect(remark.contains("passed over: ") && remark.contains("base64"), "\(run.story)")
        }
    }
}
