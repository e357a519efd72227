import Foundation
import InternationalNames
import ServerIdentity

/// A host and the key that it showed first: one line of a file of known hosts.
///
/// `www.example.org:443 sha256//BASE64 2026-11-25T07:00:00Z BASE64-OF-THE-CERTIFICATE`; the certificate may be missing,
/// and counts for nothing but the report of a change.
struct KnownHost: Hashable {
    /// `host:port` as `KnownHost.name(of:)` writes it, however the line spells it.
    let name: String
    let pin: PublicKeyPin
    let firstSeen: Instant
    let certificate: CertificateDER?

    /// The name by which a target is known: where it was dialled, whatever it is expected to be.
    static func name(of target: Target) -> String { name(host: target.host, port: target.port) }

    /// One name for all spellings of a host: an address as RFC 5952 writes it, with its zone (RFC 4007 section 11); a
    /// host name in lower case without a trailing dot. Otherwise another spelling would be another host, whose changed
    /// key is recorded as its first.
    private static func name(host: some StringProtocol, port: Int) -> String {
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : host[...]
        if bare.contains(":"), let address = IPAddress(parsingWithZone: String(bare)) {
            return "[\(address)\(bare.drop { $0 != "%" })]:\(port)"
        }
        let lower = host.utf8.map(\.asciiLowercased)
        let name = lower.last == UInt8(ascii: ".") ? lower.dropLast() : lower[...]
        return "\(String(decoding: name, as: UTF8.self)):\(port)"
    }

    init(name: String, pin: PublicKeyPin, firstSeen: Instant, certificate: CertificateDER?) {
        self.name = name
        self.pin = pin
        self.firstSeen = firstSeen
        self.certificate = certificate
    }

    /// Reads one line, which is neither empty nor a comment.
    ///
    /// - Throws: `BadLine` with one clause.
    init(line: some StringProtocol) throws(BadLine) {
        // A carriage return before the line's end is no part of the last field.
        var octets = Substring(line).utf8
        if octets.last == UInt8(ascii: "\r") { octets = octets.dropLast() }
        let fields = octets.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map { Substring($0) }
        guard (3...4).contains(fields.count) else {
            throw BadLine("has \(fields.count) fields; expected: host:port, pin, date and perhaps a certificate")
        }
        name = try Self.name(fields[0])
        do throws(PublicKeyPinError) { pin = try PublicKeyPin(parsing: fields[1]) } catch {
            throw BadLine("the pin \(error.reason)")
        }
        guard let date = Instant(rfc3339: String(fields[2])) else { throw BadLine("the date is not one of RFC 3339") }
        firstSeen = date
        certificate = try fields.count == 4 ? Self.certificate(fields[3]) : nil
    }

    /// Why a line can't be used.
    struct BadLine: Error {
        let reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// The host is read as any target is, so that each spelling that can be dialled is found again, and what can't be
    /// is a bad line instead of a host that nobody ever meets.
    private static func name(_ text: Substring) throws(BadLine) -> String {
        guard let colon = text.lastIndex(of: ":"), colon != text.startIndex else { throw BadLine("does not begin with host:port") }
        let target: Target
        do throws(ReferenceIdentityError) {
            target = try Target(parsing: String(text), defaultPort: noPort, asciiForm: InternationalNames.asciiForm)
        } catch {
            throw BadLine("does not begin with host:port: \(error.reason)")
        }
        if target.port == noPort { throw BadLine("does not begin with host:port: the port is missing") }
        return name(of: target)
    }

    /// No target has it: ports go from 1.
    private static let noPort = 0

    private static func certificate(_ text: Substring) throws(BadLine) -> CertificateDER {
        guard let data = Data(base64Encoded: String(text)), let der = try? CertificateDER([UInt8](data)) else {
            throw BadLine("the certificate is not base64")
        }
        return der
    }

    /// The line, without its end.
    var line: String {
        let fields = [name, pin.description, firstSeen.description]
        return (fields + [certificate.map { Data($0.octets).base64EncodedString() }].compactMap(\.self)).joined(separator: " ")
    }
}
