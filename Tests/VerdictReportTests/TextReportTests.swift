import ReportExamples
import ServerIdentity
import Testing
import TestKit
import VerdictReport

@Suite("Text reports")
struct TextReportTests {
    @Test("short answer", arguments: Examples.names)
    func short(name: String) throws {
        try Snapshot.expect(TextReport(try Examples.report(name)).text, is: "text-\(name).txt")
    }

    @Test(
        "long answer",
        arguments: [
            "countersigned", "third-opinion", "wrong-host", "several-findings", "undecodable", "undecided", "not-tls", "hostile",
        ])
    func long(name: String) throws {
        try Snapshot.expect(ExplainReport(try Examples.report(name)).text, is: "explain-\(name).txt")
    }

    @Test("whatever a peer sent, plain text is printable ASCII", arguments: Examples.names)
    func printable(name: String) throws {
        let report = try Examples.report(name)
        for text in [TextReport(report).text, ExplainReport(report).text] {
            #expect(text.utf8.allSatisfy { $0 == 0x0A || 0x20 <= $0 && $0 < 0x7F })
        }
    }

    @Test func `a refusal names certificate, rule, code and next step`() throws {
        let text = TextReport(try Examples.report("wrong-host")).text
        for part in [
            "www.example.org:443: refused (identity): name_mismatch", "certificate 0", "CN=www.example.org",
            "not for mail.example.net",
            "GNUTLS_CERT_UNEXPECTED_OWNER", "RFC 9525 section 6.3", "Server: install the certificate for this name",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func `colour changes no word`() throws {
        for name in Examples.names where name != "hostile" {
            let report = try Examples.report(name)
            let coloured = ExplainReport(report, style: .ansi).text
            #expect(coloured.contains("\u{1B}[1m"))
            let bare = coloured.replacing(/\u{1B}\[[0-9]+m/, with: "")
            #expect(bare == ExplainReport(report, style: .plain).text)
        }
    }
}
