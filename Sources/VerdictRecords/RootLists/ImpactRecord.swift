import Countersigning
import Foundation
import ServerIdentity

/// What is read of a line of JSON: a chain in base64, or our own record.
struct ImpactRecord: Decodable {
    let target: String
    private let chain: [Certificate]
    private let engines: [Engine]?

    private enum Certificate: Decodable {
        case der([UInt8])
        case facts(notBefore: Instant, ImpactSubject.RecordedCertificate?)
        /// A record has null for a certificate that could not be decoded.
        case unknown

        private enum CodingKeys: String, CodingKey { case not_before, issuer, serial, sha256 }

        init(from decoder: any Decoder) throws {
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                self = .unknown
            } else if let base64 = try? single.decode(Data.self) {
                self = .der([UInt8](base64))
            } else {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                let text = try fields.decode(String.self, forKey: .not_before)
                guard let instant = Instant(rfc3339: text) else {
                    throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no time"))
                }
                func octets(_ key: CodingKeys) throws -> [UInt8]? {
                    try fields.decodeIfPresent(String.self, forKey: key).flatMap(ImpactRecord.octets)
                }
                var number: RecordedNumber?
                if let issuer = try fields.decodeIfPresent(String.self, forKey: .issuer), let serial = try octets(.serial) {
                    number = RecordedNumber(issuer: issuer, serial: serial)
                }
                self = .facts(notBefore: instant, try octets(.sha256).map { .init(sha256: $0, number: number) })
            }
        }
    }

    private struct Engine: Decodable {
        let verdict: String
        let path: [Element]

        struct Element: Decodable { let sha256: String? }
    }

    /// - Throws: `CertificateChainError` if the certificates make no chain.
    func evidence() throws(CertificateChainError) -> ImpactSubject.Evidence {
        var certificates: [CertificateDER] = []
        for case .der(let octets) in chain { certificates.append(try CertificateDER(octets)) }
        if !certificates.isEmpty, certificates.count == chain.count { return .chain(try CertificateChain(certificates)) }
        // Every engine that accepted names its path; one that ends at an anchor does.
        guard case .facts(let issued, _)? = chain.first,
            let path = engines?.first(where: { $0.verdict == "accepted" && $0.path.count > 1 })?.path
        else { return .notAccepted }
        let digests = path.compactMap { $0.sha256.flatMap(Self.octets) }
        guard digests.count == path.count, digests.allSatisfy({ $0.count == 32 }) else { return .notAccepted }
        var numbers: [[UInt8]: RecordedNumber] = [:]
        for case .facts(_, let certificate?) in chain { numbers[certificate.sha256] = certificate.number }
        return .accepted(.init(certificates: digests.map { .init(sha256: $0, number: numbers[$0]) }, issued: issued))
    }

    private static func octets(_ digits: String) -> [UInt8]? {
        let digits = Array(digits.utf8)
        guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
        let octets = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return octets.count == digits.count / 2 ? octets : nil
    }
}
