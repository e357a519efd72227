import CrossCheck
import ServerIdentity
import Testing

@Suite("Agreement of verdicts")
struct AgreementTests {
    private func agreement(
        gnutls: Verdict, swift: Verdict, swiftNotes: [Finding] = [], swiftScope: Scope = Fixture.swiftScope,
        policy: Policy = .default,
        ledger: Ledger = .known
    ) throws -> Agreement {
        let engines = [
            FakeEngine("gnutls", Fixture.gnutlsScope, gnutls), FakeEngine("swift", swiftScope, swift, notes: swiftNotes),
        ]
        // Answers as they are stored: nobody is asked about the accepted path alone.
        let question = try Fixture.question(policy: policy)
        return Examination(question: question, answers: engines.map { $0.examine(question) }, ledger: ledger).agreement
    }

    private let accepted = Verdict.accepted(path: [])

    @Test func `two acceptances agree`() throws {
        let agreement = try agreement(gnutls: accepted, swift: accepted)
        #expect(agreement.class == .agree)
        #expect(agreement.detail == "gnutls and swift accept (both judge name, validity, form)")
    }

    @Test func `two acceptances of a path that is not the one presented are about path building`() throws {
        var rearranged = EngineAnswer(
            engine: EngineIdentity(id: "gnutls", version: "1"), scope: Fixture.gnutlsScope, verdict: accepted)
        rearranged.presentedRefusal = PresentedRefusal(findings: [Fixture.unknownIssuer()], advice: "leave out certificate 1")
        let other = EngineAnswer(engine: EngineIdentity(id: "swift", version: "1"), scope: Fixture.swiftScope, verdict: accepted)
        let examination = Examination(question: try Fixture.question(), answers: [rearranged, other])
        #expect(examination.agreement.class == .pathBuilding)
        #expect(examination.agreement.detail == "gnutls and swift accept, but leave out certificate 1")
        #expect(examination.isCountersigned)
    }

    @Test func `a refusal outside the other's scope is agreement inside the shared scope`() throws {
        let agreement = try agreement(gnutls: .refused([Fixture.unknownIssuer()]), swift: accepted)
        #expect(agreement.class == .agree)
        #expect(agreement.detail.contains("gnutls refuses for unknown_issuer, which swift does not judge"))
    }

    @Test func `refusals for the same aspect agree, whatever their ids`() throws {
        let mismatch = try Fixture.mismatch(presented: [])
        let noName = Finding(.noUsableName(asked: .dns(try DNSName(parsing: "www.example.com")), presented: []), depth: 0)
        #expect(try agreement(gnutls: .refused([mismatch]), swift: .refused([noName])).class == .agree)
        #expect(try agreement(gnutls: .refused([mismatch, Fixture.unknownIssuer()]), swift: .refused([noName])).class == .agree)
    }

    @Test func `two refusals for different aspects never contradict each other`() throws {
        let path = Verdict.refused([Fixture.unknownIssuer()])
        let time = Verdict.refused([Fixture.expired(depth: 0)])
        let agreement = try agreement(gnutls: path, swift: time)
        #expect(agreement.class == .outOfScope)
        #expect(agreement.detail.contains("gnutls refuses for unknown_issuer; swift refuses for expired"))
    }

    @Test func `an undecided engine gives no agreement`() throws {
        let undecided = Verdict.undecided(reason: "SRV-ID is not supported")
        #expect(try agreement(gnutls: undecided, swift: accepted).class == .outOfScope)
        #expect(try agreement(gnutls: accepted, swift: undecided).detail == "swift could not judge: SRV-ID is not supported")
        #expect(try agreement(gnutls: .refused([Fixture.unknownIssuer()]), swift: undecided).class == .outOfScope)
    }

    @Test func `engines that judge nothing in common have nothing to compare`() throws {
        #expect(try agreement(gnutls: accepted, swift: accepted, swiftScope: [.revocation]).class == .outOfScope)
    }

    @Test func `a contradiction that nobody can explain is unexplained`() throws {
        let mismatch = try Fixture.mismatch(presented: [.dns(Array("www.example.com".utf8))])
        let agreement = try agreement(gnutls: accepted, swift: .refused([mismatch]))
        #expect(agreement.class == .unexplained)
        #expect(agreement.ledgerID == nil)
        #expect(agreement.detail.contains("gnutls accepts, swift refuses for name_mismatch about certificate 0"))
    }

    @Test func `a refusal without a reason is unexplained`() throws {
        #expect(try agreement(gnutls: accepted, swift: .refused([])).class == .unexplained)
    }

    @Test func `a contradiction that the ledger holds is known, with its id`() throws {
        let verdict = Verdict.refused([try Fixture.mismatch(presented: [.dns(Array("*w.example.com".utf8))])])
        let known = try agreement(gnutls: accepted, swift: verdict)
        #expect(known.class == .knownDifference)
        #expect(known.ledgerID == "partial-wildcard")
        #expect(try agreement(gnutls: accepted, swift: verdict, ledger: Ledger(entries: [])).class == .unexplained)
    }

