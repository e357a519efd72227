import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("Dates of certificates (RFC 5280 section 4.1.2.5)")
struct CertificateTimeTests {
    private func time(_ octets: Octets) throws -> CertificateTime {
        try CertificateTime(try parseDER(octets[...], field: "time"), "time")
    }

    @Test(
        "read",
        arguments: [
            (utcTime("260101000000Z"), "2026-01-01T00:00:00Z"),
            (utcTime("491231235959Z"), "2049-12-31T23:59:59Z"),  // 4.1.2.5.1: the window
            (utcTime("500101000000Z"), "1950-01-01T00:00:00Z"),
            (utcTime("991231235959Z"), "1999-12-31T23:59:59Z"),
            (utcTime("000229120000Z"), "2000-02-29T12:00:00Z"),
            (generalizedTime("20500101000000Z"), "2050-01-01T00:00:00Z"),
            (generalizedTime("99991231235959Z"), "9999-12-31T23:59:59Z"),  // no well-defined end
        ])
    func reads(octets: Octets, expected: String) throws {
        let time = try time(octets)
        #expect(time.instant.description == expected)
        #expect(time.remark == nil)
    }

    @Test(arguments: [
        ("20491231235959Z", "2049-12-31T23:59:59Z"), ("19500101000000Z", "1950-01-01T00:00:00Z"),
        ("00000101000000Z", "0000-01-01T00:00:00Z"),
    ])
    func `a GeneralizedTime before 2050 is read, with a remark`(text: String, expected: String) throws {
        let time = try time(generalizedTime(text))
        #expect(time.instant.description == expected)
        #expect(time.remark == "time: GeneralizedTime for a date before 2050")
    }

    @Test(
        "refused",
        arguments: [
            (utcTime("2601010000Z"), "UTCTime without seconds"),
            (utcTime("260101000000"), "UTCTime without Z"),
            (utcTime("260101000000+0100"), "UTCTime with an offset instead of Z"),
            (utcTime("2601010000-0100"), "UTCTime without seconds and with an offset"),
            (utcTime("260101000000.5Z"), "UTCTime with a fraction of a second"),
            (utcTime("260101000000z"), "UTCTime of the wrong form"),
            (utcTime("260101000000ZZ"), "UTCTime of the wrong form"),
            (utcTime("20260101000000Z"), "UTCTime of the wrong form"),
            (utcTime(""), "UTCTime of the wrong form"),
            (utcTime(" 60101000000Z"), "UTCTime of the wrong form"),
            (utcTime("260101000000\0"), "UTCTime of the wrong form"),
            (utcTime("261301000000Z"), "UTCTime '261301000000Z' is no date"),
            (utcTime("260229000000Z"), "UTCTime '260229000000Z' is no date"),
            (utcTime("260101240000Z"), "UTCTime '260101240000Z' is no date"),
            (utcTime("161231235960Z"), "UTCTime '161231235960Z' is no date"),  // a leap second
            (generalizedTime("205001010000Z"), "GeneralizedTime without seconds"),
            (generalizedTime("20500101000000.123Z"), "GeneralizedTime with a fraction of a second"),
            (generalizedTime("20500101000000,5Z"), "GeneralizedTime with a fraction of a second"),
            (generalizedTime("20500101000000"), "GeneralizedTime without Z"),
            (generalizedTime("500101000000Z"), "GeneralizedTime without seconds"),
            (tlv(0x38, generalizedTime("20500101000000Z")), "constructed, which DER does not allow here"),
            (tlv(0x13, Octets("260101000000Z".utf8)), "UTCTime or GeneralizedTime expected, universal tag 19 found"),
        ])
    func refused(octets: Octets, reason: String) {
        let error = #expect(throws: CertificateDecodingError.self) { try time(octets) }
        #expect(error?.reason == reason)
        #expect(error?.field == "time")
    }
}
