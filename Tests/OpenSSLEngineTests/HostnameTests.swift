#if OpenSSL
import Foundation
import OpenSSLEngine
import ServerIdentity
import TestKit
import Testing

/// What OpenSSL's own functions said of 783 names, measured elsewhere.
@Suite("Hostname corpus", .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"), .needs(.xz))
struct HostnameTests {
    private struct File: Decodable {
        struct Row: Decodable {
            let id: String
            let reference: String
            let ref_kind: String
            let certificate_der: Data
            let byte_encoding: String?
            let openssl: String
            let openssl_no_partial: String
            let cn: [String]
            let dns: [String]

            var octets: [UInt8] {
                byte_encoding == "latin1"
                    ? reference.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(reference.utf8)
            }
        }

        let vectors: [Row]
    }

    private func answer(_ row: File.Row, _ policy: Policy) -> String {
        guard let matching = OpenSSLNameMatching(certificate: [UInt8](row.certificate_der)) else { return "error" }
        if row.reference.hasPrefix("0x"), row.ref_kind == "ip" {
            let digits = Array(row.reference.dropFirst(2))
            let octets = stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
            return matching.matches(address: octets) ? "match" : "mismatch"
        }
        if row.octets.contains(0) { return "error" }
        // As OpenSSL's programs do: an address where OpenSSL reads one, or else a host name.
        let isMatch = matching.matches(addressText: row.octets) ?? matching.matches(host: row.octets, policy: policy)
        return isMatch ? "match" : "mismatch"
    }

    @Test func `legacy is OpenSSL's own way, default is without partial wildcards and common names`() throws {
        let rows = try JSONDecoder().decode(File.self, from: Corpus.unpacked("hostnames.json.xz")).vectors
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
