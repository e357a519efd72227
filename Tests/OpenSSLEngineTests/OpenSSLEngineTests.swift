#if OpenSSL
import OpenSSLEngine
import ServerIdentity
import Testing
import X509

@testable import Lab

@Suite("OpenSSL engine")
struct OpenSSLEngineTests {
    private static let now: Int64 = 1_800_000_000
    private let root: LabAuthority
    private let intermediate: LabAuthority
    private let engine = OpenSSLEngine(packageVersion: "test")

    init() throws {
        let calendar = LabCalendar(instant: Self.now)
        root = try .root("Root", key: .ecdsa(), calendar: calendar)
        intermediate = try root.issue(LabHierarchy.authority("Intermediate", key: .ecdsa()))
    }

    private func subject(
        _ chain: [[UInt8]], policy: Policy = .default, trusting: [[UInt8]]? = nil, crls: CRLSet = .none,
        staple: StapledResponse = .unknown
    ) throws -> ChainQuestion {
        let anchors = try (trusting ?? [root.der]).map { TrustAnchor(try CertificateDER($0)) }
        return ChainQuestion(
            chain: try CertificateChain(chain.map { try CertificateDER($0) }), policy: policy,
            anchors: try TrustAnchorSet(anchors, source: "test"), revocation: RevocationEvidence(crls: crls, staple: staple))
    }

