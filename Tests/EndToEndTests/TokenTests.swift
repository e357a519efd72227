import Foundation
import IndependentValidator
import ServerIdentity
import Testing
import TestKit

extension EndToEnd {
    @Suite("Anchors from PKCS#11 tokens", .needs(.softhsm, .p11tool))
    struct TokenTests {
        private let pki: PKI
        private let files: TemporaryDirectory

        init() throws {
            pki = try PKI.made()
            files = try TemporaryDirectory()
        }

        /// A token of SoftHSM that marks one root as trusted, and holds another one unmarked.
        private func token() async throws {
            let tokens = try files.subdirectory()
            try files.write("directories.tokendir = \(tokens.path)\nobjectstore.backend = file\n", to: "softhsm.conf")
            try await tool([Tool.softhsm.path, "--init-token", "--free", "--label", "roots", "--so-pin", "1234", "--pin", "5678"])
            // Only the security officer may mark a certificate as trusted (PKCS #11, CKA_TRUSTED).
            try await tool(
                ["GNUTLS_SO_PIN=1234", Tool.p11tool.path, "--batch", "--so-login", "--write", "--mark-trusted", "--mark-ca"]
                    + ["--load-certificate", pki.root(.ecdsa), "--label", "ours", "pkcs11:token=roots"])
            try await tool(
                ["GNUTLS_PIN=5678", Tool.p11tool.path, "--batch", "--login", "--write"]
                    + ["--load-certificate", stranger, "--label", "stranger", "pkcs11:token=roots"])
        }

        private var stranger: String { pki.directory.file("stranger-ECDSA-root.pem") }

        private func tool(_ command: [String]) async throws {
            let run = try await environment(command)
            guard run.exitCode == 0 else { throw ToolFailure(story: run.story) }
        }

        private func environment(_ command: [String]) async throws -> Run {
            try await Run.of(["/usr/bin/env", "SOFTHSM2_CONF=\(files.file("softhsm.conf"))"] + command)
        }

        private func check(_ chain: PKI.Chain, _ url: String) async throws -> Run {
            let chain = pki.leafAndIssuer(chain, .ecdsa).chain
            return try await environment([
                Countersign.path, "check", chain, "--hostname", PKI.host, "--json", "--cafile", url,
            ])
        }

        @Test func `a token's trusted certificates are anchors for all engines, its others are not`() async throws {
            defer { files.remove() }
            try await token()
            let good = try await check(.good, "pkcs11:token=roots")
            #expect(good.exitCode == 0, "\(good.story)")
            let record = try good.record()
            #expect(record["question"]["anchors_count"].integer == 1)
            #expect(record["question"]["anchors_source"].text == "tokens pkcs11:token=roots")
            #expect(record["engines"].elements.allSatisfy { $0["verdict"].text == "accepted" })
            let refused = try await check(.unknownRoot, "pkcs11:token=roots")
            #expect(refused.exitCode == 3, "\(refused.story)")
            // All tokens; SoftHSM always has one more, which is not initialised.
            let all = try await check(.good, "pkcs11:")
            #expect(all.exitCode == 0, "\(all.story)")
        }

        @Test func `an object that the URL names is an anchor by that`() async throws {
            defer { files.remove() }
            try await token()
            #expect(try await check(.unknownRoot, "pkcs11:token=roots;object=stranger").exitCode == 0)
            #expect(try await check(.good, "pkcs11:token=roots;object=stranger").exitCode == 3)
        }

        @Test func `what gives no anchor is an error that says why`() async throws {
            defer { files.remove() }
            try await token()
            let rows = [
                ("pkcs11:token=nosuch", "0 other certificates fit"),
                ("pkcs11:token=roots;object=nosuch", "0 other certificates fit"),
                ("pkcs11:token=%zz", "can't read pkcs11:token=%zz"),
            ]
            for (url, words) in rows {
                let run = try await check(.good, url)
                #expect(run.exitCode == 66, "\(run.story)")
                #expect(run.errors.contains(words), "\(run.story)")
            }
        }

        // MARK: A module that fails, lies or blocks

