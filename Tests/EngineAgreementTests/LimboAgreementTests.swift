import Conformance
import CrossCheck
import GnuTLSEngine
import IndependentValidator
import InternationalNames
import PublicSuffixList
import ServerIdentity
import Testing
import TestKit

#if OpenSSL
import OpenSSLEngine
#endif

/// Every difference between a library and the validator over x509-limbo is one that the product's own ledger or classes
/// explain.
@Suite(
    "x509-limbo: agreement", .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"), .needs(.xz))
struct LimboAgreementTests {
    /// How often each class, and each entry of the ledger, occurs: an entry that no longer does is stale.
    private static let gnutls = [
        "known_difference dsa-key": 1, "known_difference maximum-intermediates": 1,
        "known_difference name-constraint-on-intermediate": 1,
        "known_difference revocation-list-profile": 1, "known_difference wildcard-name-constraint": 1,
        "known_difference undecoded-extension": 2, "path_building": 22,
        "known_difference common-name-fallback": 27, "known_difference profile-rule": 31,
        "known_difference name-constraint-on-common-name": 57,
    ]

    @Test func `GnuTLS and the validator`() throws {
        let found = try counts(GnuTLSEngine())
        #expect(found == Self.gnutls, "\(found)")
    }

    #if OpenSSL
    private static let openssl = [
        "known_difference dsa-key": 1, "known_difference revocation-list-profile": 1, "known_difference undecoded-extension": 1,
        "known_difference wildcard-name-constraint": 1, "known_difference last-second": 1,
        "known_difference authority-as-server": 1, "path_building": 20, "known_difference profile-rule": 23,
        "known_difference name-constraint-on-common-name": 57,
    ]

    @Test func `OpenSSL and the validator`() throws {
        let found = try counts(OpenSSLEngine())
        #expect(found == Self.openssl, "\(found)")
    }
    #endif

    /// Differences by class and entry; an unexplained one by its sentence. Agreement, and what can't be compared, is
    /// left out.
    private func counts(_ library: some VerificationEngine) throws -> [String: Int] {
        let now = try #require(Instant(rfc3339: "2026-11-23T00:00:00Z"))
        let suite = LimboSuite(now: now, asciiForm: InternationalNames.asciiForm)
        let check = CrossCheck(engines: [library, SwiftValidator(version: "test", publicSuffixes: PublicSuffixList())])
        var splitter = CaseSplitter()
        try splitter.take(Array(try Corpus.unpacked("x509-limbo.json.xz")))
        try splitter.finish()
        var counts: [String: Int] = [:]
        while let part = splitter.next() {
            guard case .ask(let asked) = suite.suiteCase(part).task, asked.identity != nil else { continue }
            let agreement = check.examine(asked.question).agreement
            switch agreement.class {
            case .agree, .outOfScope: break
            case .unexplained, .time, .trustInput: counts["\(suite.suiteCase(part).id): \(agreement.detail)", default: 0] += 1
            case .knownDifference, .namePolicy, .pathBuilding:
                counts[([agreement.class.rawValue] + [agreement.ledgerID].compactMap(\.self)).joined(separator: " "), default: 0] +=
                    1
            }
        }
        return counts
    }
}
