import IndependentValidator
import RootPrograms
import ServerIdentity
import Testing

@Suite("What is wrong with a certdata.txt, and in which line")
struct CertdataProblemTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let objects: [String]
        let problems: [String]
        /// The serial numbers of the roots that are left.
        let roots: [UInt8]
        let distrusted: [UInt8]

        init(_ problems: [String], _ objects: [String], roots: [UInt8] = [3], distrusted: [UInt8] = []) {
            self.problems = problems
            self.objects = objects
            self.roots = roots
            self.distrusted = distrusted
        }

        var testDescription: String { problems.joined(separator: " | ") }
    }

    private static let one = CertdataMaker.certificate(.one)
    private static let trusted = CertdataMaker.trust(.one)
    private static let distrusted = CertdataMaker.trust(.one, server: "CKT_NSS_NOT_TRUSTED")
    private static let same = TestRoot("One", serial: 1, salt: 8)
    private static let noDate = CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("241330000000Z".utf8))
    private static let malformed = one + noDate
    private static let misnamed = one.replacing(
        CertdataMaker.octal("CKA_ISSUER", TestRoot.one.name), with: CertdataMaker.octal("CKA_ISSUER", TestRoot.two.name))

    private static let high = TestRoot("High", serial: [0x00, 0x9A])
    private static let shortDistrust = short(CertdataMaker.trust(high, server: "CKT_NSS_NOT_TRUSTED", hasHash: false))
    private static func short(_ object: String) -> String {
        object.replacing(
            CertdataMaker.octal("CKA_SERIAL_NUMBER", high.serial),
            with: CertdataMaker.octal("CKA_SERIAL_NUMBER", [0x02, 0x01, 0x9A]))
    }

    /// The same in the class of PKCS #11 version 3.2.
    private static func modern(_ trust: String) -> String { trust.replacing("CKO_NSS_TRUST", with: "CKO_TRUST") }

    /// Each list ends with a sound root, number 3: what is wrong before it must not take it along.
    static let rows: [Row] = [
        Row(["One: the certificate has no trust object"], [one]),
        Row(["One: the trust object has no certificate"], [trusted]),
        Row(
            ["One: the certificate is there already, from line 7 on"], [one, trusted, one], roots: [1, 3]),
        Row(["One: the certificate has the same trust already, from line 36 on"], [one, trusted, trusted], roots: [1, 3]),
        Row(["One: the certificate has another trust already, from line 36 on"], [one, trusted, distrusted], distrusted: [1]),
        Row(
            ["One: the certificate of this issuer and serial number has another hash"],
            [one, CertdataMaker.trust(.one, sha1: [UInt8](repeating: 1, count: 20))]),
        Row(
            ["One: the certificate of this issuer and serial number has another hash"],
            [one, CertdataMaker.trust(.one, server: "CKT_NSS_NOT_TRUSTED", sha1: [UInt8](repeating: 1, count: 20))],
            distrusted: [1, 1]),
        Row(
            ["One: the certificate of this hash has another issuer or serial number"],
            [CertdataMaker.certificate(.two), CertdataMaker.trust(.one, sha1: TestRoot.two.sha1)]),
        // Two certificates of one issuer and serial number: the hash says which one is meant.
        Row(
            ["One: the certificate has no trust object"], [one, CertdataMaker.certificate(same), trusted], roots: [1, 3]),
        Row(
            ["One: CKA_ISSUER is not what the certificate says"],
            [
                one.replacing(
                    CertdataMaker.octal("CKA_ISSUER", TestRoot.one.name), with: CertdataMaker.octal("CKA_ISSUER", TestRoot.two.name)
                ), distrusted,
            ],
            distrusted: [1]),
        Row(
            ["One: the certificate can't be decoded: certificate: truncated: a length points past the end"],
            [
                one.replacing(
                    CertdataMaker.octal("CKA_VALUE", TestRoot.one.der),
                    with: CertdataMaker.octal("CKA_VALUE", TestRoot.one.der.dropLast())), distrusted,
            ],
            distrusted: [1]),
        Row(
            ["One: there is no CKA_VALUE"],
            [one.replacing(CertdataMaker.octal("CKA_VALUE", TestRoot.one.der), with: ""), distrusted], distrusted: [1]),
        Row(
            ["One: CKA_NSS_SERVER_DISTRUST_AFTER is no date"],
            [one + CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("241330000000Z".utf8)), trusted]),
        // What is wrong with one object of a certificate excludes the certificate, in whichever order they stand.
        Row(
            ["One: CKA_NSS_SERVER_DISTRUST_AFTER is no date", "One: the certificate is there already, from line 7 on"],
            [malformed, one, trusted]),
        Row(
            ["One: the certificate is there already, from line 7 on", "One: CKA_NSS_SERVER_DISTRUST_AFTER is no date"],
            [one, malformed, trusted]),
        Row(
            ["One: CKA_ISSUER is not what the certificate says", "One: the certificate is there already, from line 7 on"],
            [misnamed, one, trusted]),
        Row(
            ["One: CKA_ISSUER is not what the certificate says", "One: the certificate is there already, from line 7 on"],
            [one, misnamed, trusted]),
        Row(["One: CKA_NSS_SERVER_DISTRUST_AFTER is no date"], [one, trusted, modern(trusted) + noDate]),
        Row(["One: CKA_NSS_SERVER_DISTRUST_AFTER is no date"], [one, modern(trusted) + noDate, trusted]),
        // Each distrusts for another purpose: neither is lost.
        Row(
            ["One: the certificate has another trust already, from line 36 on"],
            [one, distrusted, CertdataMaker.trust(.one, email: "CKT_NSS_NOT_TRUSTED")], distrusted: [1]),
        Row(
            ["One: the certificate has another trust already, from line 36 on"],
            [one, CertdataMaker.trust(.one, email: "CKT_NSS_NOT_TRUSTED"), distrusted], distrusted: [1]),
        Row(
            [
                "One: the certificate has no trust object", "One: the certificate has no trust object",
                "One: two certificates have this issuer and serial number, and no hash says which one is meant",
            ],
            [one, CertdataMaker.certificate(same), CertdataMaker.trust(.one, hasHash: false)]),
        Row(
            [
                "One: the certificate has another trust already, from line 65 on", "One: the certificate has no trust object",
                "One: two certificates have this issuer and serial number, and no hash says which one is meant",
            ],
            [
                one, CertdataMaker.certificate(same), CertdataMaker.trust(.one, server: "CKT_NSS_NOT_TRUSTED", hasHash: false),
                trusted,
            ],
            distrusted: [1]),
        // A serial number without the zero that keeps it positive is the same number.
        Row(
            ["High: the certificate has another trust already, from line 39 on"],
            [CertdataMaker.certificate(high), CertdataMaker.trust(high), shortDistrust], distrusted: [0x9A]),
        Row([], [CertdataMaker.certificate(high), shortDistrust], distrusted: [0x9A]),
        Row([], [short(CertdataMaker.certificate(high)), CertdataMaker.trust(high)], roots: [0x9A, 3]),
        Row(["an object of class CKO_NSS_CRL"], ["CKA_CLASS CK_OBJECT_CLASS CKO_NSS_CRL\nCKA_LABEL UTF8 \"x\"\n"]),
    ]

    @Test("an object that can't be used is named, and its neighbours are spared", arguments: rows)
    func exclusions(row: Row) {
        var maker = CertdataMaker(objects: row.objects)
        maker.add(.three)
        let list = maker.list
        #expect(list.problems.map { (($0.label.map { "\($0): " }) ?? "") + "\($0.reason)" } == row.problems, "\(list.problems)")
        #expect(list.roots.compactMap(\.certificate.serial.last) == row.roots)
        #expect(list.distrusted.compactMap(\.serial.last) == row.distrusted)
        #expect(list.damage == nil)
        for problem in list.problems { expectLine(problem, maker.text) }
    }

    /// The line that a problem names begins an object, or holds the attribute that is wrong.
    private func expectLine(_ problem: CertdataProblem, _ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(problem.line - 1) else { return #expect(Bool(false), "\(problem)") }
        let line = lines[problem.line - 1]
        #expect(line.hasPrefix("CKA_CLASS") || line.hasPrefix("CKA_TRUST") || line == "END", "\(problem): \(line)")
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let kind: String
        /// What is in the line that is named.
        let line: String
        let change: @Sendable (String) -> String

        init(_ kind: String, at line: String, _ change: @escaping @Sendable (String) -> String) {
            self.kind = kind
            self.line = line
            self.change = change
        }

        init(_ kind: String, at line: String, _ old: String, _ new: String) {
            self.init(kind, at: line) { $0.replacing(old, with: new, maxReplacements: 1) }
        }

        var testDescription: String { "\(kind): \(line)" }
    }

    private static func distrust(of issuer: [UInt8]) -> String {
        CertdataMaker.trust(.two, server: "CKT_NSS_NOT_TRUSTED").replacing(
            CertdataMaker.octal("CKA_ISSUER", TestRoot.two.name), with: CertdataMaker.octal("CKA_ISSUER", issuer))
    }

    @Test(
        "damage of the text is an error with its line",
        arguments: [
            Damage("truncated_octal", at: #"\002\001\00"#, #"\002\001\001"#, #"\002\001\00"#),
            Damage("truncated_octal", at: #"\002\01\001"#, #"\002\001\001"#, #"\002\01\001"#),
            Damage("not_octal", at: #"\002\001\400"#, #"\002\001\001"#, #"\002\001\400"#),
            Damage("not_octal", at: #"\002\001\0x1"#, #"\002\001\001"#, #"\002\001\0x1"#),
            Damage("missing_end", at: "CKA_VALUE MULTILINE_OCTAL", "END\nCKA_VALUE", "CKA_VALUE"),
            Damage("missing_end", at: "# an object", "END\n\n# an object", "\n# an object"),
            Damage("not_an_attribute", at: "garbage", "CKA_VALUE", "garbage\nCKA_VALUE"),
            Damage("not_an_attribute", at: "END", "CKA_VALUE", "END\nCKA_VALUE"),
            Damage("unknown_type", at: "CKA_X HEX 00", "CKA_VALUE", "CKA_X HEX 00\nCKA_VALUE"),
            Damage("duplicate_attribute", at: "CKA_LABEL UTF8 \"again\"", "CKA_VALUE", "CKA_LABEL UTF8 \"again\"\nCKA_VALUE"),
            Damage("malformed_text", at: "CKA_LABEL UTF8 \"One", "\"One\"", "\"One"),
            Damage("malformed_text", at: #"CKA_LABEL UTF8 "\q""#, "\"One\"", #""\q""#),
            Damage("text_after_value", at: "CKA_LABEL UTF8 \"One\" two", "\"One\"", "\"One\" two"),
            Damage(
                "wrong_type", at: "CKA_VALUE UTF8 \"x\"", "CKA_VALUE MULTILINE_OCTAL",
                "CKA_VALUE UTF8 \"x\"\nCKA_ID MULTILINE_OCTAL"),
            Damage(
                "attribute_without_class", at: "CKA_TOKEN CK_BBOOL CK_TRUE", "BEGINDATA\n",
                "BEGINDATA\nCKA_TOKEN CK_BBOOL CK_TRUE\n"),
            Damage("not_certdata", at: "<html>") { _ in "# hello\n\n<html>\n" },
            Damage("unidentified_distrust", at: "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST") {
                $0 + "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST\nCKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_NOT_TRUSTED\n"
            },
            // So would distrust of an issuer that is cut, empty, or followed by something.
            Damage("unidentified_distrust", at: "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST") { $0 + distrust(of: []) },
            Damage("unidentified_distrust", at: "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST") {
                $0 + distrust(of: TestRoot.two.name.dropLast())
            },
            Damage("unidentified_distrust", at: "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST") {
                $0 + distrust(of: TestRoot.two.name + [0])
            },
            Damage("unidentified_distrust", at: "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST") {
                $0 + distrust(of: [0x31] + TestRoot.two.name.dropFirst())
            },
            // Lengths that DER does not allow are in no certificate.
            Damage("unidentified_distrust", at: "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST") {
                $0 + distrust(of: [0x30, 0x81] + TestRoot.two.name.dropFirst())
            },
            Damage("unidentified_distrust", at: "CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST") {
                $0 + distrust(of: [0x30, 0x82, 0x00] + TestRoot.two.name.dropFirst())
            },
            // Distrust in words that are not known would get lost.
            Damage(
                "unknown_trust", at: "CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_MAYBE",
                "CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_TRUSTED_DELEGATOR", "CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_MAYBE"),
            Damage("unknown_trust", at: "CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_DISTRUSTED_X") {
                $0 + CertdataMaker.trust(.two, server: "CKT_NSS_DISTRUSTED_X")
            },
            Damage("misplaced_trust", at: "CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_NOT_TRUSTED") {
                $0 + CertdataMaker.trust(.two, server: "CKT_NSS_NOT_TRUSTED").replacing("CKO_NSS_TRUST", with: "CKO_NSS_TRUST_V2")
            },
            Damage("misplaced_trust", at: "CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_NOT_TRUSTED") {
                $0 + CertdataMaker.certificate(.two, more: "CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_NOT_TRUSTED\n")
            },
        ])
    func damage(row: Damage) throws {
        var maker = CertdataMaker()
        maker.add(.one)
        let text = row.change(maker.text)
        let list = RootList(certdata: Array(text.utf8), source: "x", decode: DescribedCertificate.init(decoding:))
        let damage = try #require(list.damage, "\(list.problems)")
        #expect(damage.reason.kind == row.kind, "\(list.problems)")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[damage.line - 1] == row.line, "\(damage)")
        #expect("\(damage)".utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    }

    @Test func `a label that is not UTF-8 is a remark, and the root stays`() {
        var maker = CertdataMaker()
        maker.add(.one)
        let octets = maker.octets.split(separator: Array("\"One\"".utf8)).joined(separator: Array("\"O".utf8) + [0xFF, 0x22])
        let list = RootList(certdata: Array(octets), source: "x", decode: DescribedCertificate.init(decoding:))
        #expect(list.roots.map(\.label) == [#"O\xff"#])
        #expect(list.problems.map(\.reason) == [.labelNotUTF8, .labelNotUTF8] && list.damage == nil)
        #expect(list.problemCounts.map { "\($0.kind) \($0.severity) \($0.count)" } == ["label_not_utf8 remark 2"])
    }

    @Test func `an empty file, one that begins and ends, and one without BEGINDATA`() {
        func kinds(_ text: String) -> [String] {
            RootList(certdata: Array(text.utf8), source: "x", decode: DescribedCertificate.init(decoding:)).problems.map(
                \.reason.kind)
        }
        #expect(kinds("") == ["not_certdata"] && kinds("# x\n") == ["not_certdata"] && kinds("BEGINDATA\n") == ["no_objects"])
        #expect(kinds("CKA_CLASS CK_OBJECT_CLASS CKO_CERTIFICATE\n") == ["not_certdata"])
    }

    @Test func `every limit ends reading with an error`() {
        var maker = CertdataMaker()
        maker.add(.one)
        maker.add(.two)
        func kinds(_ text: String? = nil, _ change: (inout CertdataLimits) -> Void) -> [String] {
            var limits = CertdataLimits()
            change(&limits)
            return RootList(
                certdata: Array((text ?? maker.text).utf8), source: "x", limits: limits,
                decode: DescribedCertificate.init(decoding:)
            )
            .problems.filter { $0.severity == .error }.map(\.reason.kind)
        }
        #expect(kinds { $0.octets = 100 } == ["file_too_long"])
        #expect(kinds { $0.octetsOfLine = 20 } == ["line_too_long"])
        #expect(kinds { $0.objects = 2 } == ["too_many_objects"])
        #expect(kinds { $0.octetsOfValue = 16 }.allSatisfy { $0 == "value_too_long" })
        let garbage = "BEGINDATA\n" + String(repeating: "garbage\n", count: 50)
        #expect(kinds(garbage) { $0.problems = 5 } == [String](repeating: "not_an_attribute", count: 5) + ["too_many_problems"])
    }
}
