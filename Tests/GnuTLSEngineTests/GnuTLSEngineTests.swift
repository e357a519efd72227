import GnuTLSEngine
import ServerIdentity
import Testing
import X509

@testable import Lab

@Suite("GnuTLS engine")
struct GnuTLSEngineTests {
    private static let now: Int64 = 1_800_000_000
    private let root: LabAuthority
    private let intermediate: LabAuthority
    private let engine = GnuTLSEngine(packageVersion: "test")

    init() throws {
        let calendar = LabCalendar(instant: Self.now)
        root = try .root("Root", key: .ecdsa(), calendar: calendar)
        intermediate = try root.issue(LabHierarchy.authority("Intermediate", key: .ecdsa()))
    }

    private func ask(_ chain: [[UInt8]], _ identity: ReferenceIdentity, day: Int64 = 0, trusting: [UInt8]? = nil) throws
        -> EngineAnswer
    {
        let anchors = try TrustAnchorSet([TrustAnchor(CertificateDER(trusting ?? root.der))], source: "test")
        return engine.examine(
            Question(
                chain: try CertificateChain(chain.map { try CertificateDER($0) }), identity: identity, policy: .default,
                anchors: anchors,
                instant: try #require(Instant(secondsSinceEpoch: Self.now + day * 86_400))))
    }

    private func leaf(_ adjust: (inout LabRequest) -> Void = { _ in }) throws -> [[UInt8]] {
        var request = LabRequest(commonName: "good.example", names: [.dns(Array("good.example".utf8))], key: try .ecdsa())
        adjust(&request)
        return [try intermediate.issue(request).der, try intermediate.der]
    }

    private func name(_ text: String) throws -> ReferenceIdentity { .dns(try DNSName(parsing: text)) }

    @Test func `accepts a good chain along the path it chose`() throws {
        let chain = try leaf()
        let answer = try ask(chain, name("good.example"))
        #expect(answer.verdict == .accepted(path: try (chain + [root.der]).map { try CertificateDER($0) }))
        #expect(answer.notes.isEmpty)
        #expect(answer.trace.map(\.depth) == [1, 0])
        #expect(answer.engine.packageVersion == "test")
    }

    @Test func `an expired leaf is reported with its depth and its end`() throws {
        let answer = try ask(leaf(), name("good.example"), day: 61)
        let finding = try #require(answer.verdict.findings.first)
        #expect(answer.verdict.findings.count == 1)
        #expect(finding.depth == 0)
        #expect(finding.native?.code == "GNUTLS_CERT_EXPIRED")
        guard case .expired(_, let end?) = finding.evidence else {
            Issue.record("no end in \(finding.evidence)")
            return
        }
        #expect(end.secondsSinceEpoch == Self.now + 60 * 86_400)
    }

    @Test func `both ends of the validity period are inside`() throws {
        for day in [-30, 60] as [Int64] { #expect(try ask(leaf(), name("good.example"), day: day).verdict.isAccepted) }
    }

    @Test func `findings carry GnuTLS's own code`() throws {
        let rows: [(ids: [FindingID], code: String, answer: EngineAnswer)] = [
            ([.nameMismatch], "GNUTLS_CERT_UNEXPECTED_OWNER", try ask(leaf(), name("other.example"))),
            ([.notYetValid], "GNUTLS_CERT_NOT_ACTIVATED", try ask(leaf(), name("good.example"), day: -31)),
            ([.purposeMismatch], "GNUTLS_CERT_PURPOSE_MISMATCH", try ask(leaf { $0.purpose = .clientAuth }, name("good.example"))),
            ([.unknownIssuer], "GNUTLS_CERT_SIGNER_NOT_FOUND", try ask([leaf()[0]], name("good.example"))),
            ([.selfSigned], "GNUTLS_CERT_SIGNER_NOT_FOUND", try ask([selfSigned()], name("good.example"))),
        ]
        for row in rows {
            #expect(row.answer.verdict.findings.map(\.id) == row.ids)
            #expect(row.answer.verdict.findings.first?.native?.code == row.code)
            #expect(row.answer.verdict.findings.first?.depth == 0)
        }
    }

    private func selfSigned() throws -> [UInt8] {
        let request = LabRequest(commonName: "good.example", names: [.dns(Array("good.example".utf8))], key: try .ecdsa())
        return try LabAuthority.selfSigned(request, calendar: root.calendar).der
    }

    @Test func `a match by the common name is noted`() throws {
        let answer = try ask(leaf { $0.names = [] }, name("good.example"))
        #expect(answer.verdict.isAccepted)
        #expect(answer.notes.map(\.id) == [.noUsableName])
    }

    @Test func `SRV-IDs and URI-IDs are outside its scope`() throws {
        let identity = ReferenceIdentity.srv(service: "imaps", domain: try DNSName(parsing: "good.example"))
        let answer = try ask(leaf(), identity)
        #expect(!answer.scope.contains(.name))
        #expect(answer.scope.contains(.path))
    }

    @Test func `octets that are no certificate are refused at their depth`() throws {
        let chain = try leaf()
        let answer = try ask([chain[0], Array(chain[1].dropLast(3))], name("good.example"))
        #expect(answer.verdict.findings.map(\.id) == [.malformedCertificate])
        #expect(answer.verdict.findings.first?.depth == 1)
    }

    @Test func `anchors that GnuTLS can't decode make it undecided, never accepting`() throws {
        let answer = try ask(leaf(), name("good.example"), trusting: [0x30, 0x00])
        guard case .undecided = answer.verdict else {
            Issue.record("\(answer.verdict)")
            return
        }
    }

    @Test func `an expired anchor is blamed itself, not the certificate that it issued`() throws {
        // Root and intermediate live five years, the leaf is renewed far beyond.
        let chain = try leaf { $0.validity = -30...4_000 }
        let old = try LabAuthority(
            certificate: LabRequest(
                commonName: "Root", key: root.key, validity: -5_000...10, authority: .authority(pathLength: nil)
            )
            .selfSigned(root.calendar), key: root.key, calendar: root.calendar)
        let answer = try ask(chain, name("good.example"), day: 20, trusting: old.der)
        let finding = try #require(answer.verdict.findings.first { $0.id == .expired })
        #expect(finding.depth == nil)
        guard case .expired(let instant, let end?) = finding.evidence else {
            Issue.record("\(finding.evidence)")
            return
        }
        #expect(end < instant)
    }

    @Test func `an anchor that GnuTLS can't decode is noted`() throws {
        let chain = try leaf()
        let anchors = try TrustAnchorSet(
            [TrustAnchor(CertificateDER([0x30, 0x00]), origin: "roots.pem:7"), TrustAnchor(CertificateDER(root.der))],
            source: "test")
        let answer = engine.examine(
            Question(
                chain: try CertificateChain(chain.map { try CertificateDER($0) }), identity: try name("good.example"),
                policy: .default,
                anchors: anchors, instant: try #require(Instant(secondsSinceEpoch: Self.now))))
        #expect(answer.verdict.isAccepted)
        #expect(answer.notes.map(\.description).first?.contains("1 of 2 trust anchors; the first: roots.pem:7") == true)
    }

    @Test func `constraints are told apart`() throws {
        // A leaf signs: its key usage does not allow that.
        let signer = try intermediate.issue(LabRequest(commonName: "signer", key: .ecdsa()))
        let request = LabRequest(commonName: "good.example", names: [.dns(Array("good.example".utf8))], key: try .ecdsa())
        let answer = try ask([signer.issue(request).der, signer.der, intermediate.der], name("good.example"))
        let finding = try #require(answer.verdict.findings.first { $0.id == .keyUsageViolation })
        #expect(finding.depth == 1)

        // An intermediate below one that allows none.
        let last = try root.issue(LabHierarchy.authority("Last", key: .ecdsa(), pathLength: 0))
        let tooMany = try last.issue(LabHierarchy.authority("Too many", key: .ecdsa()))
        let below = try ask([tooMany.issue(request).der, tooMany.der, last.der], name("good.example"))
        #expect(below.verdict.findings.map(\.id) == [.pathLengthExceeded])

        // As many as it allows, sent in another order, and a name outside its name constraints.
        var constrained = try LabHierarchy.authority("Constrained", key: .ecdsa(), pathLength: 1)
        constrained.nameConstraints = NameConstraints(permittedDNSDomains: ["other.example"])
        let upper = try root.issue(constrained)
        let lower = try upper.issue(LabHierarchy.authority("Lower", key: .ecdsa()))
        let outside = try ask([lower.issue(request).der, upper.der, lower.der], name("good.example"))
        #expect(outside.verdict.findings.map(\.id) == [.nameConstraintViolation])

        // The same by a CA that allows none below it, and is an anchor itself.
        constrained.authority = .authority(pathLength: 0)
        let anchor = try root.issue(constrained)
        let direct = try ask([anchor.issue(request).der, anchor.der], name("good.example"), trusting: anchor.der)
        #expect(direct.verdict.findings.map(\.id) == [.nameConstraintViolation])
    }

    @Test func `an RSA key that would take minutes to use is refused at once`() throws {
        let answer = try ask([hugeKey()], name("good.example"))
        #expect(answer.verdict.findings.map(\.id) == [.profileViolation])
    }

    /// A certificate whose exponent has as many octets as its modulus: 1,024 each. Made by replacing the key of a real
    /// one.
    private func hugeKey() throws -> [UInt8] {
        func tlv(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            let count = content.count
            if count < 128 { return [tag, UInt8(count)] + content }
            if count < 256 { return [tag, 0x81, UInt8(count)] + content }
            return [tag, 0x82, UInt8(count >> 8), UInt8(count & 0xFF)] + content
        }
        let number = tlv(0x02, [0x00] + [UInt8](repeating: 0xFF, count: 1_024))
        let rsa: [UInt8] = [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00]
        let rsaSHA256: [UInt8] = [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B, 0x05, 0x00]
        let key = tlv(0x30, rsa + tlv(0x03, [0x00] + tlv(0x30, number + number)))
        let name = tlv(0x30, tlv(0x31, tlv(0x30, [0x06, 0x03, 0x55, 0x04, 0x03] + tlv(0x0C, Array("huge".utf8)))))
        let validity = tlv(0x30, tlv(0x17, Array("250101000000Z".utf8)) + tlv(0x17, Array("400101000000Z".utf8)))
        let body = tlv(0x30, [0xA0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01] + rsaSHA256 + name + validity + name + key)
        return tlv(0x30, body + rsaSHA256 + tlv(0x03, [0x00] + [UInt8](repeating: 0x55, count: 1_024)))
    }

    @Test func `where another path is accepted, the answer says what the server should change`() throws {
        let chain = try leaf()
        // GnuTLS follows the first certificate with the issuer's name and key, here a cross-sign by a root that nobody
        // trusts.
        let stranger = try LabAuthority.root("Stranger", key: .ecdsa(), calendar: LabCalendar(instant: Self.now))
        let twin = try stranger.issue(LabHierarchy.authority("Intermediate", key: intermediate.key)).der
        let sent = [chain[0], twin, chain[1]]
        let anchors = try TrustAnchorSet([TrustAnchor(CertificateDER(root.der))], source: "test")
        let question = Question(
            chain: try CertificateChain(sent.map { try CertificateDER($0) }), identity: try name("good.example"), policy: .default,
            anchors: anchors, instant: try #require(Instant(secondsSinceEpoch: Self.now)))
        let presented = GnuTLSEngine(paths: .presented).examine(question)
        #expect(!presented.verdict.isAccepted && presented.presentedRefusal == nil)
        let answer = GnuTLSEngine(paths: .candidates).examine(question)
        #expect(answer.verdict == .accepted(path: try (chain + [root.der]).map { try CertificateDER($0) }))
        let refusal = try #require(answer.presentedRefusal)
        #expect(refusal.findings.map(\.id) == presented.verdict.findings.map(\.id))
        #expect(refusal.advice.contains("leave out certificate 1"))
        #expect(answer.notes.map(\.description) == [refusal.advice])
        #expect(answer.notes.first?.rule == "RFC 8446 section 4.4.2")
        // A wrong name is refused on whichever path.
        let other = GnuTLSEngine(paths: .candidates).examine(
            Question(
                chain: question.chain, identity: try name("other.example"), policy: .default, anchors: anchors,
                instant: question.instant))
        #expect(other.verdict.findings.map(\.id) == [.nameMismatch])
    }

    @Test func `the purpose is the policy's`() throws {
        let anchors = try TrustAnchorSet([TrustAnchor(CertificateDER(root.der))], source: "test")
        let chain = try CertificateChain(leaf { $0.purpose = .clientAuth }.map { try CertificateDER($0) })
        let instant = try #require(Instant(secondsSinceEpoch: Self.now))
        let rows: [(purpose: Policy.Purpose, isAccepted: Bool)] = [
            (.serverAuthentication, false), (.clientAuthentication, true), (.any, true),
        ]
        for row in rows {
            var policy = Policy.default
            policy.purpose = row.purpose
            let judged = engine.judge(ChainQuestion(chain: chain, policy: policy, anchors: anchors), at: instant)
            #expect(judged.answer(for: try name("good.example")).verdict.isAccepted == row.isAccepted)
        }
    }
}
