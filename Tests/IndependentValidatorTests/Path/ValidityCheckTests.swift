import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("Validity at the question's instant (RFC 5280 section 6.1.3 (a)(2))")
struct ValidityCheckTests {
    @Test(
        "both ends belong to the period",
        arguments: [
            ("2024-12-31T23:59:59Z", ["0:not_yet_valid"]), ("2025-01-01T00:00:00Z", []), ("2026-06-01T12:00:00Z", []),
            ("2027-01-01T00:00:00Z", []),
            ("2027-01-01T00:00:01Z", ["0:expired"]),
        ])
    func ends(instant: String, expected: [String]) throws {
        let certificate = PathCertificate(try TestCertificate().decoded(), depth: 0)
        #expect(CertificateCheck.validityFindings(certificate, at: try Asking.instant(instant)).summary == expected)
    }

    @Test func `the evidence is the date`() throws {
        let finding = try #require(
            CertificateCheck.validityFindings(
                PathCertificate(try TestCertificate().decoded(), depth: 2), at: try Asking.instant("2028-01-01T00:00:00Z")
            ).first)
        #expect(
            finding.evidence
                == .expired(at: try Asking.instant("2028-01-01T00:00:00Z"), notAfter: try Asking.instant("2027-01-01T00:00:00Z")))
        #expect(finding.depth == 2)
        #expect(finding.rule == "RFC 5280 section 6.1.3 (a)(2)")
    }

    @Test func `9999-12-31 never ends`() throws {
        let certificate = try TestCertificate().with { $0.notAfter = generalizedTime("99991231235959Z") }.decoded()
        #expect(CertificateCheck.validityFindings(PathCertificate(certificate, depth: 0), at: .noExpiry).isEmpty)
    }

    @Test func `a period that ends before it begins holds no instant`() throws {
        let certificate = try TestCertificate().with {
            $0.notBefore = utcTime("270101000000Z")
            $0.notAfter = utcTime("250101000000Z")
        }.decoded()
        #expect(
            CertificateCheck.validityFindings(PathCertificate(certificate, depth: 0), at: try Asking.instant()).summary == [
                "0:not_yet_valid", "0:expired",
            ])
    }
}
