import ServerIdentity
import Testing

@Suite("Instants")
struct InstantTests {
    @Test(
        "RFC 3339 in, seconds out",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-11-23T21:00:00Z", 1_795_467_600),  // date -u -d … +%s
            ("1985-04-12T23:20:50.52Z", 482_196_050),  // RFC 3339 section 5.8
            ("1996-12-19T16:39:57-08:00", 851_042_397),  // RFC 3339 section 5.8
            ("1937-01-01T12:00:27.87+00:20", -1_041_337_173),  // RFC 3339 section 5.8
            ("2026-11-23t21:00:00z", 1_795_467_600),
            ("2026-11-23 21:00:00+00:00", 1_795_467_600),
            ("2000-02-29T00:00:00Z", 951_782_400),
            ("1969-12-31T23:59:59Z", -1),
            ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, Int64)])
    func reads(text: String, seconds: Int64) { #expect(Instant(rfc3339: text)?.secondsSinceEpoch == seconds) }

    @Test(
        "no date",
        arguments: [
            "", "now", "2026", "2026-11-23", "2026-11-23T21:00Z", "2026-11-23T21:00:00", "2026-11-23T24:00:00Z",
            "2026-11-23T21:60:00Z",
            "1990-12-31T23:59:60Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-00-01T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-00T00:00:00Z", "2026-11-23T21:00:00.Z", "2026-11-23T21:00:00+24:00", "2026-11-23T21:00:00+0100",
            "2026-11-23T21:00:00ZZ",
            " 2026-11-23T21:00:00Z", "20261-1-23T21:00:00Z", "-026-11-23T21:00:00Z", "２026-11-23T21:00:00Z",
            "9999-12-31T23:59:59-00:01",
            "0000-01-01T00:00:00+00:01",
        ])
    func refuses(text: String) { #expect(Instant(rfc3339: text) == nil) }

    @Test func `every day of four centuries goes to text and back`() throws {
        var seconds: Int64 = -11_676_096_000  // 1600-01-01
        for _ in 0..<146_097 {
            let instant = try #require(Instant(secondsSinceEpoch: seconds))
            try #require(Instant(rfc3339: instant.description) == instant)
            seconds += 86_400
        }
        #expect(Instant(secondsSinceEpoch: seconds)?.description == "2000-01-01T00:00:00Z")
    }

    @Test func `seconds outside the years 0000 to 9999 are no instant`() {
        #expect(Instant(secondsSinceEpoch: 253_402_300_800) == nil)
        #expect(Instant(secondsSinceEpoch: -62_167_219_201) == nil)
        #expect(Instant(secondsSinceEpoch: .max) == nil)
        #expect(Instant(secondsSinceEpoch: .min) == nil)
    }

    @Test func `days are rounded down`() throws {
        let start = try #require(Instant(rfc3339: "2026-11-23T21:00:00Z"))
        func days(_ text: String) throws -> Int { start.days(until: try #require(Instant(rfc3339: text))) }
        #expect(try days("2026-11-24T20:59:59Z") == 0)
        #expect(try days("2026-11-24T21:00:00Z") == 1)
        #expect(try days("2026-11-23T20:59:59Z") == -1)
    }

    @Test func `no expiry is the last second of X.509`() { #expect(Instant.noExpiry.description == "9999-12-31T23:59:59Z") }

    @Test func `both ends of a validity period belong to it`() throws {
        let first = try #require(Instant(secondsSinceEpoch: 10))
        let last = try #require(Instant(secondsSinceEpoch: 20))
        let period = ValidityPeriod(notBefore: first, notAfter: last)
        let inside = [9, 10, 15, 20, 21].compactMap { Instant(secondsSinceEpoch: $0) }.map(period.contains)
        #expect(inside == [false, true, true, true, false])
        #expect(!ValidityPeriod(notBefore: last, notAfter: first).contains(first))
    }
}