    private func judge(_ subject: ChainQuestion, day: Int64 = 0) throws -> any JudgedChain {
        engine.judge(subject, at: try #require(Instant(secondsSinceEpoch: Self.now + day * 86_400)))
    }

    private func ask(_ chain: [[UInt8]], _ identity: ReferenceIdentity, day: Int64 = 0, policy: Policy = .default) throws
        -> EngineAnswer
    {
        try judge(subject(chain, policy: policy), day: day).answer(for: identity)
    }

    private func leaf(_ adjust: (inout LabRequest) -> Void = { _ in }) throws -> [[UInt8]] {
        var request = LabRequest(commonName: "good.example", names: [.dns(Array("good.example".utf8))], key: try .ecdsa())
        adjust(&request)
        return [try intermediate.issue(request).der, try intermediate.der]
    }

    private func name(_ text: String) throws -> ReferenceIdentity { .dns(try DNSName(parsing: text)) }

    @Test func `accepts a good chain in any order, along the path it built`() throws {
        let chain = try leaf()
        let path = try (chain + [root.der]).map { try CertificateDER($0) }
        #expect(try ask(chain, name("good.example")).verdict == .accepted(path: path))
        let answer = try ask([chain[0], root.der, chain[1]], name("good.example"))
        #expect(answer.verdict == .accepted(path: path))
        #expect(answer.trace.map(\.depth) == [0, 2, 1])
        #expect(answer.trace.first?.issuer == "CN=Intermediate,O=Countersign lab")
        #expect(answer.engine.id == "openssl" && answer.engine.packageVersion == "test" && answer.engine.version.hasPrefix("3."))
        #expect(!answer.scope.contains(.revocation))
    }

    @Test func `findings carry OpenSSL's own code and the depth of the certificate as presented`() throws {
        let rows: [(id: FindingID, code: String, depth: Int, answer: EngineAnswer)] = [
            (.nameMismatch, "X509_V_ERR_HOSTNAME_MISMATCH", 0, try ask(leaf(), name("other.example"))),
            (.notYetValid, "X509_V_ERR_CERT_NOT_YET_VALID", 0, try ask(leaf(), name("good.example"), day: -31)),
            (.purposeMismatch, "X509_V_ERR_INVALID_PURPOSE", 0, try ask(leaf { $0.purpose = .clientAuth }, name("good.example"))),
            (.unknownIssuer, "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", 0, try ask([leaf()[0]], name("good.example"))),
        ]
        for row in rows {
            #expect(row.answer.verdict.findings.map(\.id) == [row.id])
            #expect(row.answer.verdict.findings.first?.native?.code == row.code)
            #expect(row.answer.verdict.findings.first?.depth == row.depth)
        }
    }

    @Test func `several reasons are all told`() throws {
        let answer = try ask(leaf { $0.purpose = .clientAuth }, name("other.example"), day: 61)
        #expect(answer.verdict.findings.map(\.id) == [.purposeMismatch, .expired, .nameMismatch])
        guard case .expired(_, let end?) = answer.verdict.findings[1].evidence else {
            Issue.record("no end")
            return
        }
        #expect(end.secondsSinceEpoch == Self.now + 60 * 86_400)
    }

    @Test func `the purpose is the policy's`() throws {
        var policy = Policy.default
        policy.purpose = .clientAuthentication
        #expect(try !ask(leaf(), name("good.example"), policy: policy).verdict.isAccepted)
        #expect(try ask(leaf { $0.purpose = .clientAuth }, name("good.example"), policy: policy).verdict.isAccepted)
        policy.purpose = .any
        #expect(try ask(leaf { $0.purpose = .clientAuth }, name("good.example"), policy: policy).verdict.isAccepted)
    }

    @Test func `names are judged by kind, and by the policy's loosenings`() throws {
        let commonName = try leaf { $0.names = [] }
        #expect(try !ask(commonName, name("good.example")).verdict.isAccepted)
        #expect(try ask(commonName, name("good.example"), policy: .legacy).verdict.isAccepted)
        let partial = try leaf { $0.names = [.dns(Array("f*.good.example".utf8))] }
        #expect(try !ask(partial, name("foo.good.example")).verdict.isAccepted)
        #expect(try ask(partial, name("foo.good.example"), policy: .legacy).verdict.isAccepted)
        let address = try #require(IPAddress(parsing: "192.0.2.1"))
        #expect(try ask(leaf(), .ip(address)).verdict.findings.first?.native?.code == "X509_V_ERR_IP_ADDRESS_MISMATCH")
        let service = try ask(leaf(), .srv(service: "imaps", domain: DNSName(parsing: "good.example")))
        #expect(service.verdict.isAccepted && !service.scope.contains(.name))
    }

    @Test func `an anchor that another CA signed is trusted all the same`() throws {
        let chain = try leaf()
        let judged = try judge(subject([chain[0]], trusting: [chain[1]]))
        #expect(judged.answer(for: try name("good.example")).verdict == .accepted(path: try chain.map { try CertificateDER($0) }))
    }

    @Test func `certificates that OpenSSL can't decode are refused, and anchors are noted`() throws {
        let chain = try leaf()
        let answer = try ask([chain[0], [0x30, 0x00]], name("good.example"))
        #expect(answer.verdict.findings.map(\.id) == [.malformedCertificate])
        #expect(answer.verdict.findings.first?.depth == 1)
        #expect(try !ask([chain[0] + [0], chain[1]], name("good.example")).verdict.isAccepted)
        let noted = try judge(subject(chain, trusting: [root.der, [0x30, 0x00]])).answer(for: name("good.example"))
        #expect(noted.verdict.isAccepted && noted.notes.map(\.id) == [.malformedCertificate])
        let none = try judge(subject(chain, trusting: [[0x30, 0x00]])).answer(for: name("good.example"))
        #expect(!none.verdict.isDecided)
    }

    @Test func `revocation that is required and can't be told refuses`() throws {
        let chain = try leaf()
        var policy = Policy.default
        policy.revocation = .leaf
        let missing = try judge(subject(chain, policy: policy)).answer(for: name("good.example"))
        #expect(missing.verdict.findings.map(\.id) == [.revocationUnavailable])
        #expect(missing.verdict.findings.first?.depth == 0)
        // Nobody's status was determined.
        #expect(!missing.scope.contains(.revocation) && missing.revocationExamined.isEmpty)
        // This engine does not judge staples: others do, and its scope lacks revocation.
        let stapled = try judge(subject(chain, policy: policy, staple: .response([0x30]))).answer(for: name("good.example"))
        #expect(stapled.verdict.isAccepted && !stapled.scope.contains(.revocation))
        let unusable = CRLSet([CRLDER([0x30, 0x00])], source: "test")
        // What only this library can't use leaves its scope: whoever can use it judges, and where nobody can, the
        // cross-check refuses.
        let unjudged = try judge(subject(chain, crls: unusable)).answer(for: name("good.example"))
        #expect(unjudged.verdict.isAccepted && !unjudged.scope.contains(.revocation))
        #expect(unjudged.notes.map(\.id) == [.revocationUnavailable])
        policy.revocation = .none
        #expect(try judge(subject(chain, policy: policy, crls: unusable)).answer(for: name("good.example")).verdict.isAccepted)
    }

    @Test func `an answer is remembered between dates, never with lists or refusals by date`() throws {
        let chain = try leaf()
        #expect(try judge(subject(chain)).unchangingPeriod != nil)
        #expect(try judge(subject(chain), day: 61).unchangingPeriod == nil)
        #expect(try judge(subject(chain, crls: CRLSet([CRLDER([0x30])], source: "test"))).unchangingPeriod == nil)
    }

    @Test func `intermediates are limited by the policy`() throws {
        var policy = Policy.default
        policy.maximumIntermediates = 0
        #expect(try ask(leaf(), name("good.example"), policy: policy).verdict.findings.map(\.id).contains(.pathLengthExceeded))
        policy.maximumIntermediates = 1
        #expect(try ask(leaf(), name("good.example"), policy: policy).verdict.isAccepted)
    }

    @Test func `many threads ask one engine, and all get the same answers`() async throws {
        let good = try subject(leaf())
        let bad = try subject([leaf()[0]])
        let instant = try #require(Instant(secondsSinceEpoch: Self.now))
        let identity = try name("good.example")
        let engine = engine
        let wrong = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<200).count { index in
                        let subject = index.isMultiple(of: 2) ? good : bad
                        return engine.judge(subject, at: instant).answer(for: identity).verdict.isAccepted
                            != index.isMultiple(of: 2)
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }
}
#endif
