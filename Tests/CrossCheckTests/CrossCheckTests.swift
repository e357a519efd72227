import CrossCheck
import ServerIdentity
import Testing

@Suite("Cross-check of engines")
struct CrossCheckTests {
    @Test(
        "countersigned",
        arguments: [
            (["gnutls": "accepted", "swift": "accepted"], true),
            (["gnutls": "accepted"], false),  // one opinion is none
            ([:], false),
            (["gnutls": "accepted", "swift": "undecided"], false),
            (["gnutls": "accepted", "swift": "rejected"], false),
            (["gnutls": "accepted", "openssl": "accepted", "swift": "accepted"], true),
            (["gnutls": "accepted", "openssl": "rejected", "swift": "accepted"], false),
            (["gnutls": "undecided", "swift": "undecided"], false),
        ])
    func countersigned(verdicts: [String: String], expected: Bool) throws {
        let engines = verdicts.sorted { $0.key < $1.key }.map { id, word -> FakeEngine in
            let verdict: Verdict =
                switch word {
                case "accepted": .accepted(path: [])
                case "rejected": .rejected([Fixture.unknownIssuer()])
                default: .undecided(reason: "test")
                }
            return FakeEngine(id, Fixture.gnutlsScope, verdict)
        }
        let examination = CrossCheck(engines: engines).examine(try Fixture.question())
        #expect(examination.isCountersigned == expected)
        #expect(examination.answers.map(\.engine.id) == engines.map(\.identity.id))
    }

    @Test func `an engine can't countersign its own verdict`() throws {
        let engine = FakeEngine("swift", Fixture.swiftScope, .accepted(path: []))
        #expect(!CrossCheck(engines: [engine, engine]).examine(try Fixture.question()).isCountersigned)
    }
}
