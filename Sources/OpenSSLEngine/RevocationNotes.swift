#if OpenSSL
import ServerIdentity

/// Why lists that OpenSSL would take do not count here.
enum RevocationNotes {
    static func notes(
        on weaknesses: [Int: X509RevocationList.Weakness], _ verification: ChainVerification, _ subject: ChainQuestion
    ) -> [Finding] {
        weaknesses.sorted { $0.key < $1.key }.map { place, weakness in
            let (cause, what, rule): (Cause, String, String) =
                switch weakness {
                case .undated: (.undatedCRL, "has no nextUpdate", "RFC 5280 section 5.1.2.5")
                case .weaklySigned: (.weaklySignedCRL, "is signed with SHA-1", "RFC 9155")
                }
            let detail = "the revocation list of its issuer \(what): it could only show that it was revoked"
            let depth = subject.chain.certificates.firstIndex { $0.octets == verification.path[place] }
            return Finding(
                .other(.revocationUnavailable, cause, detail: detail), depth: depth, rule: rule, origin: .adapter)
        }
    }
}
#endif
