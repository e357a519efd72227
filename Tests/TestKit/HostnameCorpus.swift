package import Foundation
package import ServerIdentity

/// The hostname corpus: rows of names and what RFC 9525, GnuTLS and OpenSSL say to them. Its README describes the
/// format.
package enum HostnameCorpus {
    /// One row.
    package struct Row: Decodable, Sendable {
        private struct OtherName: Decodable, Sendable {
            let type: String
            let value: String
        }

        /// The row's name.
        package let id: String
        /// What is looked for: a text, or `0x…` for raw octets of an address.
        package let reference: String
        /// `dns`, `ip` or `auto`.
        package let ref_kind: String
        /// The certificate, whose names stand beside it.
        package let certificate_der: Data
        /// Its DNS names.
        package let dns: [String]
        private let ip: [String]
        /// Its common names.
        package let cn: [String]
        private let other_san: [OtherName]?
        private let byte_encoding: String?
        /// What RFC 9525 says: `match`, `mismatch` or `undecided`.
        package let rfc9525: String
        /// What GnuTLS was seen to say.
        package let gnutls: String
        /// What OpenSSL was seen to say.
        package let openssl: String
        /// The same without partial wildcards.
        package let openssl_no_partial: String

        /// A text of the row as octets: UTF-8, or one for each character if the row says so.
        package func octets(_ text: String) -> [UInt8] {
            byte_encoding == "latin1" ? text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(text.utf8)
        }

        /// The names of the certificate.
        package var presented: [PresentedIdentity] {
            dns.map { .dns(octets($0)) } + ip.map { .ip(Self.address($0)) } + (other_san ?? []).map(Self.other)
                + cn.map { .commonName(octets($0)) }
        }

        private static func address(_ text: String) -> [UInt8] { IPAddress(parsing: text)?.octets ?? Array(text.utf8) }

        /// The corpus gives an SRVName as the DER of its otherName (id-on-dnsSRV, 1.3.6.1.5.5.7.8.7).
        private static func other(_ name: OtherName) -> PresentedIdentity {
            switch name.type {
            case "uri": .uri(Array(name.value.utf8))
            case "email": .email(Array(name.value.utf8))
            default: name.value.hasPrefix("0x06082b06010505070807") ? .srv(Array(name.value.utf8)) : .other(name.value)
            }
        }
    }

    private struct File: Decodable { let vectors: [Row] }

    /// Every row of the corpus.
    package static func rows() throws -> [Row] {
        try JSONDecoder().decode(File.self, from: Corpus.unpacked("hostnames.json.xz")).vectors
    }
}