    @Test func `one known difference does not excuse another that is unexplained`() throws {
        let name = try Fixture.mismatch(presented: [.dns(Array("*w.example.com".utf8))])
        let agreement = try agreement(gnutls: accepted, swift: .refused([name, Fixture.expired(depth: 0)]))
        #expect(agreement.class == .unexplained)
    }

    @Test func `a loosened policy explains what only the validator can be told`() throws {
        let gnutls = Verdict.refused([try Fixture.mismatch(presented: [.dns(Array("f*.example.com".utf8))])])
        #expect(try agreement(gnutls: gnutls, swift: accepted, policy: .legacy).class == .namePolicy)
        #expect(try agreement(gnutls: gnutls, swift: accepted).class == .unexplained)
        #expect(try agreement(gnutls: accepted, swift: gnutls, policy: .legacy).class == .unexplained)
    }

    @Test func `a certificate beside the accepted path is a matter of path building`() throws {
        let path = Verdict.accepted(path: [try Fixture.certificate(0), try Fixture.certificate(1), try Fixture.certificate(9)])
        let refusal = { (depth: Int?) in Verdict.refused([Fixture.expired(depth: depth)]) }
        #expect(try agreement(gnutls: refusal(2), swift: path).class == .pathBuilding)
        #expect(try agreement(gnutls: refusal(1), swift: path).class == .unexplained)
        #expect(try agreement(gnutls: refusal(7), swift: path).class == .unexplained)
        #expect(try agreement(gnutls: refusal(nil), swift: path).class == .unexplained)
        let noted = [Fixture.expired(depth: 2)]
        #expect(try agreement(gnutls: refusal(nil), swift: path, swiftNotes: noted).class == .pathBuilding)
        let notedOnPath = [Fixture.expired(depth: 1)]
        #expect(try agreement(gnutls: refusal(nil), swift: path, swiftNotes: notedOnPath).class == .unexplained)
    }

    @Test func `a library that misses an issuer which was presented did not look there`() throws {
        let path = Verdict.accepted(path: try [0, 1, 2, 9].map { try Fixture.certificate($0) })
        func agreement(_ depth: Int) throws -> Agreement {
            try self.agreement(
                gnutls: .refused([Fixture.unknownIssuer(depth: depth)]), swift: path, swiftScope: Fixture.gnutlsScope)
        }
        #expect(try agreement(0).class == .pathBuilding)
        #expect(try agreement(0).detail.contains("the path that swift accepted needs no other issuer than was presented"))
        // The anchor, which the library should know.
        #expect(try agreement(2).class == .unexplained)
        // A certificate that is an anchor itself, and needs no issuer.
        let engines = [
            FakeEngine("gnutls", Fixture.gnutlsScope, .refused([Fixture.unknownIssuer(depth: 1)])),
            FakeEngine("swift", Fixture.gnutlsScope, .accepted(path: try [0, 9].map { try Fixture.certificate($0) })),
        ]
        let question = try Fixture.question(chain: [0, 9, 2])
        let examination = Examination(question: question, answers: engines.map { $0.examine(question) })
        #expect(examination.agreement.class == .pathBuilding)
        let validator = try self.agreement(
            gnutls: path, swift: .refused([Fixture.unknownIssuer()]), swiftScope: Fixture.gnutlsScope)
        #expect(validator.class == .unexplained)
    }

    @Test(
        "a library that goes on above the anchor of the accepted path",
        arguments: [("Top", .pathBuilding), ("CA", .unexplained), (nil, .unexplained)] as [(String?, AgreementClass)])
    func aboveTheAnchor(issuer: String?, class: AgreementClass) throws {
        let finding = Finding(.other(.unknownCriticalExtension, .unknownCriticalExtension, detail: "x"), depth: 1)
        let library = EngineAnswer(
            engine: EngineIdentity(id: "gnutls", version: "1"), scope: Fixture.gnutlsScope,
            verdict: .refused([finding]),
            trace: [VerificationStep(depth: 1, subject: "CA", issuer: issuer, codes: [])])
        let validator = EngineAnswer(
            engine: EngineIdentity(id: "swift", version: "1"), scope: Fixture.gnutlsScope,
            verdict: .accepted(path: try [0, 9].map { try Fixture.certificate($0) }))
        let examination = Examination(question: try Fixture.question(chain: [0, 9]), answers: [library, validator])
        #expect(examination.agreement.class == `class`)
    }

    @Test func `a verdict at another instant is named as such, and is no explanation`() throws {
        let later = try #require(Instant(rfc3339: "2026-01-01T00:00:00Z"))
        let agreement = try agreement(gnutls: .refused([Fixture.expired(depth: 0, at: later)]), swift: accepted)
        #expect(agreement.class == .time)
        #expect(!agreement.class.isExplained)
    }

