import Conformance
import Foundation
import ServerIdentity
import Testing

@Suite("Tests of NIST PKITS")
struct PKITSSuiteTests {
    private func base64(_ seed: UInt8) -> String { string(Data(fakeCertificate(seed)).base64EncodedString()) }

    private func file(_ changes: [String: String?] = [:], tests: String = "[]") -> String {
        var members = [
            "version": "1", "validation_time": string("2026-11-23T00:00:00Z"), "trust_anchor": base64(1),
            "certificates": object(["EE": base64(2), "CA": base64(3), "CRL issuer": base64(4)]),
            "crls": object(["Root CRL": base64(5)]),
            "tests": tests,
        ]
        for (name, value) in changes { members[name] = value }
        return object(members)
    }

    private func test(_ changes: [String: String?] = [:]) -> String {
        var members = [
            "id": string("4.8.1.2"), "name": string("…"), "section": string("Certificate Policies"),
            "certificates": "[\"EE\",\"CA\"]",
            "extra_certificates": "[\"CRL issuer\"]", "crls": "[\"Root CRL\"]", "expected": string("valid"),
            "settings": settings(set: "[\"anyPolicy\"]", "false"),
        ]
        for (name, value) in changes { members[name] = value }
        return object(members)
    }

    private func settings(set: String, _ flag: String) -> String {
        object([
            "initial_policy_set": set, "initial_explicit_policy": flag, "initial_policy_mapping_inhibit": flag,
            "initial_inhibit_any_policy": flag,
        ])
    }

    private func read(_ test: String) throws -> SuiteCase {
        let json = file(tests: "[\(test)]")
        let suite = try PKITSSuite(Array(json.utf8), policy: .default)
        return suite.suiteCase(try #require(try parts(json, member: "tests").first))
    }

    @Test func `a test becomes a question about the chain alone`() throws {
        let read = try read(test())
        #expect(read.id == "4.8.1.2" && read.group == "Certificate Policies" && read.isAcceptanceExpected == true)
        let question = try #require(read.question)
        #expect(question.identity == nil && question.instant == Instant(rfc3339: "2026-11-23T00:00:00Z"))
        // The issuers of lists that are not on the path stand behind it.
        #expect(question.subject.chain.certificates.map(\.octets) == [fakeCertificate(2), fakeCertificate(3), fakeCertificate(4)])
        #expect(question.subject.anchors.anchors.map(\.certificate.octets) == [fakeCertificate(1)])
        #expect(question.subject.crls.lists.map(\.octets) == [fakeCertificate(5)])
        var policy = Policy.default
        policy.purpose = .any
        policy.revocation = .chain
        #expect(question.subject.policy == policy)
    }

    @Test func `the settings are those of the test`() throws {
        let read = try read(test(["settings": settings(set: "[\"2.16.1\",\"2.16.2\"]", "true")]))
        let settings = try #require(read.question).subject.policy.certificatePolicies
        #expect(settings.initialPolicySet == ["2.16.1", "2.16.2"])
        #expect(settings.requireExplicitPolicy && settings.inhibitPolicyMapping && settings.inhibitAnyPolicy)
    }

    @Test(
        "a damaged test says why, and is named",
        arguments: [
            ("certificates", "[\"EE\",\"nobody\"]", "field 'certificates.1': the file has no 'nobody'"),
            ("certificates", "[]", "field 'crls.0'"), ("crls", "[\"nobody\"]", "field 'crls.0': the file has no 'nobody'"),
            ("expected", "\"perhaps\"", "field 'expected': "), ("settings", "{}", "field 'settings.initial_"),
            ("section", nil, "field 'section': it is missing"),
        ] as [(String, String?, String)])
    func damaged(member: String, value: String?, says: String) throws {
        var changes: [String: String?] = [member: value]
        if value == "[]" { changes["crls"] = "[7]" }
        let read = try read(test(changes))
        #expect(read.id == "4.8.1.2" && read.isAcceptanceExpected == nil)
        #expect(read.reason?.contains(says) == true, "\(read.reason ?? "asked")")
    }

    @Test(
        "a file without what its tests need is no suite",
        arguments: [
            ("validation_time", "\"now\"", "field 'validation_time': it is no time"),
            ("trust_anchor", "\"*\"", "field 'trust_anchor'"),
            ("trust_anchor", "\"\"", "field 'trust_anchor': "), ("certificates", "{\"EE\":\"*\"}", "field 'certificates.EE'"),
            ("crls", nil, "field 'crls': it is missing"), ("certificates", "7", "field 'certificates': "),
        ] as [(String, String?, String)])
    func noSuite(member: String, value: String?, says: String) {
        let error = #expect(throws: SuiteFieldError.self) {
            try PKITSSuite(Array(file([member: value]).utf8), policy: .default)
        }
        #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }
}
