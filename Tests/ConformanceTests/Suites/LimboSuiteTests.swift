import Conformance
import InternationalNames
import ServerIdentity
import Testing

@Suite("Cases of x509-limbo")
struct LimboSuiteTests {
    private static let now = Instant(rfc3339: "2026-11-23T00:00:00Z") ?? .epoch
    private let suite = LimboSuite(now: now, asciiForm: InternationalNames.asciiForm)

    /// A case with everything in it, as the suite writes it; members are replaced, or left out where the value is nil.
    private func read(_ changes: [String: String?] = [:]) throws -> SuiteCase {
        var members = [
            "id": string("rfc5280::x::y"), "conflicts_with": "[]", "features": "[]", "importance": string("high"),
            "description": string("…"), "validation_kind": string("SERVER"),
            "trusted_certs": "[\(string(pem(fakeCertificate(1))))]",
            "untrusted_intermediates": "[\(string(pem(fakeCertificate(2)))),\(string(pem(fakeCertificate(3))))]",
            "peer_certificate": string(pem(fakeCertificate(4))), "peer_certificate_key": "null", "validation_time": "null",
            "signature_algorithms": "[]", "key_usage": "[]", "extended_key_usage": "[]", "expected_result": string("SUCCESS"),
            "expected_peer_name": object(["kind": string("DNS"), "value": string("Example.com")]), "expected_peer_names": "[]",
            "max_chain_depth": "null", "crls": "[]",
        ]
        for (name, value) in changes { members[name] = value }
        let parts = try parts("{\"testcases\":[\(object(members))]}")
        return suite.suiteCase(try #require(parts.first))
    }

    @Test func `a case becomes a question`() throws {
        let read = try read()
        #expect(read.id == "rfc5280::x::y" && read.group == "rfc5280" && read.isAcceptanceExpected == true)
        let question = try #require(read.question)
        #expect(question.subject.chain.certificates.map(\.octets) == [fakeCertificate(4), fakeCertificate(2), fakeCertificate(3)])
        #expect(question.subject.anchors.anchors.map(\.certificate.octets) == [fakeCertificate(1)])
        #expect(question.subject.policy == .rfc5280)
        #expect(question.subject.crls == .none && question.subject.staple == .unknown)
        #expect(question.identity == .dns(try DNSName(parsing: "example.com")))
        #expect(question.instant == Self.now)
    }

    @Test func `what the case says is asked`() throws {
        let read = try read([
            "id": string("webpki::x"), "expected_result": string("FAILURE"), "validation_time": string("2026-11-22T18:44:01+00:00"),
            "max_chain_depth": "1", "crls": "[\(string(pem(fakeCertificate(5), label: "X509 CRL")))]",
            "expected_peer_name": object(["kind": string("IP"), "value": string("::1")]), "key_usage": "[\"digitalSignature\"]",
            "extended_key_usage": "[\"serverAuth\"]",
        ])
        #expect(read.group == "webpki" && read.isAcceptanceExpected == false)
        let question = try #require(read.question)
        var policy = Policy.webpki
        policy.maximumIntermediates = 1
        #expect(question.subject.policy == policy)
        #expect(question.subject.crls.lists.map(\.octets) == [fakeCertificate(5)])
        #expect(question.instant == Instant(rfc3339: "2026-11-22T18:44:01Z"))
        #expect(question.identity == IPAddress(parsing: "::1").map(ReferenceIdentity.ip))
    }

    @Test func `a case may name its policy; those of other projects have the default one`() throws {
        let source = object(["repository": string("a"), "path": string("b")])
        for (changes, policy) in [
            (["policy": string("webpki")], Policy.webpki), (["policy": string("legacy"), "source": source], .legacy),
            (["source": source], .default),
            (["policy": "null", "source": source, "id": string("webpki-tls::x")], .default),
        ] {
            #expect(try #require(try read(changes).question).subject.policy == policy, "\(changes)")
        }
    }

    @Test func `a case may ask for no name, and for a client`() throws {
        #expect(try #require(try read(["expected_peer_name": "null"]).question).identity == nil)
        let client = try read([
            "expected_peer_name": "null", "validation_kind": string("CLIENT"), "extended_key_usage": "[\"clientAuth\"]",
        ])
        #expect(client.question?.subject.policy.purpose == .clientAuthentication)
    }

    @Test func `members that are not there ask for nothing`() throws {
        let read = try read([
            "expected_peer_names": nil, "key_usage": nil, "extended_key_usage": nil, "crls": nil, "max_chain_depth": nil,
            "validation_time": nil,
        ])
        #expect(read.question?.instant == Self.now)
    }

    @Test("groups", arguments: [("bettertls::nameconstraints::x", "bettertls::nameconstraints"), ("cve::x", "cve"), ("x", "x")])
    func groups(id: String, group: String) { #expect(LimboSuite.group(of: id) == group) }

    struct Row: Sendable, CustomTestStringConvertible {
        let member: String
        let value: String?
        let says: String
        init(_ member: String, _ value: String?, _ says: String) {
            self.member = member
            self.value = value
            self.says = says
        }
        var testDescription: String { "\(member): \(value ?? "missing")" }
    }

    private static let damaged = "unusable: case 0 (octet 14) is damaged: "

    @Test(
        "a case without a question says why",
        arguments: [
            Row(
                "expected_peer_name", object(["kind": string("RFC822"), "value": string("a@b.example")]),
                "skip: a name of the kind RFC822"),
            Row(
                "expected_peer_names", "[\(object(["kind": string("RFC822"), "value": string("a@b")]))]",
                "skip: a client that may have"),
            Row("extended_key_usage", "[\"emailProtection\"]", "skip: the extended key usage emailProtection"),
            Row("extended_key_usage", "[\"clientAuth\"]", "skip: the extended key usage clientAuth"),
            Row("key_usage", "[\"keyAgreement\"]", "skip: the key usage keyAgreement"),
            Row(
                "expected_peer_name", object(["kind": string("DNS"), "value": string("*.example.com")]),
                "refuse: 'dns:*.example.com' names no server"),
            Row(
                "expected_peer_name", object(["kind": string("IP"), "value": string("01.2.3.4")]),
                "refuse: 'ip:01.2.3.4' names no server"),
            Row("peer_certificate", nil, damaged + "field 'peer_certificate': it is missing"),
            Row("peer_certificate", "7", damaged + "field 'peer_certificate': "),
            Row("peer_certificate", string(""), damaged + "field 'peer_certificate': it holds 0 certificates"),
            Row(
                "peer_certificate", string("-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n"),
                damaged + "field 'peer_certificate': line 2: '*' is not base64"),
            Row("policy", string("strict"), damaged + "field 'policy': no preset is called strict; there are default"),
            Row("policy", "7", damaged + "field 'policy': "),
            Row("trusted_certs", "[]", damaged + "field 'trusted_certs': there is none"),
            Row("untrusted_intermediates", "[\"\"]", damaged + "field 'untrusted_intermediates.0': it holds 0 certificates"),
            Row("untrusted_intermediates", "[7]", damaged + "field 'untrusted_intermediates."),
            Row("validation_time", string("now"), damaged + "field 'validation_time': it is no time"),
            Row("max_chain_depth", "-1", damaged + "field 'max_chain_depth': it is negative"),
            Row("crls", "[\(string(pem(fakeCertificate(1))))]", damaged + "field 'crls.0': it holds 0 CRLs"),
            Row("expected_result", string("MAYBE"), damaged + "field 'expected_result': "),
            Row("validation_kind", string("PEER"), damaged + "field 'validation_kind': "),
        ])
    func withoutQuestion(row: Row) throws {
        let read = try read([row.member: row.value])
        #expect(read.id == "rfc5280::x::y")
        #expect(read.reason?.hasPrefix(row.says) == true, "\(read.reason ?? "asked")")
    }

    @Test func `more certificates than a chain may have are one damaged case`() throws {
        let intermediates = [String](repeating: string(pem(fakeCertificate(2))), count: CertificateChain.maximumLength)
        let read = try read(["untrusted_intermediates": "[" + intermediates.joined(separator: ",") + "]"])
        #expect(read.reason?.contains("field 'untrusted_intermediates': 129 certificates") == true, "\(read.reason ?? "asked")")
    }

    @Test func `a case without an id is named by its place`() throws {
        for (json, id) in [("{}", "#1"), ("7", "#1"), ("{\"id\" \"a::b\"}", "#1"), ("{\"id\":\"a::b\"}", "a::b")] {
            let read = suite.suiteCase(try parts("{\"testcases\":[0,\(json)]}")[1])
            #expect(read.id == id && read.isAcceptanceExpected == nil)
            #expect(read.reason?.hasPrefix("unusable: case 1 (octet 16) is damaged: ") == true, "\(read.reason ?? "asked")")
        }
    }
}