    @Test func `a path to a foreign anchor is a matter of trust input`() throws {
        let engines = [
            FakeEngine("gnutls", Fixture.gnutlsScope, .refused([Fixture.unknownIssuer()])),
            FakeEngine("openssl", Fixture.gnutlsScope, .accepted(path: [try Fixture.certificate(0), try Fixture.certificate(8)])),
        ]
        #expect(CrossCheck(engines: engines).examine(try Fixture.question()).agreement.class == .trustInput)
    }

    @Test func `two other engines are compared over what the validator does not judge`() throws {
        let mismatch = Verdict.refused([try Fixture.mismatch(presented: [.commonName(Array("www.example.com".utf8)), .uri([0])])])
        let swift = FakeEngine("swift", Fixture.swiftScope, mismatch)
        let gnutls = FakeEngine("gnutls", Fixture.gnutlsScope, mismatch)
        let openssl = FakeEngine("openssl", Fixture.gnutlsScope, .accepted(path: []))
        let all = CrossCheck(engines: [swift, gnutls, openssl]).examine(try Fixture.question()).agreement
        #expect(all.ledgerID == "common-name-beside-other-names")
        let two = CrossCheck(engines: [gnutls, openssl]).examine(try Fixture.question()).agreement
        #expect(two.ledgerID == "common-name-beside-other-names")
        let weak = FakeEngine(
            "gnutls", Fixture.gnutlsScope, .refused([Finding(.other(.weakKey, .shortModulus, detail: "RSA 512"), depth: 0)]))
        let accepting = FakeEngine("swift", Fixture.swiftScope, .accepted(path: []))
        let differing = CrossCheck(engines: [accepting, weak, openssl]).examine(try Fixture.question()).agreement
        #expect(differing.class == .unexplained)
        #expect(differing.detail.contains("openssl accepts, gnutls refuses for weak_key"))
    }

    @Test func `fewer than two engines have nothing to compare`() throws {
        let one = CrossCheck(engines: [FakeEngine("swift", Fixture.swiftScope, accepted)])
        #expect(one.examine(try Fixture.question()).agreement.class == .outOfScope)
        #expect(CrossCheck(engines: []).examine(try Fixture.question()).agreement.class == .outOfScope)
    }
}

@Suite("Agreement classes")
struct AgreementClassTests {
    @Test func `the words are those of the record`() {
        let words = [
            "agree", "out_of_scope", "known_difference", "name_policy", "path_building", "time", "trust_input", "unexplained",
        ]
        #expect(AgreementClass.allCases.map(\.rawValue) == words)
    }

    @Test func `three classes leave a difference unexplained`() {
        #expect(AgreementClass.allCases.filter { !$0.isExplained } == [.time, .trustInput, .unexplained])
    }
}

@Suite("Engines that contradict each other are asked about the accepted path alone")
struct PathAnswersTests {
    /// Chain 0, 1, 2 with the anchor 9; the validator accepts along 0, 1, 9.
    private func agreement(chain: [UInt8] = [0, 1, 2], alone: Verdict, depth: Int? = 2) throws -> Agreement {
        let path = try [0, 1, 9].map { try Fixture.certificate($0) }
        let validator = FakeEngine("swift", Fixture.gnutlsScope, .accepted(path: path))
        let library = PathEngine(
            presented: .refused([Fixture.expired(depth: depth)]), alone: alone, path: Array(path.dropLast()))
        return CrossCheck(engines: [library, validator]).examine(try Fixture.question(chain: chain)).agreement
    }

    @Test func `a library that accepts the path alone went another way`() throws {
        for depth in [0, 1, 2, nil] {
            let agreement = try agreement(alone: .accepted(path: []), depth: depth)
            #expect(agreement.class == .pathBuilding)
            let detail = "gnutls refuses for expired, and accepts the path of swift where that is sent alone"
            #expect(agreement.detail == detail)
        }
    }

    @Test func `one that refuses the path alone too has a reason of its own, whatever lies beside the path`() throws {
        let agreement = try agreement(alone: .refused([Fixture.expired(depth: 0)]))
        #expect(agreement.class == .unexplained)
        #expect(agreement.detail.contains("also where the path of swift is sent alone"))
    }

    @Test func `a chain that is the path already is not asked about again`() throws {
        // By itself, this refusal would pass for that of a library which looked elsewhere.
        let agreement = try agreement(chain: [0, 1], alone: .refused([Fixture.unknownIssuer(depth: 0)]))
        #expect(agreement.class == .unexplained)
    }

    @Test func `one that can't judge the path alone leaves it at what can be told from its answer`() throws {
        #expect(try agreement(alone: .undecided(reason: "too long")).class == .pathBuilding)
        #expect(try agreement(alone: .undecided(reason: "too long"), depth: 1).class == .unexplained)
    }
}
