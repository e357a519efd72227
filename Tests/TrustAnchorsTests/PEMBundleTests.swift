import ServerIdentity
import Testing
import TestKit
import TrustAnchors

@Suite("PEM bundles (RFC 7468)")
struct PEMBundleTests {
    private func bundle(_ text: String) -> PEMBundle { PEMBundle(Array(text.utf8)) }

    @Test func `certificates come with the line of their beginning`() {
        let text = "# two roots\n\n" + pem(fakeCertificate(1)) + "=== between ===\n" + pem(fakeCertificate(2))
        let read = bundle(text)
        #expect(read.certificates.map(\.der.octets) == [fakeCertificate(1), fakeCertificate(2)])
        #expect(read.certificates.map(\.line) == [3, 11])
        #expect(read.problems.isEmpty && read.skipped.isEmpty)
    }

    @Test("line ends and white space do not matter (section 2)", arguments: ["\n", "\r\n", "\r", "  \r\n", "\t\n", "\n\n"])
    func lineEnds(newline: String) {
        let read = bundle(pem(fakeCertificate(1), newline: newline) + pem(fakeCertificate(2), newline: newline))
        #expect(read.certificates.map(\.der.octets) == [fakeCertificate(1), fakeCertificate(2)])
        #expect(read.problems.isEmpty)
    }

    @Test func `a byte order mark and a missing last line end are fine`() {
        let text = "\u{FEFF}" + pem(fakeCertificate(1)).dropLast()
        #expect(bundle(text).certificates.count == 1)
        #expect(bundle(text).problems.isEmpty)
    }

    @Test("old names of the label (section 5.3)", arguments: ["X509 CERTIFICATE", "X.509 CERTIFICATE"])
    func oldNames(label: String) {
        #expect(bundle(pem(fakeCertificate(1), label: label)).certificates.map(\.label) == [label])
    }

    @Test func `one line of base64 is fine, whatever its length`() {
        let text = "-----BEGIN CERTIFICATE-----\n\(base64(fakeCertificate(1)[...]))\n-----END CERTIFICATE-----"
        #expect(bundle(text).certificates.map(\.der.octets) == [fakeCertificate(1)])
    }

    @Test func `other blocks are skipped and named, whatever is in them`() {
        let key = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n???\n-----END RSA PRIVATE KEY-----\n"
        let read = bundle(key + pem(fakeCertificate(1)) + pem([1], label: "X509 CRL"))
        #expect(read.skipped.map(\.label) == ["RSA PRIVATE KEY", "X509 CRL"])
        #expect(read.skipped.map(\.line) == [1, 13])
        #expect(read.certificates.count == 1 && read.problems.isEmpty)
    }

