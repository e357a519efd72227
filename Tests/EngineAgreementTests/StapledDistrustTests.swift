import CrossCheck
import Foundation
import GnuTLSEngine
import IndependentValidator
import ServerIdentity
import Testing
import TestKit

@Suite("A stapled response of a responder that the root program distrusts", .needs(.openssl, .bash))
struct StapledDistrustTests {
    enum Distrust: CaseIterable, Sendable { case nothing, byNumber, byOctets, somethingElse }

    @Test("both engines refuse it, and agree", arguments: Distrust.allCases)
    func agree(distrust: Distrust) async throws {
        let pki = try await RevocationPKI()
        defer { pki.remove() }
        let delegate = try DecodedCertificate(#require(pki.certificate("delegate")))
        let entry: DistrustedCertificate? =
            switch distrust {
            case .nothing: nil
            case .byNumber: DistrustedCertificate(issuer: delegate.issuer.octets, serial: delegate.serialNumber, label: "Stray")
            case .byOctets:
                DistrustedCertificate(
                    issuer: delegate.issuer.octets, serial: [99], certificate: delegate.der, label: "Stray")
            case .somethingElse: DistrustedCertificate(issuer: delegate.issuer.octets, serial: [99], label: "Stray")
            }
        let anchors = try TrustAnchorSet(
            [TrustAnchor(#require(pki.certificate("root")))], distrusted: entry.map { [$0] } ?? [], source: "a program")
        let chain = try CertificateChain(["good", "inter"].map { try #require(pki.certificate($0)) })
        let now = try #require(Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970) + 5))
        let question = Question(
            chain: chain, identity: .dns(try DNSName(parsing: "good.example")), policy: .default, anchors: anchors,
            revocation: RevocationEvidence(staple: .response(pki.response("delegated"))), instant: now)
        let examination = CrossCheck(engines: [GnuTLSEngine(), SwiftValidator(version: "test")]).examine(question)
        let findings = examination.answers.map { $0.verdict.findings.map { "\($0.id.rawValue) \($0.depth ?? -1)" } }
        let isRefused = distrust == .byNumber || distrust == .byOctets
        #expect(findings == Array(repeating: isRefused ? ["staple_invalid 0"] : [], count: 2), "\(examination.answers)")
        #expect(examination.isCountersigned == !isRefused)
        #expect(examination.agreement.class == .agree, "\(examination.agreement)")
        let alone = CrossCheck(engines: [GnuTLSEngine(rootProgram: .libraryAlone), SwiftValidator(version: "test")]).examine(
            question)
        #expect(alone.answers.map(\.verdict.isAccepted) == [true, !isRefused], "\(alone.answers)")
        #expect(alone.agreement.ledgerID == (isRefused ? "distrusted-responder" : nil), "\(alone.agreement)")
    }
}
