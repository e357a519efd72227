import CrossCheck
import GnuTLSEngine
import IndependentValidator
#if OpenSSL
import OpenSSLEngine
#endif
import ServerIdentity
import Testing
import X509

/// What takes too long is not begun, and never accepted. No clock decides: a library that is asked all the same makes
/// the suite take minutes.
@Suite("Limits on work")
struct WorkLimitsTests {
    private let pki = HostilePKI()
    private let ca: X509.DistinguishedName
    private let root: CertificateDER

    init() throws {
        ca = HostilePKI.name("CA")
        root = try pki.certificate(ca, issuer: ca, isCA: true)
    }

    private func examine(_ chain: [CertificateDER], anchor: CertificateDER, crls: [CRLDER] = []) throws -> Examination {
        #if OpenSSL
        let engines: [any VerificationEngine] = [GnuTLSEngine(), SwiftValidator(version: "test"), OpenSSLEngine()]
        #else
        let engines: [any VerificationEngine] = [GnuTLSEngine(), SwiftValidator(version: "test")]
        #endif
        let question = Question(
            chain: try CertificateChain(chain), identity: .dns(try DNSName(parsing: "good.example")), policy: .default,
            anchors: try TrustAnchorSet([TrustAnchor(anchor)], source: "test"),
            revocation: RevocationEvidence(crls: crls.isEmpty ? .none : CRLSet(crls, source: "test")),
            instant: try #require(Instant(secondsSinceEpoch: HostilePKI.now)))
        return CrossCheck(engines: engines).examine(question)
    }

    private func verdict(of engine: String, _ examination: Examination) throws -> Verdict {
        try #require(examination.answers.first { $0.engine.id == engine }).verdict
    }

    @Test func `a certificate whose subject has 10,500 parts is its own anchor`() throws {
        let leaf = try pki.certificate(HostilePKI.name("a", parts: 10_500), issuer: HostilePKI.name("a", parts: 10_500))
        let examination = try examine([leaf], anchor: leaf)
        #expect(try !verdict(of: "gnutls", examination).isDecided)
        #expect(!examination.isCountersigned && examination.agreement.class.isExplained)
    }

    /// Six levels of CAs that exist twice: 64 paths, of which GnuTLS would verify each, with 16 CAs' constraints on it.
    private func levels(above leaf: CertificateDER) throws -> [CertificateDER] {
        var chain = [leaf]
        for level in 0..<8 {
            let issuer = level == 7 ? ca : HostilePKI.name("\(level + 1)")
            for copy in 0..<(level < 6 ? 2 : 1) {
                chain.append(
                    try pki.certificate(
                        HostilePKI.name("\(level)"), issuer: issuer, serial: [UInt8(copy + 1)], isCA: true,
                        excluded: 1_000))
            }
        }
        return chain
    }

    @Test func `constraints of many CAs, in many paths, above a leaf that is for clients`() throws {
        let leaf = try pki.certificate(HostilePKI.name("leaf"), issuer: HostilePKI.name("0"), isForClients: true)
        let examination = try examine(levels(above: leaf), anchor: root)
        guard case .undecided(let reason) = try verdict(of: "gnutls", examination) else {
            Issue.record("\(examination.answers)")
            return
        }
        #expect(reason.contains("256 KiB"))
        #expect(!examination.isCountersigned && examination.agreement.class.isExplained)
        #expect(try verdict(of: "swift", examination).findings.map(\.id) == [.purposeMismatch])
    }

    @Test func `the same above a leaf that nobody signed: no path begins`() throws {
        let leaf = try pki.certificate(HostilePKI.name("leaf"), issuer: HostilePKI.name("0"), isForged: true)
        let examination = try examine(levels(above: leaf), anchor: root)
        #expect(!examination.isCountersigned && examination.agreement.class.isExplained)
        for engine in ["gnutls", "swift"] {
            #expect(try verdict(of: engine, examination).findings.map(\.id) == [.badSignature])
        }
    }

    #if OpenSSL
    @Test func `thousands of certificate policies are not compared with each other by OpenSSL`() throws {
        let leaf = try pki.certificate(HostilePKI.name("leaf"), issuer: ca, policies: 4_000)
        let examination = try examine([leaf], anchor: root)
        guard case .undecided(let reason) = try verdict(of: "openssl", examination) else {
            Issue.record("\(examination.answers)")
            return
        }
        #expect(reason.contains("16384") && !examination.isCountersigned)
        let usual = try pki.certificate(HostilePKI.name("leaf"), issuer: ca, policies: 100)
        #expect(try examine([usual], anchor: root).isCountersigned)
    }
    #endif

    @Test func `a chain of 700 KB is judged by nobody`() throws {
        let large = try (1...7).map { place in
            try pki.certificate(
                HostilePKI.name("\(place)"), issuer: HostilePKI.name("\(place + 1)"), isCA: true, excluded: 12_000)
        }
        let leaf = try pki.certificate(HostilePKI.name("leaf"), issuer: HostilePKI.name("1"))
        let examination = try examine([leaf] + large, anchor: root)
        for answer in examination.answers {
            #expect(!answer.verdict.isDecided, "\(answer.engine.id): \(answer.verdict)")
        }
        #expect(!examination.isCountersigned && examination.agreement.class == .outOfScope)
        let tooLarge = #expect(throws: CertificateChainError.self) { try CertificateChain([leaf] + large + large) }
        #expect(tooLarge.map { "\($0)" }?.contains("more than the limit of 1048576") == true)
    }

    @Test(
        "a list of 120,000 entries leaves GnuTLS's scope, and the others judge it",
        arguments: [(nil, true), ([7], false)] as [([UInt8]?, Bool)])
    func largeList(revoked: [UInt8]?, isGood: Bool) throws {
        let leaf = try pki.certificate(HostilePKI.name("leaf"), issuer: ca, serial: [7])
        let list = try pki.list(ca, entries: 120_000, revoked: revoked)
        let examination = try examine([leaf], anchor: root, crls: [list])
        let gnutls = try #require(examination.answers.first)
        #expect(gnutls.verdict.isAccepted && !gnutls.scope.contains(.revocation))
        #expect(gnutls.notes.contains { $0.cause == .workLimit })
        let swift = try #require(examination.answers.first { $0.engine.id == "swift" })
        #expect(swift.scope.contains(.revocation) && swift.verdict.findings.map(\.id) == (isGood ? [] : [.revoked]))
        #expect(examination.isCountersigned == isGood)
        #expect(examination.agreement.class.isExplained, "\(examination.agreement)")
    }

    @Test(
        "a list that is large beside its entries is used by nobody, whatever it says",
        arguments: [nil, [7]] as [[UInt8]?])
    func largeDistributionPoint(revoked: [UInt8]?) throws {
        let leaf = try pki.certificate(HostilePKI.name("leaf"), issuer: ca, serial: [7])
        let list = try pki.list(ca, entries: 3, revoked: revoked, names: 30_000)
        let examination = try examine([leaf], anchor: root, crls: [list])
        for answer in examination.answers where answer.engine.id != "swift" {
            #expect(!answer.scope.contains(.revocation), "\(answer.engine.id)")
            #expect(answer.notes.contains { $0.cause == .workLimit }, "\(answer.engine.id): \(answer.notes)")
        }
        #expect(try verdict(of: "swift", examination).findings.map(\.id) == [.revocationUnavailable])
        #expect(!examination.isCountersigned)
        #expect(examination.agreement.class.isExplained, "\(examination.agreement)")
    }

    @Test func `many lists that somebody else signed hide nothing without saying so`() throws {
        let leaf = try pki.certificate(HostilePKI.name("leaf"), issuer: ca, serial: [7])
        let forged = try (1...100).map { try pki.list(ca, entries: $0, isForged: true) }
        let examination = try examine([leaf], anchor: root, crls: forged + [try pki.list(ca, entries: 0)])
        #expect(!examination.isCountersigned)
        #expect(examination.agreement.class.isExplained, "\(examination.agreement)")
        let swift = try verdict(of: "swift", examination)
        #expect(swift.findings.map(\.id) == [.revocationUnavailable] && swift.findings.first?.cause == .workLimit)
    }
}
