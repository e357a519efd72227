import ServerIdentity
import Testing
import TrustAnchors

@Suite("Files of revocation lists (RFC 7468 section 6)")
struct CRLFilesTests {
    private static let first = fakeCertificate(1)
    private static let second = fakeCertificate(2)

    private func load(_ files: [String: String]) throws(CRLFileError) -> CRLSet {
        try CRLFiles.load(files.keys.sorted(), files: InMemoryFiles(files))
    }

    @Test func `lists come with file and line, whatever stands between them`() throws {
        let text = "a list:\n" + pem(Self.first, label: "X509 CRL") + pem(Self.first) + pem(Self.second, label: "CRL")
        let set = try load(["a.pem": text, "b.pem": pem(fakeCertificate(3), label: "X509 CRL")])
        #expect(set.lists.map(\.octets) == [Self.first, Self.second, fakeCertificate(3)])
        #expect(set.lists.map(\.origin) == ["a.pem:2", "a.pem:16", "b.pem:1"])
        #expect(set.source == "file a.pem + file b.pem")
    }

    @Test func `a DER file is one list`() throws {
        var files = InMemoryFiles()
        files.contents["crl.der"] = Self.first
        let set = try CRLFiles.load(["crl.der"], files: files)
        #expect(set.lists.map(\.octets) == [Self.first] && set.lists.map(\.origin) == ["crl.der:1"])
    }

    @Test func `a list may be larger than a certificate`() throws {
        let length = 300 * 1_024
        let octets =
            [0x30, 0x83, UInt8(length >> 16), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF)]
            + [UInt8](repeating: 7, count: length)
        #expect(try load(["crl.pem": pem(octets, label: "X509 CRL")]).lists.map(\.octets) == [octets])
    }

    @Test func `no file is no list`() throws { #expect(try load([:]) == .none) }

    struct BadRow: Sendable, CustomTestStringConvertible {
        let text: String
        let says: String
        init(_ text: String, _ says: String) {
            self.text = text
            self.says = says
        }
        var testDescription: String { says }
    }

    @Test(
        "a file that gives no list, or a damaged one, is an error",
        arguments: [
            BadRow("", "crl.pem: the file is empty"),
            BadRow("nothing\n", "crl.pem: there is no X509 CRL in it"),
            BadRow(pem(fakeCertificate(1)), "crl.pem:1: CERTIFICATE is no X509 CRL, and there is none in the file"),
            BadRow("\0\0", "crl.pem:1: the file is neither PEM nor DER"),
            BadRow(
                pem(fakeCertificate(1), label: "X509 CRL") + "\n-----BEGIN X509 CRL-----\n*\n-----END X509 CRL-----\n",
                "crl.pem:10: '*' is not base64"),
            BadRow(
                pem(Array(fakeCertificate(1).dropLast()), label: "X509 CRL"), "crl.pem:1: the DER is cut short: 202 octets of 203"),
            BadRow(pem(fakeCertificate(1) + [0], label: "X509 CRL"), "crl.pem:1: 1 octets follow the DER"),
        ])
    func isAnError(row: BadRow) {
        let error = #expect(throws: CRLFileError.self) { try load(["crl.pem": row.text]) }
        #expect(error?.description == row.says)
    }

    @Test func `a file that can't be read is an error`() {
        let error = #expect(throws: CRLFileError.self) { try CRLFiles.load(["missing.pem"], files: InMemoryFiles()) }
        #expect(error?.description == "missing.pem: No such file or directory")
    }

    @Test func `lists are counted before the next one is decoded`() {
        let text = pem(Self.first, label: "X509 CRL")
        var limits = PEMLimits(blocks: 2)
        limits.problems = 1
        let bundle = CRLBundle(Array(String(repeating: text, count: 5).utf8), file: "crl.pem", limits: limits)
        #expect(bundle.lists.count == 2)
        #expect(bundle.problems == [PEMProblem(line: 15, reason: .tooManyBlocks(limit: 2))])
    }
}
