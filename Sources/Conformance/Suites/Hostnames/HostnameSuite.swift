public import Countersigning
import Foundation
import ServerIdentity

/// The service-identity cases of the hostname corpus: does this certificate belong to this name?
public struct HostnameSuite: Decodable, Sendable {
    /// The version of the format.
    public let version: Int
    /// The cases.
    public let vectors: [Vector]

    /// One case, as far as it is needed to answer it, and what is known of it.
    public struct Vector: Decodable, Sendable {
        /// The case's name.
        public let id: String
        /// What is looked for: a text, or `0x…` for raw octets of an address.
        public let reference: String
        /// How the reference is to be read.
        public let kind: ReferenceKind
        /// Base64 of DER.
        public let certificate: String
        /// Restrictions that the case asks of a library, by their GnuTLS names.
        public let flags: String?
        /// What RFC 9525 says: `match`, `mismatch` or `undecided`.
        public let rfc9525: String?
        /// What GnuTLS was seen to say.
        public let gnutls: String?
        /// What OpenSSL was seen to say.
        public let openssl: String?
        /// The same with X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS.
        public let opensslWithoutPartial: String?
        /// `latin1`: the strings stand for octets, one a character.
        public let encoding: String?

        enum CodingKeys: String, CodingKey {
            case id, reference, flags, rfc9525, gnutls, openssl
            case opensslWithoutPartial = "openssl_no_partial"
            case kind = "ref_kind"
            case certificate = "certificate_der"
            case encoding = "byte_encoding"
        }
    }

    /// How a reference is to be read.
    public enum ReferenceKind: String, Decodable, Sendable {
        /// As a DNS name.
        case dns
        /// As an IP address.
        case ip
        /// As whichever of both it is.
        case auto
    }

    /// Reads a suite from JSON, or from JSON packed by xz if that program is there.
    ///
    /// - Throws: `InputProblem` that names the file.
    public static func read(_ path: String) throws(InputProblem) -> HostnameSuite {
        let octets = try SuiteOctets.read(path)
        do { return try JSONDecoder().decode(HostnameSuite.self, from: Data(octets)) } catch {
            throw InputProblem(
                code: .inputUnreadable, text: "\(EscapedText(path)) is not a hostname suite: \(DecodingFlaw(error))")
        }
    }
}

extension HostnameSuite.Vector {
    /// The certificate's DER; empty if its base64 can't be read.
    public var certificateOctets: [UInt8] { Data(base64Encoded: certificate).map { [UInt8]($0) } ?? [] }

    /// The reference as a program would be handed it: UTF-8, or one octet for each character if the case says so.
    public var referenceOctets: [UInt8] {
        guard encoding == "latin1" else { return Array(reference.utf8) }
        return reference.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    /// The octets of a `0x…` reference.
    public var rawReference: [UInt8]? {
        guard reference.hasPrefix("0x"), kind == .ip else { return nil }
        let digits = Array(reference.dropFirst(2))
        guard digits.count.isMultiple(of: 2) else { return nil }
        var octets: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let octet = UInt8(String(digits[index...index + 1]), radix: 16) else { return nil }
            octets.append(octet)
        }
        return octets
    }
}
