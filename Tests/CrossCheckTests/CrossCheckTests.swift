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
            (["gnutls": "accepted", "swift": "refused"], false),
            (["gnutls": "accepted", "openssl": "accepted", "swift": "accepted"], true),
            (["gnutls": "accepted", "openssl": "refused", "swift": "accepted"], false),
            (["gnutls": "undecided", "swift": "undecided"], false),
        ])
    func countersigned(verdicts: [String: String], expected: Bool) throws {
        let engines = verdicts.sorted { $0.key < $1.key }.map { id, word -> FakeEngine in
            let verdict: Verdict =
                switch word {
                case "accepted": .accepted(path: [])
                case "refused": .refused([Fixture.unknownIssuer()])
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

    @Test(
        "an advisory engine decides nothing",
        arguments: [("accepted", AgreementClass.agree), ("refused", .unexplained), ("undecided", .outOfScope)])
    func advisory(word: String, relation: AgreementClass) throws {
        let accepted = Verdict.accepted(path: [])
        let deciding = [
            FakeEngine("gnutls", Fixture.gnutlsScope, accepted), FakeEngine("swift", Fixture.swiftScope, accepted),
        ]
        let verdict: Verdict =
            switch word {
            case "accepted": accepted
            case "refused": .refused([Fixture.expired(depth: 0)])
            default: .undecided(reason: "test")
            }
        let third = FakeEngine("openssl", Fixture.gnutlsScope, verdict)
        let examination = CrossCheck(engines: deciding, advisory: [third]).examine(try Fixture.question())
        #expect(examination.isCountersigned)
        #expect(examination.agreement.class == .agree)
        #expect(examination.answers.map(\.engine.id) == ["gnutls", "swift"])
        #expect(examination.allAnswers.map(\.engine.id) == ["gnutls", "swift", "openssl"])
        #expect(examination.advisory.map(\.agreement.class) == [relation])
        // As a deciding engine it would count.
        let decided = CrossCheck(engines: deciding + [third]).examine(try Fixture.question())
        #expect(decided.isCountersigned == verdict.isAccepted)
        #expect(decided.agreement.class == relation)
    }

    @Test func `an advisory engine is compared with those that decide, and their own difference stays theirs`() throws {
        let refusing = FakeEngine("gnutls", Fixture.gnutlsScope, .refused([Fixture.expired(depth: 0)]))
        let accepting = FakeEngine("swift", Fixture.swiftScope, .accepted(path: []))
        let third = FakeEngine("openssl", Fixture.gnutlsScope, .accepted(path: []))
        let examination = CrossCheck(engines: [refusing, accepting], advisory: [third]).examine(try Fixture.question())
        #expect(examination.agreement.class == .unexplained)
        #expect(examination.advisory.map(\.agreement.class) == [.agree])
        // An opinion that does not decide can't make two of one.
        #expect(!CrossCheck(engines: [accepting], advisory: [third]).examine(try Fixture.question()).isCountersigned)
    }

    @Test func `two engines that did not judge the name countersign nothing`() throws {
        let scope = Fixture.gnutlsScope.subtracting(.name)
        let path = try [Fixture.certificate(0), Fixture.certificate(9)]
        func examination(_ second: Scope) throws -> Examination {
            CrossCheck(engines: [
                FakeEngine("gnutls", scope, .accepted(path: path)), FakeEngine("openssl", second, .accepted(path: path)),
            ]).examine(try Fixture.question())
        }
        #expect(try !examination(scope).isCountersigned)
        #expect(try examination(Fixture.gnutlsScope).isCountersigned)
    }
}
