import ReportExamples
import ServerIdentity
import Testing

@testable import VerdictReport

@Suite("Advice")
struct AdviceTests {
    @Test("every finding has advice that says who should act", arguments: FindingID.allCases)
    func finding(id: FindingID) throws {
        let asked = try Fixture.identity("www.example.org")
        let now = try Fixture.instant("2026-11-23T21:00:00Z")
        let evidence: Evidence =
            switch id {
            case .expired: .expired(at: now, notAfter: nil)
            case .notYetValid: .notYetValid(at: now, notBefore: nil)
            case .nameMismatch: .nameMismatch(asked: asked, presented: [])
            case .noUsableName: .noUsableName(asked: asked, presented: [])
            case .unknownIssuer: .unknownIssuer(subject: "", issuer: "")
            case .selfSigned: .selfSigned(subject: "")
            default: .other(id, .libraryCode, detail: "")
            }
        let text = text(evidence, asked)
        #expect(["Server: ", "Client: ", "CA: "].contains { text.hasPrefix($0) }, "\(text)")
        #expect(text.hasSuffix("."))
    }

    @Test("every failure has advice", arguments: ProbeFailure.Code.allCases)
    func failure(code: ProbeFailure.Code) {
        #expect(Advice.text(for: ProbeFailure(stage: .handshake, code: code, text: "")).hasSuffix("."))
    }

    @Test(
        "names and addresses are advised differently",
        arguments: ["www.example.org", "192.0.2.1", "srv:_imaps.example.org", "uri:sip:example.org"])
    func names(asked: String) throws {
        let identity = try Fixture.identity(asked)
        for evidence in [Evidence.nameMismatch(asked: identity, presented: []), .noUsableName(asked: identity, presented: [])] {
            #expect(!text(evidence, identity).isEmpty)
        }
        for (name, isSaid) in [(asked, asked == "www.example.org"), ("a", false)] {
            let commonName = Evidence.noUsableName(asked: identity, presented: [.commonName(Array(name.utf8))])
            #expect(text(commonName, identity).contains("common name") == isSaid)
        }
    }

    private func text(_ evidence: Evidence, _ asked: ReferenceIdentity) -> String {
        let finding = Finding(evidence, depth: 0)
        return Advice.text(for: finding, AdviceCircumstances(finding, asked: asked))
    }
}
