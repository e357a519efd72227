import Countersigning
import ServerIdentity

/// How engines stand on the hostname suite by its column `rfc9525`; rows that the RFC leaves open do not count.
enum HostnameTable {
    static func rows(_ path: String) throws(InputProblem) -> [ConformanceTable.Row] {
        let suite = try HostnameSuite.read(path)
        let swift = SwiftHostnameMatching(policy: .default)
        let gnutls = GnuTLSHostnameMatching()
        return [
            .init(SuiteEngineName.gnutls.make().title, score(suite) { gnutls.answer($0).answer == .match }, .measured),
            .init(SuiteEngineName.swift.make().title, score(suite) { swift.answer($0).answer == .match }, .measured),
            .init(
                SuiteEngineName.countersigned.make().title,
                score(suite) { gnutls.answer($0).answer == .match && swift.answer($0).answer == .match }, .measured),
            .init("OpenSSL 3.0.19", score(suite) { $0.openssl.map { $0 == "match" } }, .recorded),
            .init(
                "OpenSSL 3.0.19 without partial wildcards", score(suite) { $0.opensslWithoutPartial.map { $0 == "match" } },
                .recorded),
        ]
    }

    private static func score(_ suite: HostnameSuite, _ isMatch: (HostnameSuite.Vector) -> Bool?) -> SuiteScore {
        var score = SuiteScore()
        for vector in suite.vectors {
            guard let expected = vector.rfc9525, expected != "undecided" else { continue }
            score.count(isAccepted: isMatch(vector), isAcceptanceExpected: expected == "match")
        }
        return score
    }
}
