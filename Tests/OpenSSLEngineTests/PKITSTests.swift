#if OpenSSL
import Foundation
import OpenSSLEngine
import ServerIdentity
import Testing
import TestKit

/// NIST PKITS: paths, policies and revocation, without names and purposes.
@Suite("PKITS", .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"), .needs(.xz))
struct PKITSTests {
    private struct File: Decodable {
        struct Case: Decodable {
            struct Settings: Decodable {
                let initial_policy_set: [String]
                let initial_explicit_policy: Bool
                let initial_policy_mapping_inhibit: Bool
                let initial_inhibit_any_policy: Bool
            }

            let id: String
            let certificates: [String]
            let extra_certificates: [String]
            let crls: [String]
            let settings: Settings
            let expected: String
        }

        let validation_time: String
        let trust_anchor: Data
        let certificates: [String: Data]
        let crls: [String: Data]
        let tests: [Case]
    }

    /// OpenSSL 3.0.19 was measured at 247 without a security level. At level 2 it also refuses 4.1.4, whose DSA key has
    /// 80 bits' strength.
    private static let deviations = [
        "4.1.4": "X509_V_ERR_EE_KEY_TOO_SMALL", "4.1.5": "X509_V_ERR_EE_KEY_TOO_SMALL",
        // The list about the list's issuer is signed by that issuer: optional in PKITS, and a circle.
        "4.14.30": "X509_V_ERR_CRL_PATH_VALIDATION_ERROR",
    ]

    @Test func `246 of 249, as measured elsewhere`() throws {
        let file = try JSONDecoder().decode(File.self, from: Corpus.unpacked("pkits.json.xz"))
        let engine = OpenSSLEngine()
        let anchors = try TrustAnchorSet([TrustAnchor(CertificateDER([UInt8](file.trust_anchor)))], source: "PKITS")
        let instant = try #require(Instant(rfc3339: file.validation_time))
        var wrong: [String: String] = [:]
        for test in file.tests {
            var policy = Policy.default
            policy.purpose = .any
            policy.revocation = .chain
            policy.certificatePolicies.initialPolicySet =
                test.settings.initial_policy_set.contains("anyPolicy") ? nil : Set(test.settings.initial_policy_set)
            policy.certificatePolicies.requireExplicitPolicy = test.settings.initial_explicit_policy
            policy.certificatePolicies.inhibitPolicyMapping = test.settings.initial_policy_mapping_inhibit
            policy.certificatePolicies.inhibitAnyPolicy = test.settings.initial_inhibit_any_policy
            let certificates = (test.certificates + test.extra_certificates).compactMap { file.certificates[$0] }
            let lists = test.crls.compactMap { file.crls[$0] }.map { CRLDER([UInt8]($0)) }
            let subject = ChainQuestion(
                chain: try CertificateChain(certificates.map { try CertificateDER([UInt8]($0)) }), policy: policy, anchors: anchors,
                revocation: RevocationEvidence(crls: CRLSet(lists, source: "PKITS")))
            let answer = engine.judge(subject, at: instant).answerWithoutName()
            #expect(answer.scope.contains(.revocation) != answer.revocationExamined.isEmpty)
            #expect(!answer.scope.contains(.name))
            if answer.verdict.isAccepted != (test.expected == "valid") {
                wrong[test.id] = answer.verdict.findings.first?.native?.code ?? answer.verdict.word
            }
        }
        #expect(file.tests.count == 249)
        #expect(wrong == Self.deviations)
    }
}
#endif
