#if OpenSSL
import OpenSSLEngine
import ServerIdentity
import Testing
import TestKit

/// What OpenSSL's own functions said of 783 names, measured elsewhere.
@Suite("Hostname corpus", .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"), .needs(.xz))
struct HostnameTests {
    private func answer(_ row: HostnameCorpus.Row, _ policy: Policy) -> String {
        guard let matching = OpenSSLNameMatching(certificate: [UInt8](row.certificate_der)) else { return "error" }
        if row.reference.hasPrefix("0x"), row.ref_kind == "ip" {
            let digits = Array(row.reference.dropFirst(2))
            let address = stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
            return matching.matches(address: address) ? "match" : "mismatch"
        }
        let octets = row.octets(row.reference)
        if octets.contains(0) { return "error" }
        // As OpenSSL's programs do: an address where OpenSSL reads one, or else a host name.
        let isMatch = matching.matches(addressText: octets) ?? matching.matches(host: octets, policy: policy)
        return isMatch ? "match" : "mismatch"
    }

    @Test func `legacy is OpenSSL's own way, default is without partial wildcards and common names`() throws {
        let rows = try HostnameCorpus.rows()
        #expect(rows.count == 783)
        var differences: [String] = []
        for row in rows {
            let legacy = answer(row, .legacy)
            if legacy != row.openssl { differences.append("legacy \(row.id): \(legacy), \(row.openssl) expected") }
            // The common name counted in that measurement, and does not under this policy.
            if row.openssl_no_partial == "match", row.dns.isEmpty, !row.cn.isEmpty { continue }
            let strict = answer(row, .default)
            if strict != row.openssl_no_partial {
                differences.append("default \(row.id): \(strict), \(row.openssl_no_partial) expected")
            }
        }
        #expect(differences == [])
    }
}
#endif
