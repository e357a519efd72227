import Countersigning
import Foundation
import GnuTLS
import IndependentValidator
import InternationalNames
import ServerIdentity

/// What one engine says of a case: the certificate belongs to the reference, or not, or the case can't be put to the engine.
enum NameAnswer: String {
    case match, mismatch, invalid
}

/// An engine's name matching by itself, without trust or validity: what the hostname suite asks.
protocol HostnameMatching {
    func answer(_ vector: HostnameSuite.Vector) -> (answer: NameAnswer, context: String?)
}

extension HostnameSuite.Vector {
    var certificateOctets: [UInt8] { Data(base64Encoded: certificate).map { [UInt8]($0) } ?? [] }

    /// The reference as a program would be handed it: UTF-8, or one octet for each character if the case says so.
    var referenceOctets: [UInt8] {
        guard encoding == "latin1" else { return Array(reference.utf8) }
        return reference.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    /// The octets of a `0x…` reference.
    var rawReference: [UInt8]? {
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

/// Our validator: the reference is parsed first, and a text that names no server matches nothing.
struct SwiftHostnameMatching: HostnameMatching {
    let policy: Policy

    func answer(_ vector: HostnameSuite.Vector) -> (answer: NameAnswer, context: String?) {
        let identity: ReferenceIdentity
        do throws(ReferenceIdentityError) { identity = try parse(vector) } catch { return (.invalid, error.description) }
        do throws(CertificateDecodingError) {
            let der: CertificateDER
            do throws(CertificateChainError) { der = try CertificateDER(vector.certificateOctets) } catch {
                return (.invalid, error.description)
            }
            let finding = SwiftValidator(version: Version.current).matchName(try DecodedCertificate(der), identity, policy: policy)
            return finding.map { (.mismatch, $0.description) } ?? (.match, nil)
        } catch {
            return (.invalid, error.description)
        }
    }

    private func parse(_ vector: HostnameSuite.Vector) throws(ReferenceIdentityError) -> ReferenceIdentity {
        if let octets = vector.rawReference {
            guard let address = IPAddress(octets: octets) else { throw .init(vector.reference, "an address has 4 or 16 octets") }
            return .ip(address)
        }
        let prefix =
            switch vector.kind {
            case .auto: ""
            case .dns: "dns:"
            case .ip: "ip:"
            }
        guard let text = String(validating: vector.referenceOctets, as: UTF8.self) else {
            throw .init(vector.reference, "its octets are not UTF-8")
        }
        return try ReferenceIdentity(parsing: prefix + text, asciiForm: InternationalNames.asciiForm)
    }
}

/// GnuTLS's own functions, on the text as it stands.
struct GnuTLSHostnameMatching: HostnameMatching {
    func answer(_ vector: HostnameSuite.Vector) -> (answer: NameAnswer, context: String?) {
        if vector.referenceOctets.contains(0) { return (.invalid, "a C string ends at its first NUL") }
        do throws(GnuTLSError) {
            let certificate = try Certificate(der: vector.certificateOctets)
            if let octets = vector.rawReference { return (certificate.matches(.address(octets)) ? .match : .mismatch, nil) }
            if vector.kind == .ip, let address = IPAddress(parsing: vector.reference) {
                return (certificate.matches(.address(address.octets)) ? .match : .mismatch, nil)
            }
            let wildcards = vector.flags?.contains("WILDCARDS") != true
            let addresses = vector.flags?.contains("IP_MATCHES") != true
            let matches = certificate.matches(text: vector.referenceOctets, wildcards: wildcards, addresses: addresses)
            return (matches ? .match : .mismatch, nil)
        } catch {
            return (.invalid, error.description)
        }
    }
}
