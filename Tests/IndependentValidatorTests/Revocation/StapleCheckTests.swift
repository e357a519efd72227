import Foundation
import ServerIdentity
import Testing
import TestKit

@testable import IndependentValidator

@Suite("Stapled OCSP responses (RFC 6960)", .needs(.openssl))
struct StapleCheckTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        var staple = TestStaple()
        var responders: [TestResponder] = []
        var serial: Octets = [5]
        var at = "2026-01-01T00:00:00Z"
        let expected: Expected
        var notes: [String] = []
        /// Whether the root program distrusts the responders.
        var isDistrusted = false

        enum Expected: Sendable {
            case good
            case revoked(RevocationReason?)
            case invalid(String)
            case distrusted(String)
            case undetermined(String)
        }

        var testDescription: String { what }
    }

    @Test("outcomes", arguments: rows)
    func outcome(row: Row) async throws {
        var staple = row.staple
        for responder in row.responders { staple.certificates.append(try await responder.signed()) }
        let program = row.isDistrusted ? try Self.program(distrusting: staple.certificates) : try Self.nothingDistrusted()
        let judgement = StapleCheck.judge(
            try await staple.signed()[...], about: try Self.subject(row.serial), issuer: try StatusKey.first.signer(name("CA")),
            at: try Asking.instant(row.at), program: program)
        let expected: StapleOutcome =
            switch row.expected {
            case .good: .good
            case .revoked(let reason): .revoked(at: try Asking.instant("2025-12-15T12:00:00Z"), reason: reason)
            case .invalid(let why): .invalid(why)
            case .distrusted(let why): .distrusted(why)
            case .undetermined(let why): .undetermined(why)
            }
        #expect(judgement.outcome == expected)
        #expect(judgement.notes == row.notes)
    }

    private static func program(distrusting certificates: [Octets]) throws -> RootProgramIndex {
        let decoded = try certificates.map { try DecodedCertificate(CertificateDER($0)) }
        let entries = decoded.map {
            DistrustedCertificate(issuer: $0.issuer.octets, serial: $0.serialNumber, certificate: nil, label: "Stray")
        }
        return RootProgramIndex(
            try TrustAnchorSet(decoded.map { TrustAnchor($0.der) }, distrusted: entries, source: "a program"))
    }

    static func nothingDistrusted() throws -> RootProgramIndex {
        RootProgramIndex(try TrustAnchorSet([TrustAnchor(CertificateDER([1]))], source: "no program"))
    }

    static func subject(_ serial: Octets) throws -> RevocationSubject {
        RevocationSubject(
            serialNumber: serial[...], issuer: try distinguishedName(name("CA")), isCA: false, distributionPoints: nil)
    }

    private static let delegated = TestStaple(responder: tlv(0xA1, name("Responder")), key: .second)
    private static let unknownCritical = tlv(
        0xA1, sequence(sequence(identifier([0x2A, 0x03]), [0x01, 0x01, 0xFF], octetString([]))))
    private static let others = Row.Expected.invalid("the response is about other certificates")

    private static let rows: [Row] = [
        Row(what: "good, by the issuer's name", expected: .good),
        Row(
            what: "good, by the issuer's key", staple: TestStaple(responder: tlv(0xA2, octetString(TestStaple.issuerKeyHash))),
            expected: .good),
        Row(
            what: "good, with SHA-256 in the CertID",
            staple: TestStaple(
                hash: TestStaple.sha256, nameHash: TestStaple.issuerNameSHA256, keyHash: TestStaple.issuerKeySHA256),
            expected: .good),
        Row(what: "revoked", staple: TestStaple(certStatus: TestStaple.revoked(1)), expected: .revoked(.keyCompromise)),
        Row(what: "revoked without a reason", staple: TestStaple(certStatus: TestStaple.revoked(nil)), expected: .revoked(nil)),
        Row(
            what: "unknown", staple: TestStaple(certStatus: TestStaple.unknown),
            expected: .undetermined("the responder does not know the certificate")),
        Row(
            what: "good, then revoked",
            staple: TestStaple(certStatus: TestStaple.revoked(6), before: [TestStaple().single]),
            expected: .revoked(.certificateHold)),

        // Section 3.2 rule 1.
        Row(what: "another serial number", staple: TestStaple(serial: [6]), expected: others),
        Row(what: "the certificate's serial is padded", serial: [0, 0, 5], expected: .good),
        Row(what: "another issuer's name", staple: TestStaple(nameHash: Octets(repeating: 0, count: 20)), expected: others),
        Row(what: "another issuer's key", staple: TestStaple(keyHash: Octets(repeating: 0, count: 20)), expected: others),
        Row(what: "hashes of another function", staple: TestStaple(hash: TestStaple.sha256), expected: others),

        // Rules 2 to 4.
        Row(
            what: "a wrong signature", staple: TestStaple(isForged: true), expected: .invalid("the response has a wrong signature")),
        Row(what: "another key", staple: TestStaple(key: .second), expected: .invalid("the response has a wrong signature")),
        Row(what: "a delegate", staple: delegated, responders: [TestResponder()], expected: .good),
        Row(
            what: "a delegate by its key",
            staple: delegated.with {
                $0.responder = tlv(0xA2, octetString(hexadecimalOctets("602ad40e1857ef304cd2cee10a9c768bdad0dada")))
            },
            responders: [TestResponder()], expected: .good),
        Row(
            what: "a delegate without nocheck", staple: delegated,
            responders: [TestResponder(extensions: [TestResponder.usage(TestResponder.ocspSigning)])], expected: .good,
            notes: ["the responder's own certificate was not checked for revocation"]),
        Row(
            what: "a delegate that the root program distrusts", staple: delegated, responders: [TestResponder()],
            expected: .distrusted("the response brings a certificate that the root program distrusts as 'Stray'"),
            isDistrusted: true),
        Row(
            what: "a delegate without its certificate", staple: delegated,
            expected: .invalid("the response names a responder of which no certificate is at hand")),
        Row(
            what: "a delegate by somebody else", staple: delegated, responders: [TestResponder(issuer: name("Other"))],
            expected: .invalid("the responder's certificate is not by the issuer")),
        Row(
            what: "a delegate that the issuer did not sign", staple: delegated, responders: [TestResponder(signer: .second)],
            expected: .invalid("the responder's certificate has a wrong signature")),
        Row(
            what: "a delegate with another key", staple: delegated.with { $0.key = .first }, responders: [TestResponder()],
            expected: .invalid("the response has a wrong signature")),
        Row(
            what: "a delegate without OCSPSigning", staple: delegated,
            responders: [TestResponder(extensions: [TestResponder.noCheck])],
            expected: .invalid("the responder's certificate lacks the extendedKeyUsage OCSPSigning")),
        Row(
            what: "a delegate for any usage", staple: delegated,
            responders: [TestResponder(extensions: [TestResponder.usage(TestResponder.anyUsage)])],
            expected: .invalid("the responder's certificate lacks the extendedKeyUsage OCSPSigning")),
        Row(
            what: "a delegate that may only sign certificates", staple: delegated,
            responders: [
                TestResponder(extensions: [
                    TestResponder.usage(TestResponder.ocspSigning), TestCRL.extension(15, [0x03, 0x02, 0x02, 0x04]),
                ])
            ],
            expected: .invalid("the responder's certificate has a keyUsage without digitalSignature")),
        Row(
            what: "a delegate that may sign", staple: delegated,
            responders: [
                TestResponder(extensions: [
                    TestResponder.usage(TestResponder.ocspSigning), TestResponder.noCheck,
                    TestCRL.extension(15, [0x03, 0x02, 0x07, 0x80]),
                ])
            ],
            expected: .good),
        Row(
            what: "a delegate with an unknown critical extension", staple: delegated,
            responders: [
                TestResponder(extensions: [
                    TestResponder.usage(TestResponder.ocspSigning),
                    sequence(identifier([0x2A, 0x03]), [0x01, 0x01, 0xFF], octetString([])),
                ])
            ],
            expected: .invalid("the responder's certificate has the unknown critical extension 1.2.3")),
        Row(
            what: "an expired delegate", staple: delegated, responders: [TestResponder(notAfter: utcTime("251231235959Z"))],
            expected: .invalid("the responder's certificate is valid from 2025-01-01T00:00:00Z to 2025-12-31T23:59:59Z only")),
        Row(
            what: "a wrong delegate, then a right one", staple: delegated,
            responders: [TestResponder(signer: .second), TestResponder()], expected: .good),
        Row(
            what: "a certificate that is none, then a right one", staple: delegated.with { $0.certificates = [sequence()] },
            responders: [TestResponder()], expected: .good),

        // Rules 5 and 6.
        Row(what: "at thisUpdate", at: "2025-12-01T00:00:00Z", expected: .good),
        Row(
            what: "before thisUpdate", at: "2025-11-30T23:59:59Z", expected: .invalid("the response begins at 2025-12-01T00:00:00Z")
        ),
        Row(what: "at nextUpdate", at: "2026-02-01T00:00:00Z", expected: .good),
        Row(what: "after nextUpdate", at: "2026-02-01T00:00:01Z", expected: .invalid("the response ended at 2026-02-01T00:00:00Z")),
        Row(
            what: "no nextUpdate, 15 days old (RFC 6960 section 4.2.1)", staple: TestStaple(nextUpdate: []),
            at: "2025-12-16T00:00:00Z", expected: .good),
        Row(
            what: "no nextUpdate, a second older", staple: TestStaple(nextUpdate: []), at: "2025-12-16T00:00:01Z",
            expected: .invalid("the response has no nextUpdate, and is older than 15 days")),

        // Section 4.4.
        Row(
            what: "an unknown critical extension", staple: TestStaple(responseExtensions: unknownCritical),
            expected: .invalid("the response has the unknown critical extension 1.2.3")),
        Row(
            what: "an unknown critical extension of the statement", staple: TestStaple(singleExtensions: unknownCritical),
            expected: .invalid("the response has the unknown critical extension 1.2.3")),
        Row(
            what: "a nonce nobody asked for",
            staple: TestStaple(
                responseExtensions: tlv(
                    0xA1, sequence(sequence(identifier([0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02]), octetString([1]))))),
            expected: .good),

        // Section 4.2.1: form.
        Row(what: "tryLater", staple: TestStaple(status: 3), expected: .undetermined("the responder answered tryLater")),
        Row(what: "unauthorized", staple: TestStaple(status: 6), expected: .undetermined("the responder answered unauthorized")),
        Row(
            what: "a status that is none", staple: TestStaple(status: 4),
            expected: .invalid("ocspResponse.responseStatus: no OCSPResponseStatus")),
        Row(
            what: "another type of response", staple: TestStaple(type: [0x2A, 0x03]),
            expected: .invalid("ocspResponse.responseType: 1.2.3 is not id-pkix-ocsp-basic")),
        Row(
            what: "version 2", staple: TestStaple(version: tlv(0xA0, integer([1]))),
            expected: .invalid("responseData.version: not version 1")),
        Row(what: "version 1 written out", staple: TestStaple(version: tlv(0xA0, [0x02, 0x01, 0x00])), expected: .good),
        Row(
            what: "a UTCTime", staple: TestStaple(thisUpdate: utcTime("251201000000Z")),
            expected: .invalid("singleResponse.thisUpdate: GeneralizedTime expected, universal tag 23 found")),
        Row(
            what: "a responder that is none", staple: TestStaple(responder: tlv(0xA3, name("CA"))),
            expected: .invalid("responseData.responderID: [3] is no ResponderID")),
        Row(
            what: "a key hash of another length", staple: TestStaple(responder: tlv(0xA2, octetString([1]))),
            expected: .invalid("responseData.responderID: no SHA-1 hash")),
        Row(
            what: "good with content", staple: TestStaple(certStatus: [0x80, 0x01, 0x00]),
            expected: .invalid("singleResponse.certStatus: a NULL with content")),
        Row(
            what: "65 statements", staple: TestStaple(before: Array(repeating: TestStaple().single, count: 64)),
            expected: .invalid("responseData.responses: more than 64 responses")),
    ]

    @Test("a failure has no response", arguments: [1, 2, 3, 5, 6] as [UInt8]) func failure(status: UInt8) throws {
        let judgement = StapleCheck.judge(
            sequence([0x0A, 0x01, status])[...], about: try Self.subject([5]), issuer: try StatusKey.first.signer(name("CA")),
            at: try Asking.instant(), program: try Self.nothingDistrusted())
        guard case .undetermined = judgement.outcome else {
            Issue.record("\(judgement.outcome)")
            return
        }
    }

    @Test(
        "octets that are none",
        arguments: [[], [0x30], sequence(), sequence([0x0A, 0x01, 0x00]), Octets(repeating: 0x30, count: 65_537)])
    func garbage(octets: Octets) throws {
        let judgement = StapleCheck.judge(
            octets[...], about: try Self.subject([5]), issuer: try StatusKey.first.signer(name("CA")), at: try Asking.instant(),
            program: try Self.nothingDistrusted())
        guard case .invalid = judgement.outcome else {
            Issue.record("\(judgement.outcome)")
            return
        }
    }

    @Test("3,000 mutations, seed 20261127") func mutated() async throws {
        var generator = SeededGenerator(seed: 20_261_127)
        let staple = Self.delegated.with { $0.responseExtensions = [] }
        let original = try await staple.with { $0.certificates = [] }.signed()
        let certified = try await {
            var copy = staple
            copy.certificates = [try await TestResponder().signed()]
            return try await copy.signed()
        }()
        let issuer = try StatusKey.first.signer(name("CA"))
        let subject = try Self.subject([5])
        let instant = try Asking.instant()
        let program = try Self.nothingDistrusted()
        for round in 0..<3_000 {
            var octets = round.isMultiple(of: 4) ? original : certified
            let whole = octets
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let offset = Int.random(in: 0..<octets.count, using: &generator)
                octets[offset] = UInt8.random(in: .min ... .max, using: &generator)
            }
            let outcome = StapleCheck.judge(octets[...], about: subject, issuer: issuer, at: instant, program: program).outcome
            #expect(outcome != .good || octets == whole, "\(octets)")
        }
    }
}
