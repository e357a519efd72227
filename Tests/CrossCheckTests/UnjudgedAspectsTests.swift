import CrossCheck
import ServerIdentity
import Testing

@Suite("What was asked for and nobody judged")
struct UnjudgedAspectsTests {
    private func answer(_ id: String, path: [UInt8], examined: [Int], judges: Bool) throws -> EngineAnswer {
        var answer = EngineAnswer(
            engine: EngineIdentity(id: id, version: "1"),
            scope: judges ? Fixture.gnutlsScope.union(.revocation) : Fixture.gnutlsScope,
            verdict: .accepted(path: try path.map(Fixture.certificate)))
        answer.revocationExamined = examined
        return answer
    }

    private func subject(_ requirement: RevocationRequirement) throws -> ChainQuestion {
        var policy = Policy.default
        policy.revocation = requirement
        return try Fixture.question(policy: policy).subject
    }

    /// The leaf's issuer exists twice: certificates 1 and 2. One engine goes by 1 and looks at no list, another one
    /// goes by 2 and looks at all that it needs.
    @Test func `a status that was judged on another path is not judged on this one`() throws {
        let byOne = try answer("gnutls", path: [0, 1, 9], examined: [], judges: false)
        let byTwo = try answer("swift", path: [0, 2, 8], examined: [0, 2], judges: true)
        let findings = UnjudgedAspects.findings(try subject(.chain), [byOne, byTwo])
        #expect(findings.map(\.id) == [.revocationUnavailable] && findings.first?.depth == 1)
        #expect(UnjudgedAspects.findings(try subject(.leaf), [byOne, byTwo]).isEmpty)
        #expect(UnjudgedAspects.findings(try subject(.none), [byOne, byTwo]).isEmpty)
    }

    @Test func `what two engines examined together is judged`() throws {
        let leaf = try answer("gnutls", path: [0, 1, 9], examined: [0], judges: false)
        let issuer = try answer("openssl", path: [0, 1, 9], examined: [1], judges: false)
        #expect(UnjudgedAspects.findings(try subject(.chain), [leaf, issuer]).isEmpty)
        #expect(UnjudgedAspects.findings(try subject(.chain), [leaf]).first?.depth == 1)
        let nobody = try answer("gnutls", path: [0], examined: [], judges: false)
        #expect(UnjudgedAspects.findings(try subject(.leaf), [nobody]).first?.depth == 0)
        #expect(UnjudgedAspects.findings(try subject(.wherever), [nobody]).isEmpty)
    }
}
