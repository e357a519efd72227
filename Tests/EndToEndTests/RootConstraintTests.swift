import Foundation
import Testing
import TestKit

extension EndToEnd {
    /// From a certdata.txt through the sidecar to the verdict: nothing of the list is lost on the way.
    @Suite("What a root program forbids", .needs(.python3))
    struct RootConstraintTests {
        private let pki: PKI
        private let files: TemporaryDirectory

        init() throws {
            pki = try PKI.made()
            files = try TemporaryDirectory()
        }

        /// Makes a list of one root, perhaps with a date (`YYMMDDHHMMSSZ`, or `-`), and of distrusted certificates
        /// (`octets:FILE`, `number:FILE`).
        private static let maker = """
            import subprocess, sys

            def octal(name, octets):
                text = "".join("\\\\%03o" % octet for octet in octets)
                return name + " MULTILINE_OCTAL\\n" + text + "\\nEND\\n"

            def element(octets, at):
                length, head = octets[at + 1], 2
                if length > 127:
                    head = 2 + (length & 127)
                    length = int.from_bytes(octets[at + 2:at + head], "big")
                return at + head, at + head + length

            def fields(der):
                at = element(der, element(der, 0)[0])[0]
                spans = []
                for _ in range(6):
                    end = element(der, at)[1]
                    spans.append(der[at:end])
                    at = end
                return spans  # version, serial, algorithm, issuer, validity, subject

            def read(file):
                return subprocess.run(["openssl", "x509", "-in", file, "-outform", "DER"], capture_output=True, check=True).stdout

            def certificate(file, date):
                der = read(file)
                _, serial, _, issuer, _, subject = fields(der)
                return ("CKA_CLASS CK_OBJECT_CLASS CKO_CERTIFICATE\\nCKA_TOKEN CK_BBOOL CK_TRUE\\nCKA_LABEL UTF8 \\"One of ours\\"\\n"
                    "CKA_CERTIFICATE_TYPE CK_CERTIFICATE_TYPE CKC_X_509\\n"
                    + octal("CKA_SUBJECT", subject) + octal("CKA_ISSUER", issuer) + octal("CKA_SERIAL_NUMBER", serial)
                    + octal("CKA_VALUE", der)
                    + ("CKA_NSS_SERVER_DISTRUST_AFTER CK_BBOOL CK_FALSE\\n" if date == "-"
                        else octal("CKA_NSS_SERVER_DISTRUST_AFTER", date.encode())) + "\\n")

            def trust(file, level, with_hash):
                import hashlib
                der = read(file)
                _, serial, _, issuer, _, _ = fields(der)
                hashes = octal("CKA_CERT_SHA1_HASH", hashlib.sha1(der).digest()) if with_hash else ""
                return ("CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST\\nCKA_TOKEN CK_BBOOL CK_TRUE\\nCKA_LABEL UTF8 \\"One of ours\\"\\n" + hashes
                    + octal("CKA_ISSUER", issuer) + octal("CKA_SERIAL_NUMBER", serial)
                    + "".join("CKA_TRUST_%s CK_TRUST %s\\n" % (purpose, level)
                        for purpose in ["SERVER_AUTH", "EMAIL_PROTECTION", "CODE_SIGNING"]) + "\\n")

            root, date = sys.argv[1:3]
            print("BEGINDATA\\n" + certificate(root, date) + trust(root, "CKT_NSS_TRUSTED_DELEGATOR", True))
            for entry in sys.argv[3:]:
                kind, file = entry.split(":", 1)
                if kind == "octets": print(certificate(file, "-"))
                print(trust(file, "CKT_NSS_NOT_TRUSTED", kind == "octets"))
            """

        private func sidecar(date: String = "-", distrusting: [String] = []) async throws -> String {
            let made = try await Run.of(
                [Tool.python3.path, files.write(Self.maker, to: "make.py"), pki.root(.ecdsa), date] + distrusting)
            try #require(made.exitCode == 0, "\(made.story)")
            let list = try files.write(made.output, to: "certdata.txt")
            let sidecar = files.file("roots.json")
            let run = try await Countersign.run([
                "roots", "import", list, "--output", files.file("roots.pem"), "--sidecar", sidecar, "--force",
            ])
            try #require(run.exitCode == 0, "\(run.story)")
            return sidecar
        }

        private func check(_ sidecar: String, _ more: [String] = ["--json"]) async throws -> Run {
            let chain = pki.leafAndIssuer(.good, .ecdsa).chain
            return try await Countersign.run(["check", chain, "--hostname", PKI.host, "--roots", sidecar] + more)
        }

        /// The leaves of this PKI are valid from 2020-01-01T00:00:00Z on.
        @Test(
            "the leaf's first second is compared with the root's date",
            arguments: [("200101000001Z", 0), ("200101000000Z", 0), ("191231235959Z", 3), ("-", 0)] as [(String, Int32)])
        func date(text: String, exitCode: Int32) async throws {
            defer { files.remove() }
            let sidecar = try await sidecar(date: text)
            for time in ["2020-01-01T00:00:01Z", "2030-01-01"] {
                let run = try await check(sidecar, ["--json", "--attime", time])
                #expect(run.exitCode == exitCode, "\(run.story)")
                let record = try run.record()
                #expect(
                    record["engines"].elements.allSatisfy { ($0["verdict"].text == "accepted") == (exitCode == 0) }, "\(run.story)")
                #expect(record["agreement"]["class"].text == "agree")
                if exitCode == 0 { continue }
                #expect(record["findings"].elements.map { $0["id"].text } == ["distrusted_by_root_program"])
                #expect(record["findings"][0]["evidence"]["distrust_after"].text == "2019-12-31T23:59:59Z")
            }
        }

        @Test func `the answer says which root, which dates, and what to do`() async throws {
            defer { files.remove() }
            let run = try await check(sidecar(date: "191231235959Z"), [])
            for words in [
                "refused (trust): distrusted_by_root_program", "issued on 2020-01-01T00:00:00Z", "trusted-ECDSA root",
                "until 2019-12-31T23:59:59Z", "Server: get a certificate from another CA",
            ] {
                #expect(run.output.contains(words), "\(words) is not in \(run.story)")
            }
        }

        @Test("a distrusted intermediate is refused", arguments: ["octets", "number"])
        func distrusted(kind: String) async throws {
            defer { files.remove() }
            let issuer = pki.leafAndIssuer(.good, .ecdsa).issuer
            let run = try await check(sidecar(distrusting: ["\(kind):\(issuer)"]))
            #expect(run.exitCode == 3, "\(run.story)")
            let finding = try run.record()["findings"][0]
            #expect(finding["id"].text == "distrusted_by_root_program")
            #expect(finding["depth"].integer == 1)
            #expect(finding["evidence"]["label"].text == "One of ours")
            #expect(finding["engines"].elements.count == 2)
        }
    }
}
