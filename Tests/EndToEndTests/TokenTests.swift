import Foundation
import IndependentValidator
import ServerIdentity
import TestKit
import Testing

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

        // MARK: p11-kit's trust module

        /// Debian's trust module reads one file and no other.
        private func checkByTrustModule(_ bundle: String) async throws -> Run {
            try await SystemBundle.running(
                [
                    "check", pki.leafAndIssuer(.good, .ecdsa).chain, "--hostname", PKI.host, "--json", "--cafile",
                    "pkcs11:model=p11-kit-trust",
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

        @Test(
            "what p11-kit's trust module distrusts by number alone is refused",
            .enabled(if: SystemBundle.isReplaceable, "skipped: no name spaces here"))
        func byNumber() async throws {
            defer { files.remove() }
            let trusted = [try await openssl(pki.root(.ecdsa), []), try await openssl(stranger, [])]
                .map { "[p11-kit-object-v1]\ntrusted: true\n\($0)\n" }.joined()
            let accepted = try await checkByTrustModule(trusted)
            #expect(accepted.exitCode == 0, "\(accepted.story)")
            let pem = try await openssl(pki.leafAndIssuer(.good, .ecdsa).issuer, [])
            let octets = try #require(
                Data(base64Encoded: pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()))
            let issuer = try DescribedCertificate(decoding: CertificateDER([UInt8](octets)))
            func escaped(_ octets: [UInt8]) -> String { octets.map { "%" + hexadecimal($0) }.joined() }
            func entry(_ serial: [UInt8]) -> String {
                """
                [p11-kit-object-v1]
                label: "Stray"
                class: certificate
                certificate-type: x-509
                issuer: "\(escaped(issuer.issuer))"
                serial-number: "\(escaped([0x02, UInt8(serial.count)] + serial))"
                x-distrusted: true

                """
            }
            try expectDistrust(try await checkByTrustModule(trusted + entry(issuer.serial)))
            let other = try await checkByTrustModule(trusted + entry([1] + issuer.serial))
            #expect(other.exitCode == 0, "\(other.story)")
            // Distrust that can't be told is not passed over.
            let unclear = try await checkByTrustModule(trusted + entry(issuer.serial).replacing("serial-number", with: "subject"))
            #expect(unclear.exitCode == 66, "\(unclear.story)")
        }

        /// What is done to a root of the bundle, and whether it is an anchor then. `trust extract --purpose=server-auth` takes the same ones.
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
