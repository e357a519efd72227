import ServerIdentity
import StoreSurvey
import Testing

@Suite("Stores of roots beside each other")
struct StoreSurveyTests {
    private static let now = Instant(rfc3339: "2026-11-25T00:00:00Z") ?? .epoch
    private static func digest(_ number: UInt8) -> [UInt8] { [UInt8](repeating: number, count: 32) }

    private static let survey = StoreSurvey(
        [
            SurveyedStore(
                user: "countersign", place: "/a", roots: [digest(1): "CN=1", digest(2): "CN=2"],
                modified: Instant(rfc3339: "2026-11-23T23:00:00Z")),
            SurveyedStore(user: "GnuTLS", place: "built in", roots: [digest(1): "CN=1", digest(2): "CN=2"]),
            SurveyedStore(user: "Java", place: "/b\u{1B}", roots: [digest(1): "CN=1", digest(3): "CN=3"], remark: "by keytool"),
            SurveyedStore(user: "p11-kit", place: "", roots: nil, remark: "not installed"),
        ], now: now)

    @Test func `a table, then every difference`() {
        #expect(
            Self.survey.text.split(separator: "\n") == [
                "who          store     roots  age    compared with the first  remark",
                "countersign  /a            2  1 day  the same",
                "GnuTLS       built in      2         the same",
                #"Java         /b\x1b        2         1 more, 1 less           by keytool"#,
                "p11-kit                    -                                  not installed",
                "only in Java: 0303030303030303  CN=3", "not in Java: 0202020202020202  CN=2",
            ])
    }

    @Test func `the same as JSON, whole`() {
        let text = Self.survey.json.description
        #expect(
            text.contains(#""user":"p11-kit","place":"","roots":null,"modified":null,"remark":"not installed","more":[],"less":[]"#)
        )
        #expect(text.contains(#""more":[{"sha256":"\#(hexadecimal(Self.digest(3)))","subject":"CN=3"}]"#))
    }
}
