import Foundation
import IndependentValidator
import RootPrograms
import ServerIdentity
import Testing
import TestKit

@Suite("The sidecar of a list of roots")
struct SidecarTests {
    private static func made() -> RootList {
        let date = CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("241130235959Z".utf8))
        let mail = CertdataMaker.octal("CKA_NSS_EMAIL_DISTRUST_AFTER", Array("230101000000Z".utf8))
        return CertdataMaker(objects: [
            CertdataMaker.certificate(.one, label: "Ő \\\"1\\\"", more: date + mail),
            CertdataMaker.trust(.one, email: "CKT_NSS_TRUSTED_DELEGATOR"),
            CertdataMaker.certificate(.two), CertdataMaker.trust(.two, server: "CKT_NSS_NOT_TRUSTED"),
            CertdataMaker.trust(.three, server: "CKT_NSS_NOT_TRUSTED"),
            CertdataMaker.certificate(TestRoot("Four", serial: 4)),
        ]).list
    }

    private static let text = RootsSidecar(made()).text

    private func read(_ text: String) throws(SidecarProblem) -> RootList {
        try RootList(sidecar: Array(text.utf8), decode: DescribedCertificate.init(decoding:))
    }

    @Test func `what is written is read again, whole`() throws {
        let (made, read) = (Self.made(), try read(Self.text))
        #expect(
            made.roots == read.roots && made.distrusted == read.distrusted && read.roots.count == 1 && read.distrusted.count == 2)
        #expect(made.source == read.source && made.sourceSHA256 == read.sourceSHA256 && made.version == read.version)
        #expect(read.knowledge == .known && made.problems.count == 1)
        #expect(RootsSidecar(Self.made()).text == Self.text)
        #expect(Self.text.utf8.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0A) })
    }

    @Test func `anchors and their constraints come out as they came in`() throws {
        let set = try read(Self.text).serverAnchors(source: "sidecar")
        #expect(set.anchors.map(\.certificate.octets) == [TestRoot.one.der])
        #expect(set.anchors.map(\.constraints.serverDistrustAfter) == [Instant(rfc3339: "2024-11-30T23:59:59Z")])
        #expect(
            set.distrusted.map(\.serial) == [[2], [3]] && set.distrusted.map { $0.certificate?.octets } == [TestRoot.two.der, nil])
        #expect(set.distrusted.map(\.issuer) == [TestRoot.two.name, TestRoot.three.name] && set.constraintKnowledge == .known)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let says: String
        init(_ old: String, _ new: String, _ says: String) {
            self.old = old
            self.new = new
            self.says = says
        }
        var testDescription: String { says }
    }

    @Test(
        "a sidecar that is not exactly one is refused, with the field",
        arguments: [
            Row(#"{"schema_version":1"#, #"{"schema_version":2"#, "schema_version: 2 is not 1"),
            Row(#""roots":"#, #""rots":"#, "a member 'rots' that is not known"),
            Row(#""version":null"#, #""name2":null"#, "source: a member 'name2' that is not known"),
            Row(#","version":null"#, "", "source.version: it is missing"),
            Row(
                #""server_distrust_after":"2024-11-30T23:59:59Z""#, #""server_distrust_after":"2024-11-30""#,
                "roots.0.server_distrust_after: '2024-11-30' is no time"),
            Row(#","server_distrust_after":"2024-11-30T23:59:59Z""#, "", "roots.0.server_distrust_after: it is missing"),
            Row(#""server":"trusted_delegator""#, #""server":"yes""#, "roots.0.trust.server: 'yes' is no trust level"),
            Row(
                #""sha256":"\#(hexadecimal(TestRoot.one.sha256))""#, #""sha256":"\#(hexadecimal(TestRoot.two.sha256))""#,
                "roots.0.sha256: it is not that of the certificate"),
            Row(
                #""sha256":"\#(hexadecimal(TestRoot.one.sha256))""#, #""sha256":"abc""#, "roots.0.sha256: 'abc' is no row of octets"
            ),
            Row(#""serial":"02""#, #""serial":"05""#, "distrusted.0.der: the certificate has another issuer or serial number"),
            Row(
                #""sha256":null"#, #""sha256":"\#(hexadecimal(TestRoot.two.sha256))""#,
                "distrusted.1.sha256: sha256 and der belong together"),
            Row(#""server":"not_trusted""#, #""server":"must_verify""#, "distrusted.0.trust: it is not_trusted for nothing"),
            Row(
                #""issuer_der":"\#(Data(TestRoot.three.name).base64EncodedString())""#, #""issuer_der":"""#,
                "distrusted.1.issuer_der: it is no DER encoding of a Name"),
            Row(#""serial":"03""#, #""serial":"""#, "distrusted.1.serial:"),
            // Readers differ in which one of two they take.
            Row(#""server":"trusted_delegator""#, #""server":"must_verify","server":"trusted_delegator""#, "two members 'server'"),
            Row(#""distrusted":"#, #""distrusted":[],"distrusted":"#, "two members 'distrusted'"),
            Row(#""label":"#, #""\u006cabel":"#, #"a member '\x5cu006cabel' with an escape in its name"#),
            Row("{", "[", "The given data was not valid JSON."),
        ])
    func refused(row: Row) {
        let text = Self.text.replacing(row.old, with: row.new, maxReplacements: 1)
        #expect(text != Self.text)
        let problem = #expect(throws: SidecarProblem.self) { try read(text) }
        #expect(problem?.description.hasPrefix(row.says) == true, "\(String(describing: problem))")
    }

    @Test func `a certificate that can't be decoded, or is there twice, is refused`() {
        let der = Data(TestRoot.one.der).base64EncodedString()
        let cut = #expect(throws: SidecarProblem.self) {
            try read(Self.text.replacing(der, with: Data(TestRoot.one.der.dropLast(3)).base64EncodedString()))
        }
        #expect(cut?.description.hasPrefix("roots.0.der: the certificate can't be decoded") == true, "\(String(describing: cut))")
        let line = Self.text.split(separator: "\n").first { $0.contains(der) } ?? ""
        let twice = #expect(throws: SidecarProblem.self) { try read(Self.text.replacing(line, with: "\(line),\n\(line)")) }
        #expect(twice?.description == "roots.1: the certificate is there twice")
        let distrusted = Self.text.replacing(
            Data(TestRoot.three.name).base64EncodedString(), with: Data(TestRoot.one.name).base64EncodedString()
        )
        .replacing("\"serial\":\"03\"", with: "\"serial\":\"01\"")
        let both = #expect(throws: SidecarProblem.self) { try read(distrusted) }
        #expect(both?.description == "roots.0: the certificate is distrusted as well")
    }

    /// The module jsonschema of Python, which knows draft 2020-12.
    private static func verdict(on text: String) async throws -> String {
        let program = """
            import json, sys, jsonschema
            schema, text = (json.loads(line) for line in sys.stdin.read().splitlines())
            jsonschema.Draft202012Validator.check_schema(schema)
            error = next(jsonschema.Draft202012Validator(schema).iter_errors(text), None)
            print("valid" if error is None else error.message[:300])
            """
        let input = [RootsSchema.text, text].map { $0.replacing("\n", with: " ") }.joined(separator: "\n")
        let run = try await Run.of([Tool.python3.path, "-c", program], input: input)
        return run.exitCode == 0 ? run.lines.joined() : run.errors
    }

    private static func hasValidator() async throws -> Bool {
        if Tool.isRequired { return true }
        return try await Run.of(["/usr/bin/env", "python3", "-c", "import jsonschema; jsonschema.Draft202012Validator"]).exitCode
            == 0
    }

    @Test(
        "an independent validator accepts it by its schema, and nothing else",
        .enabled("skipped: python3 has no module jsonschema", hasValidator))
    func validates() async throws {
        #expect(try await Self.verdict(on: Self.text) == "valid")
        let mutations = [
            Self.text.replacing("\"schema_version\":1", with: "\"schema_version\":2"),
            Self.text.replacing("\"label\"", with: "\"name\""),
            Self.text.replacing("trusted_delegator", with: "yes"), Self.text.replacing("23:59:59Z", with: "23:59Z"),
            Self.text.replacing("\"server\":\"not_trusted\"", with: "\"server\":\"must_verify\""),
        ]
        for mutation in mutations { #expect(try await Self.verdict(on: mutation) != "valid") }
    }
}
