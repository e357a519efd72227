import Countersigning
import LocalFiles
import Foundation
import ServerIdentity

/// The service-identity cases of the hostname corpus, as far as they are needed to answer them.
struct HostnameSuite: Decodable {
    let version: Int
    let vectors: [Vector]

    struct Vector: Decodable {
        let id: String
        /// What is looked for: a text, or `0x…` for raw octets of an address.
        let reference: String
        let kind: ReferenceKind
        /// Base64 of DER.
        let certificate: String
        /// Restrictions that the case asks of a library, by their GnuTLS names.
        let flags: String?
        /// What RFC 9525 says: `match`, `mismatch` or `undecided`.
        let rfc9525: String?
        /// What OpenSSL was seen to say.
        let openssl: String?
        /// The same with X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS.
        let opensslWithoutPartial: String?
        /// `latin1`: the strings stand for octets, one a character.
        let encoding: String?

        enum CodingKeys: String, CodingKey {
            case id, reference, flags, rfc9525, openssl
            case opensslWithoutPartial = "openssl_no_partial"
            case kind = "ref_kind"
            case certificate = "certificate_der"
            case encoding = "byte_encoding"
        }
    }

    enum ReferenceKind: String, Decodable {
        case dns, ip, auto
    }

    /// Reads a suite from JSON, or from JSON packed by xz if that program is there.
    ///
    /// - Throws: `InputProblem` that names the file.
    static func read(_ path: String) throws(InputProblem) -> HostnameSuite {
        let octets = try SuiteOctets.read(path)
        do { return try JSONDecoder().decode(HostnameSuite.self, from: Data(octets)) } catch {
            throw InputProblem(
                code: .inputUnreadable, text: "\(EscapedText(path)) is not a hostname suite: \(DecodingFlaw(error))")
        }
    }
}
