/// What others measured on the same cases and cannot be repeated here: quoted from the README of the corpora.
enum RecordedScores {
    /// On the 5,888 cases of our half of x509-limbo (C2SP/x509-limbo at 8a2e6f41), each verifier by its own policy.
    static let limbo: [ConformanceTable.Row] = [
        row("GnuTLS 3.7.9-2+deb12u7, another harness", evaluated: 5_878, falseAccepts: 64, falseRejects: 79),
        row("OpenSSL 3.0.19, plain", evaluated: 5_882, falseAccepts: 79, falseRejects: 76),
        row("OpenSSL 3.0.19, purpose TLS server, never the common name", evaluated: 5_882, falseAccepts: 26, falseRejects: 79),
        row("Go 1.19 crypto/x509", evaluated: 5_875, falseAccepts: 34, falseRejects: 2),
        row("pyca/cryptography 46", evaluated: 5_877, falseAccepts: 20, falseRejects: 2),
    ]

    /// On our half of the peers' cases; Go without those that have CRLs.
    static let peers = [row("Go 1.27.3 crypto/x509", of: 629, evaluated: 540, falseAccepts: 42, falseRejects: 19)]

    private static func row(
        _ verifier: String, of cases: Int = 5_888, evaluated: Int, falseAccepts: Int, falseRejects: Int
    ) -> ConformanceTable.Row {
        let score = SuiteScore(
            evaluated: evaluated, falseAccepts: falseAccepts, falseRejects: falseRejects, skipped: cases - evaluated)
        return ConformanceTable.Row(verifier, score, .recorded)
    }
}