    @Test func `a DER file is one certificate`() {
        let read = PEMBundle(fakeCertificate(7))
        #expect(read.certificates.map(\.der.octets) == [fakeCertificate(7)])
        #expect(read.certificates.map(\.line) == [1])
        #expect(PEMBundle(fakeCertificate(7) + [0]).problems.map(\.reason) == [.trailingOctets(1)])
        #expect(
            PEMBundle(Array(fakeCertificate(7).dropLast(4))).problems.map(\.reason) == [.truncatedDER(octets: 199, expected: 203)])
    }

    struct BadRow: Sendable, CustomTestStringConvertible {
        let what: String
        let text: String
        let problem: PEMProblem
        let good: Int
        init(_ what: String, _ text: String, line: Int, _ reason: PEMProblem.Reason, good: Int = 1) {
            self.what = what
            self.text = text
            problem = PEMProblem(line: line, reason: reason)
            self.good = good
        }
        var testDescription: String { what }
    }

    private static let good = pem(fakeCertificate(9))  // 7 lines
    private static func block(_ content: String) -> String { "-----BEGIN CERTIFICATE-----\n\(content)-----END CERTIFICATE-----\n" }

    @Test(
        "a bad block names its line and reason, and spares its neighbours",
        arguments: [
            BadRow("not base64", good + block("AAAA\nAA!A\n"), line: 10, .base64(.notBase64(UInt8(ascii: "!")))),
            BadRow("escape code", block("\u{1B}[31m\n") + good, line: 2, .base64(.notBase64(0x1B))),
            BadRow("headers of RFC 1421", block("Proc-Type: 4\n\nAAAA\n") + good, line: 2, .base64(.notBase64(UInt8(ascii: "-")))),
            BadRow("cut base64", good + block("AAAA\nAA\n\n"), line: 10, .base64(.incomplete)),
            BadRow("padding inside", block("AA==\nAAAA\n") + good, line: 3, .base64(.misplacedPadding)),
            BadRow("stray bits", block("AB==\n") + good, line: 2, .base64(.strayBits)),
            BadRow("empty", good + block(""), line: 8, .empty),
            BadRow("only white space", good + block(" \n\t\n"), line: 8, .empty),
            BadRow("no end", good + "-----BEGIN CERTIFICATE-----\nAAAA\n", line: 8, .missingEnd(label: "CERTIFICATE")),
            BadRow("no end of a key", good + "-----BEGIN PRIVATE KEY-----\nAAAA\n", line: 8, .missingEnd(label: "PRIVATE KEY")),
            BadRow("nested", "-----BEGIN CERTIFICATE-----\nAAAA\n" + good, line: 1, .nestedBegin(label: "CERTIFICATE")),
            BadRow(
                "ends as another", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END X509 CRL-----\n" + good, line: 1,
                .endLabelMismatch(begin: "CERTIFICATE", end: "X509 CRL")),
            BadRow("end alone", "-----END CERTIFICATE-----\n" + good, line: 1, .endWithoutBegin(label: "CERTIFICATE")),
            BadRow("indented", "  -----BEGIN CERTIFICATE-----\n" + good, line: 1, .malformedBoundary),
            BadRow("four dashes at the end", "-----BEGIN CERTIFICATE----\n" + good, line: 1, .malformedBoundary),
            BadRow("text after the boundary", "-----BEGIN CERTIFICATE----- AAAA\n" + good, line: 1, .malformedBoundary),
            BadRow("boundaries on one line", "AAAA-----END CERTIFICATE-----\n" + good, line: 1, .malformedBoundary),
            BadRow("not DER", good + pem([4, 2, 1, 1]), line: 8, .notDER),
            BadRow("indefinite length", good + pem([0x30, 0x80, 0, 0]), line: 8, .notDER),
            BadRow("length not in its shortest form", good + pem([0x30, 0x81, 1, 0]), line: 8, .notDER),
            BadRow("length of nine octets", good + pem([0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0]), line: 8, .notDER),
            BadRow("cut DER", good + pem([0x30, 0x03, 1]), line: 8, .truncatedDER(octets: 3, expected: 5)),
            BadRow("more DER", good + pem([0x30, 0x01, 1, 9, 9]), line: 8, .trailingOctets(2)),
            BadRow(
                "OpenSSL's trust settings", pem(fakeCertificate(3), label: "TRUSTED CERTIFICATE") + good, line: 1,
                .trustedCertificate),
            BadRow("a NUL", good + "\0", line: 1, .binary, good: 0),
        ])
    func badBlock(row: BadRow) {
        let read = bundle(row.text)
        #expect(read.problems == [row.problem])
        #expect(read.certificates.count == row.good)
        #expect(!row.problem.description.isEmpty)
        #expect(row.problem.description.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "safe to print")
    }

    @Test func `a block of more than 256 KiB is refused, and the next one read`() {
        let large = [0x30, 0x83, 0x0F, 0xFF, 0xFB] + [UInt8](repeating: 1, count: 0xFFFFB)
        let read = bundle(pem(large) + pem(fakeCertificate(1)))
        #expect(read.problems == [PEMProblem(line: 1, reason: .tooLarge(limit: CertificateDER.maximumLength))])
        #expect(read.certificates.count == 1)
    }

    @Test func `hostile files take time in proportion to their size`() {
        let size = 1_000_000
        let texts = [
            String(repeating: "-", count: size), String(repeating: "-----BEGIN ", count: size / 11),
            String(repeating: "-----BEGIN CERTIFICATE-----\n", count: size / 28), String(repeating: "\r", count: size),
            "-----BEGIN CERTIFICATE-----\n" + String(repeating: "A", count: size),
        ]
        let clock = ContinuousClock()
        for text in texts {
            var read = PEMBundle([])
            let took = clock.measure { read = bundle(text) }
            #expect(read.certificates.isEmpty)
            #expect(took < .seconds(20), "\(text.prefix(30))")
        }
    }

    @Test func `damaged files never trap`() {
        var random = SeededGenerator(seed: 0x5EED)
        let original = Array((pem(fakeCertificate(1)) + "text\n" + pem(fakeCertificate(2), newline: "\r\n")).utf8)
        for _ in 0..<2_000 {
            var octets = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<octets.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: octets[place] = UInt8.random(in: 0...255, using: &random)
                case 1: octets.remove(at: place)
                default: octets.insert(contentsOf: octets[place..<min(place + 9, octets.count)], at: place)
                }
            }
            let read = PEMBundle(octets)
            for certificate in read.certificates { #expect(certificate.der.octets.first == 0x30) }
        }
    }

    // MARK: Files as people have them

    @Test func `what cat makes of files is read as what they were`() {
        let (one, two) = (pem(fakeCertificate(1)), pem(fakeCertificate(2)))
        for text in [
            String(one.dropLast()) + two, one + "\u{FEFF}" + two, "\u{FEFF}" + one.dropLast() + two + "\u{FEFF}",
        ] {
            let read = bundle(text)
            #expect(read.certificates.map(\.der.octets) == [fakeCertificate(1), fakeCertificate(2)], "\(read.problems)")
            #expect(read.problems.isEmpty)
        }
        // Both boundaries whole, and nothing between them.
        for text in [
            "-----END CERTIFICATE---------BEGIN CERTIFICATE-----",
            "-----END CERTIFICATE----- -----BEGIN CERTIFICATE-----",
        ] {
            let read = bundle("-----BEGIN CERTIFICATE-----\nMAA=\n" + text + "\nMAA=\n-----END CERTIFICATE-----\n")
            #expect(!read.problems.isEmpty)
        }
    }

    @Test func `UTF-16 is named, with the way out`() {
        for order in [[0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]] {
            let octets = order + pem(fakeCertificate(1)).utf8.flatMap { order[0] == 0xFF ? [$0, 0] : [0, $0] }
            let read = PEMBundle(octets)
            #expect(read.certificates.isEmpty && read.problems.map(\.reason) == [.utf16])
            #expect(read.problems[0].description.contains("iconv -f UTF-16"))
        }
    }

    @Test func `UTF-16 without a mark and UTF-32 are told as what they are`() {
        let text = Array(pem(fakeCertificate(1)).utf8)
        let rows: [([UInt8], PEMProblem.Reason)] = [
            (text.flatMap { [$0, 0] }, .unmarkedUTF16(isBigEndian: false)),
            (text.flatMap { [0, $0] }, .unmarkedUTF16(isBigEndian: true)),
            ([0xFF, 0xFE, 0, 0] + text.flatMap { [$0, 0, 0, 0] }, .utf32),
            ([0, 0, 0xFE, 0xFF] + text.flatMap { [0, 0, 0, $0] }, .utf32),
        ]
        for (octets, reason) in rows {
            let read = PEMBundle(octets)
            #expect(read.certificates.isEmpty && read.problems.map(\.reason) == [reason])
        }
        #expect(rows[0].1.description.contains("iconv -f UTF-16LE") && rows[1].1.description.contains("UTF-16BE"))
    }

    @Test func `base64 without boundaries is told, other text is not`() {
        let body = base64(fakeCertificate(1)[...])
        #expect(bundle("\n" + body + "\n").problems.map(\.reason) == [.noBoundaries(label: "CERTIFICATE")])
        for text in [String(body.dropLast(3)), body + "!", "MIT License", "MISSING", ""] {
            #expect(bundle(text).problems.isEmpty, "\(text.prefix(20))")
        }
    }

    @Test func `a PKCS#7 file without certificates says so`() {
        let type = Self.value(0x30, Self.value(0x06, [0x2A]))
        for rest in [Self.value(0x31, []), Self.value(0xA0, []), Self.value(0xA1, [1])] {
            let data = Self.value(0x30, Self.value(0x02, [1]), Self.value(0x31, []), type, rest)
            let file = Self.value(0x30, Self.signedData, Self.value(0xA0, data))
            for read in [PEMBundle(file), bundle(pem(file, label: "PKCS7"))] {
                #expect(read.certificates.isEmpty && read.problems.map(\.reason) == [.noCertificates])
            }
        }
    }

    private static func value(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
        let content = content.flatMap { $0 }
        return content.count < 0x80
            ? [tag, UInt8(content.count)] + content
            : [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
    }

    private static let filler = value(0x04, Array(repeating: 0, count: 300))
    private static let names = value(
        0x30, value(0x31, value(0x30, value(0x06, [0x55, 0x04, 0x03]), value(0x0C, [0x41]))))
    private static let signedData = value(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02])

    @Test(
        "other files are named by what they are",
        arguments: [
            (value(0x30, value(0x02, [3]), value(0x30, filler)), OtherFileKind.pkcs12),
            (value(0x30, value(0x02, [0]), value(0x30, value(0x06, [0x2A])), filler), .privateKey),
            (value(0x30, value(0x02, [1]), filler), .privateKey),
            (value(0x30, value(0x30, value(0x06, [0x2A])), filler), .publicKey),
            (
                value(
                    0x30, value(0x30, value(0x02, [0]), names, value(0x30, value(0x30, []), filler), value(0xA0, [])),
                    filler),
                .request
            ),
            (
                value(0x30, value(0x30, value(0x02, [1]), value(0x30, []), names, value(0x17, [0x32]), filler), filler),
                .revocationList
            ),
            (value(0x30, value(0x06, [0x2A]), filler), .pkcs7),
        ])
    func kinds(der: [UInt8], kind: OtherFileKind) {
        let read = PEMBundle(der)
        #expect(read.certificates.isEmpty && read.problems.map(\.reason) == [.otherKind(kind)])
        #expect(read.problems[0].description.contains(kind.rawValue))
    }

    @Test func `the certificates of a PKCS#7 file are taken out of it, PEM or DER`() {
        let set = Self.value(0xA0, fakeCertificate(1), fakeCertificate(2))
        let data = Self.value(
            0x30, Self.value(0x02, [1]), Self.value(0x31, []), Self.value(0x30, Self.value(0x06, [0x2A])), set)
        let file = Self.value(0x30, Self.signedData, Self.value(0xA0, data))
        for read in [PEMBundle(file), bundle(pem(file, label: "PKCS7"))] {
            #expect(read.certificates.map(\.der.octets) == [fakeCertificate(1), fakeCertificate(2)])
            #expect(read.problems.isEmpty && read.isUnordered)
        }
        #expect(!bundle(pem(fakeCertificate(1))).isUnordered)
        let broken = bundle(pem(Array(file.dropLast(3)), label: "PKCS7"))
        #expect(broken.certificates.isEmpty && broken.problems.map(\.reason) == [.otherKind(.pkcs7)])
    }

    @Test func `labels of other kinds are known`() {
        let labels = ["CERTIFICATE REQUEST", "X509 CRL", "PRIVATE KEY", "EC PRIVATE KEY", "PUBLIC KEY", "DH PARAMETERS"]
        let kinds = bundle(labels.map { pem([0x30, 0x00], label: $0) }.joined()).skipped.map(\.kind)
        #expect(kinds == [.request, .revocationList, .privateKey, .privateKey, .publicKey, nil])
    }

    private static let three = (1...3).map { pem(fakeCertificate($0)) }.joined()

    struct LimitRow: Sendable, CustomTestStringConvertible {
        let what: String
        let text: String
        let limits: PEMLimits
        let last: PEMProblem
        init(_ text: String, line: Int, _ reason: PEMProblem.Reason, _ change: (inout PEMLimits) -> Void) {
            var limits = PEMLimits()
            change(&limits)
            (self.text, self.limits, last) = (text, limits, PEMProblem(line: line, reason: reason))
            what = reason.description
        }
        var testDescription: String { what }
    }

    @Test(
        "reading ends where a limit is passed",
        arguments: [
            LimitRow(three + pem([1]), line: 15, .tooManyBlocks(limit: 2)) { $0.blocks = 2 },
            LimitRow(
                String(repeating: "-----BEGIN CERTIFICATE-----\n", count: 9), line: 3, .tooManyProblems(limit: 2)
            ) { $0.problems = 2 },
            LimitRow("-----END A-----\n-----END A-----\n" + three, line: 2, .tooManyProblems(limit: 1)) { $0.problems = 1 },
            LimitRow(
                String(repeating: "-----BEGIN A-----\n-----END A-----\n", count: 9), line: 5, .tooManyOtherBlocks(limit: 2)
            ) { $0.otherBlocks = 2 },
            LimitRow(String(repeating: "\n", count: 9), line: 8, .tooManyLines(limit: 7)) { $0.lines = 7 },
        ])
    func limit(row: LimitRow) {
        let read = PEMBundle(Array(row.text.utf8), limits: row.limits)
        #expect(read.isCutShort && read.problems.last == row.last)
        #expect(read.problems.count <= row.limits.problems + 1)
        #expect(read.certificates.count <= min(row.limits.blocks, 2) && read.skipped.count <= row.limits.otherBlocks)
    }

    @Test func `what is within the limits is read to its end`() {
        let read = PEMBundle(Array(Self.three.utf8), limits: PEMLimits(blocks: 3))
        #expect(!read.isCutShort && read.certificates.count == 3 && read.problems.isEmpty)
    }

    @Test func `lines that end in CR alone are found in one pass`() {
        let read = bundle(String(repeating: "x\r", count: 100_000) + pem(fakeCertificate(1), newline: "\r"))
        #expect(read.certificates.map(\.line) == [100_001])
    }
}
