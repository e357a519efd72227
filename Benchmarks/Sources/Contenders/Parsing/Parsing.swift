import CGnuTLSPeer
import COpenSSLPeer
import IndependentValidator
import ServerIdentity
import SwiftASN1
import X509

/// A contender in the decoding of one certificate.
final class Parsing: Contender {
    /// Decodes a certificate; false if it is refused.
    typealias Decoder = ([UInt8]) -> Bool

    let name: String
    let role: Role
    let task = BenchmarkTask(.parsing, "leaf, ECDSA")
    private let der: [UInt8]
    private let decode: Decoder

    init(_ name: String, _ role: Role, _ der: [UInt8], _ decode: @escaping Decoder) {
        self.name = name
        self.role = role
        self.der = der
        self.decode = decode
    }

    func prove() throws {
        if !decode(der) { throw ContenderError.unproven("\(name): the leaf was refused") }
        if decode(der.dropLast()) { throw ContenderError.unproven("\(name): a leaf without its last octet was taken") }
        if decode([UInt8](repeating: 0x30, count: 64)) { throw ContenderError.unproven("\(name): nonsense was taken") }
    }

    func run(operations: Int) throws -> Timing {
        try Stopwatch.time(operations) { _ in
            guard decode(der) else { throw ContenderError.refused("the leaf") }
        }
    }
}

/// All contenders in decoding.
enum Parsings {
    static func contenders(_ pki: BenchmarkPKI, _ roster: inout Roster) throws {
        guard let leaf = try BenchmarkPKI.certificates(in: pki.chainFile(.ecdsa)).first else {
            throw ContenderError.setup("no leaf")
        }
        let limit = Parsing("C GnuTLS", .limit, leaf) { der in
            unsafe der.withUnsafeBufferPointer { unsafe gnutlspeer_parse($0.baseAddress, $0.count) == 0 }
        }
        roster.add(limit)
        roster.add(
            Parsing("DecodedCertificate", .ours, leaf) { der in
                guard let der = try? CertificateDER(der) else { return false }
                return (try? DecodedCertificate(der)) != nil
            })
        if unsafe opensslpeer_version() != nil {
            let peer = Parsing("OpenSSL", .peer, leaf) { der in
                unsafe der.withUnsafeBufferPointer { unsafe opensslpeer_parse($0.baseAddress, $0.count) == 0 }
            }
            roster.add(peer)
        } else {
            roster.miss("OpenSSL", limit.task, "its headers were missing when this was built")
        }
        roster.add(Parsing("swift-certificates", .peer, leaf) { (try? Certificate(derEncoded: $0)) != nil })
    }
}
