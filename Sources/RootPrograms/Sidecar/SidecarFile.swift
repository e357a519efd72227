import Foundation
import ServerIdentity

/// The sidecar as JSON has it, before anything in it is believed.
struct SidecarFile: Decodable {
    let schema_version: Int
    let source: Source
    let roots: [Root]
    let distrusted: [Distrusted]

    struct Source: Decodable {
        let name: String
        let sha256: String
        let version: String?

        private enum CodingKeys: String, CodingKey, CaseIterable { case name, sha256, version }

        init(from decoder: any Decoder) throws {
            let fields = try StrictFields<CodingKeys>(decoder)
            name = try fields.value(.name)
            sha256 = try fields.value(.sha256)
            version = try fields.optional(.version)
        }
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case schema_version, source, problems, roots, distrusted }

    init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        schema_version = try fields.value(.schema_version)
        source = try fields.value(.source)
        // What the import named is for people: it changes nothing about what is trusted.
        _ = try fields.value(.problems) as [Problem]
        roots = try fields.value(.roots)
        distrusted = try fields.value(.distrusted)
    }

    private struct Problem: Decodable {
        private enum CodingKeys: String, CodingKey, CaseIterable { case line, kind, severity, text }

        init(from decoder: any Decoder) throws {
            let fields = try StrictFields<CodingKeys>(decoder)
            _ = try fields.value(.line) as Int
            for key in [CodingKeys.kind, .severity, .text] { _ = try fields.value(key) as String }
        }
    }

    struct Trust: Decodable {
        let levels: PurposeTrust

        private enum CodingKeys: String, CodingKey, CaseIterable { case server, email, code }

        init(from decoder: any Decoder) throws {
            let fields = try StrictFields<CodingKeys>(decoder)
            func level(_ key: CodingKeys) throws -> TrustLevel {
                let text: String = try fields.value(key)
                guard let level = TrustLevel(rawValue: text) else {
                    throw fields.corrupted(key, "'\(EscapedText(text))' is no trust level")
                }
                return level
            }
            levels = PurposeTrust(server: try level(.server), email: try level(.email), code: try level(.code))
        }
    }

    struct Root: Decodable {
        let label: String
        let sha256: String
        let trust: Trust
        let serverDistrustAfter: Instant?
        let emailDistrustAfter: Instant?
        let line: Int
        let der: Data

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case label, sha256, subject, issuer, serial, not_before, not_after, key, trust, server_distrust_after,
                email_distrust_after
            case line, der
        }

        init(from decoder: any Decoder) throws {
            let fields = try StrictFields<CodingKeys>(decoder)
            label = try fields.value(.label)
            sha256 = try fields.value(.sha256)
            trust = try fields.value(.trust)
            serverDistrustAfter = try fields.instant(.server_distrust_after)
            emailDistrustAfter = try fields.instant(.email_distrust_after)
            line = try fields.value(.line)
            der = try fields.value(.der)
            for key in [CodingKeys.subject, .issuer, .serial, .not_before, .not_after, .key] { _ = try fields.value(key) as String }
        }

        func root(_ field: String, _ decode: RootDecoding) throws(SidecarProblem) -> ListedRoot {
            ListedRoot(
                label: label, certificate: try decoded(der, sha256, field, decode), trust: trust.levels,
                serverDistrustAfter: serverDistrustAfter, emailDistrustAfter: emailDistrustAfter, line: line)
        }
    }

    struct Distrusted: Decodable {
        let label: String
        let issuer: Data
        let serial: String
        let sha256: String?
        let trust: Trust
        let line: Int
        let der: Data?

        private enum CodingKeys: String, CodingKey, CaseIterable { case label, issuer_der, serial, sha256, trust, line, der }

        init(from decoder: any Decoder) throws {
            let fields = try StrictFields<CodingKeys>(decoder)
            label = try fields.value(.label)
            issuer = try fields.value(.issuer_der)
            serial = try fields.value(.serial)
            sha256 = try fields.optional(.sha256)
            trust = try fields.value(.trust)
            line = try fields.value(.line)
            der = try fields.optional(.der)
        }

        func entry(_ field: String, _ decode: RootDecoding) throws(SidecarProblem) -> DistrustedRoot {
            let serial = try Hexadecimal.octets(serial, count: nil, "\(field).serial")
            guard trust.levels.contains(.notTrusted) else {
                throw SidecarProblem("\(field).trust", "it is not_trusted for nothing")
            }
            let issuer = [UInt8](issuer)
            guard isEncodedName(issuer) else { throw SidecarProblem("\(field).issuer_der", "it is no DER encoding of a Name") }
            guard (der == nil) == (sha256 == nil) else { throw SidecarProblem("\(field).sha256", "sha256 and der belong together") }
            var certificate: DescribedCertificate?
            if let der, let sha256 {
                let decoded = try SidecarFile.decoded(der, sha256, field, decode)
                guard decoded.number == IssuerAndSerial(issuer: issuer, serial: serial) else {
                    throw SidecarProblem("\(field).der", "the certificate has another issuer or serial number")
                }
                certificate = decoded
            }
            return DistrustedRoot(
                label: label, issuer: issuer, serial: serial, certificate: certificate, trust: trust.levels, line: line)
        }
    }

    private static func decoded(
        _ der: Data, _ sha256: String, _ field: String, _ decode: RootDecoding
    ) throws(SidecarProblem) -> DescribedCertificate {
        let expected = try Hexadecimal.octets(sha256, count: 32, "\(field).sha256")
        let certificate: CertificateDER
        do throws(CertificateChainError) { certificate = try CertificateDER([UInt8](der)) } catch {
            throw SidecarProblem("\(field).der", "\(error)")
        }
        let decoded: DescribedCertificate
        do throws(UndecodableCertificate) { decoded = try decode(certificate) } catch {
            throw SidecarProblem("\(field).der", "the certificate can't be decoded: \(error)")
        }
        guard decoded.facts.sha256 == expected else {
            throw SidecarProblem("\(field).sha256", "it is not that of the certificate")
        }
        return decoded
    }
}