        private func der(_ certificate: String) async throws -> [UInt8] {
            let pem = try await openssl(certificate, [])
            let base64 = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
            return [UInt8](try #require(Data(base64Encoded: base64)))
        }

        @Test(
            "a module that fails, lies or blocks ends in an error, and nothing of it is trusted", .needs(.clang),
            .enabled(if: SystemBundle.isReplaceable, "skipped: no name spaces here"), arguments: TokenModule.Fault.allCases)
        func faultyModule(fault: TokenModule.Fault) async throws {
            defer { files.remove() }
            let module = TokenModule(files: files)
            try await module.install(await der(pki.root(.ecdsa)))
            let chain = pki.leafAndIssuer(.good, .ecdsa).chain
            let run = try await module.running(
                ["check", chain, "--hostname", PKI.host, "--cafile", "pkcs11:token=faulty"], fault)
            #expect(run.signal == nil && !run.isKilled, "\(run.story)")
            #expect(run.exitCode == (fault == .none ? 0 : 66), "\(run.story)")
            if fault == .blocks || fault == .endless {
                #expect(run.errors.contains("did not answer within 20 s"), "\(run.story)")
            }
        }

        // MARK: p11-kit's trust module

        /// Debian's trust module reads one file and no other.
        private func checkByTrustModule(_ bundle: String, _ url: String = "pkcs11:model=p11-kit-trust") async throws -> Run {
            try await SystemBundle.running(
                [
                    "check", pki.leafAndIssuer(.good, .ecdsa).chain, "--hostname", PKI.host, "--json", "--cafile", url,
                ], with: try files.write(bundle, to: "bundle.pem"))
        }

        private func openssl(_ certificate: String, _ options: [String]) async throws -> String {
            let run = try await Run.of([Tool.openssl.path, "x509", "-in", certificate] + options)
            guard run.exitCode == 0 else { throw ToolFailure(story: run.story) }
            return run.output
        }

        @Test(
            "p11-kit's trust module gives anchors and what it distrusts",
            .enabled(if: SystemBundle.isReplaceable, "skipped: no name spaces here"))
        func trustModule() async throws {
            defer { files.remove() }
            let root = try await openssl(pki.root(.ecdsa), [])
            let stranger = try await openssl(stranger, [])
            let accepted = try await checkByTrustModule(root + stranger)
            #expect(accepted.exitCode == 0, "\(accepted.story)")
            #expect(try accepted.record()["question"]["anchors_count"].integer == 2)

            let issuer = pki.leafAndIssuer(.good, .ecdsa).issuer
            let blocked = try await openssl(issuer, ["-trustout", "-addreject", "anyExtendedKeyUsage"])
            try expectDistrust(try await checkByTrustModule(root + stranger + blocked))
        }

        private func expectDistrust(_ refused: Run) throws {
            #expect(refused.exitCode == 3, "\(refused.story)")
            let record = try refused.record()
            #expect(record["question"]["anchors_count"].integer == 2)
            #expect(record["findings"].elements.map { $0["id"].text } == ["distrusted_by_root_program"])
            #expect(record["findings"][0]["depth"].integer == 1)
            #expect(record["findings"][0]["engines"].elements.count == 2)
            #expect(record["agreement"]["class"].text == "agree")
        }

        /// The bundle in the form of p11-kit's own files, in which an object may say anything.
        private func objects(_ more: [[String]], root attributes: [String] = []) async throws -> String {
            let root = ["trusted: true"] + attributes + [try await openssl(pki.root(.ecdsa), [])]
            let stranger = ["trusted: true", try await openssl(stranger, [])]
            return ([root, stranger] + more).map { "[p11-kit-object-v1]\n" + $0.joined(separator: "\n") + "\n\n" }.joined()
        }

        /// The intermediate's issuer and serial number, as p11-kit's files have them.
        private func number() async throws -> (issuer: String, serial: String, otherSerial: String) {
            let certificate = try DescribedCertificate(
                decoding: CertificateDER(await der(pki.leafAndIssuer(.good, .ecdsa).issuer)))
            func quoted(_ octets: [UInt8]) -> String { "\"" + octets.map { "%" + hexadecimal($0) }.joined() + "\"" }
            func integer(_ content: [UInt8]) -> String { "serial-number: " + quoted([0x02, UInt8(content.count)] + content) }
            return ("issuer: " + quoted(certificate.issuer), integer(certificate.serial), integer([1] + certificate.serial))
        }

        @Test(
            "what p11-kit's trust module distrusts by number alone is refused",
            .enabled(if: SystemBundle.isReplaceable, "skipped: no name spaces here"))
        func byNumber() async throws {
            defer { files.remove() }
            let accepted = try await checkByTrustModule(try await objects([]))
            #expect(accepted.exitCode == 0, "\(accepted.story)")

            let (issuer, serial, otherSerial) = try await number()
            let certificate = ["class: certificate", "certificate-type: x-509", "x-distrusted: true"]
            let trust = ["class: nss-trust", "trust-server-auth: nss-not-trusted"]
            for object in [certificate + ["label: \"Stray\""], certificate, trust] {
                let bundle = try await objects([object + [issuer, serial]])
                // What the URL says of slots and objects narrows no distrust.
                for url in ["pkcs11:model=p11-kit-trust", "pkcs11:model=p11-kit-trust;type=cert", "pkcs11:slot-id=99", "pkcs11:"] {
                    try expectDistrust(try await checkByTrustModule(bundle, url))
                }
                let other = try await checkByTrustModule(try await objects([object + [issuer, otherSerial]]))
                #expect(other.exitCode == 0, "\(other.story)")
            }

            // Distrust that can't be told is not passed over, whatever else is told.
            for unclear in [certificate + [issuer], certificate + ["label: \"Stray\""], certificate] {
                let run = try await checkByTrustModule(try await objects([certificate + [issuer, otherSerial], unclear]))
                #expect(run.exitCode == 66, "\(run.story)")
                #expect(run.errors.contains("without saying its issuer and serial number"), "\(run.story)")
            }
        }

        @Test(
            "a distrust date of p11-kit's trust module is compared with the certificate's",
            .enabled(if: SystemBundle.isReplaceable, "skipped: no name spaces here"))
        func date() async throws {
            defer { files.remove() }
            // CK_FALSE, the first second of 2000, the last one of 2049, and no date.
            let rows: [(date: String, exitCode: Int32)] = [
                ("%00", 0), ("000101000000Z", 3), ("491231235959Z", 0), ("soon", 66),
            ]
            for row in rows {
                let bundle = try await objects([], root: ["nss-server-distrust-after: \"\(row.date)\""])
                let run = try await checkByTrustModule(bundle)
                #expect(run.exitCode == row.exitCode, "\(row.date): \(run.story)")
                if row.exitCode == 3 {
                    let record = try run.record()
                    #expect(record["findings"].elements.map { $0["id"].text } == ["distrusted_by_root_program"], "\(run.story)")
                    #expect(record["agreement"]["class"].text == "agree", "\(run.story)")
                } else if row.exitCode == 66 {
                    #expect(run.errors.contains("a distrust date that is none"), "\(run.story)")
                }
            }
        }

        /// What is done to a root of the bundle, and whether it is an anchor then. `trust extract
        /// --purpose=server-auth` takes the same ones.
        private static let purposes: [(options: [String], isAnchor: Bool)] = [
            (["-trustout"], true),
            (["-trustout", "-addtrust", "serverAuth"], true),
            (["-trustout", "-addtrust", "anyExtendedKeyUsage"], true),
            (["-trustout", "-addtrust", "emailProtection", "-addtrust", "serverAuth"], true),
            (["-trustout", "-addtrust", "emailProtection"], false),
            (["-trustout", "-addtrust", "emailProtection", "-addreject", "serverAuth"], false),
            (["-trustout", "-addtrust", "anyExtendedKeyUsage", "-addreject", "serverAuth"], false),
        ]

        @Test(
            "a root that p11-kit does not trust for servers is no anchor, and is named",
            .enabled(if: SystemBundle.isReplaceable, "skipped: no name spaces here"), arguments: purposes.indices)
        func purpose(row: Int) async throws {
            defer { files.remove() }
            let (options, isAnchor) = Self.purposes[row]
            let root = try await openssl(pki.root(.ecdsa), options)
            let stranger = try await openssl(stranger, [])
            let run = try await checkByTrustModule(root + stranger)
            #expect(run.exitCode == (isAnchor ? 0 : 3), "\(run.story)")
            #expect(try run.record()["question"]["anchors_count"].integer == (isAnchor ? 2 : 1))
            let words = "not trusted for TLS servers"
            #expect(run.errors.contains(words) == !isAnchor, "\(run.story)")
            // Alone it leaves nothing to judge by.
            let alone = try await checkByTrustModule(root)
            #expect(alone.exitCode == (isAnchor ? 0 : 66) && alone.errors.contains(words) == !isAnchor, "\(alone.story)")
        }

        @Test(
            "the system's trust module and its bundle are the same anchors",
            .enabled(if: SystemBundle.isReplaceable, "skipped: no such bundle"))
        func systemBundle() async throws {
            defer { files.remove() }
            let chain = pki.leafAndIssuer(.good, .ecdsa).chain
            var digests: Set<String> = []
            for source in [SystemBundle.path, "pkcs11:model=p11-kit-trust"] {
                let run = try await Countersign.run(["check", chain, "--hostname", PKI.host, "--json", "--cafile", source])
                #expect(run.exitCode == 3, "\(run.story)")
                digests.insert(try #require(try run.record()["question"]["anchors_sha256"].text))
            }
            #expect(digests.count == 1)
        }
    }
}
