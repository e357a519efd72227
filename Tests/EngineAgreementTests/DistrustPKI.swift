import ServerIdentity
import SwiftASN1
import Testing
import X509

@testable import Lab

/// A leaf below an intermediate that two roots have certified, and what a root program says of them.
struct DistrustPKI {
    /// Where the tests' anchors come from, by name: `old` and `renewed` are one CA (name and key), `other` is another.
    let old: LabAuthority
    let renewed: LabAuthority
    let other: LabAuthority
    /// The intermediate as certified by `old` (and so by `renewed`), and by `other`.
    let intermediate: LabAuthority
    let crossSigned: LabAuthority
    let leaf: LabAuthority
    /// Of a client, by the same intermediate.
    let client: LabAuthority

    static let now: Int64 = 1_800_000_000
    /// notBefore and notAfter of leaf and client.
    static let notBefore = now - 30 * 86_400
    static let notAfter = now + 60 * 86_400
    static let name = "good.example"

    static let shared = Result { try DistrustPKI() }

    init() throws {
        let calendar = LabCalendar(instant: Self.now)
        let key = try LabKey.ecdsa()
        old = try .root("Old root", key: key, calendar: calendar)
        renewed = try .root("Old root", key: key, calendar: calendar)
        other = try .root("Other root", key: .ecdsa(), calendar: calendar)
        let authority = LabHierarchy.authority("Intermediate", key: try .ecdsa())
        intermediate = try old.issue(authority)
        crossSigned = try other.issue(authority)
        leaf = try intermediate.issue(LabRequest(commonName: Self.name, names: [.dns(Self.name)], key: .ecdsa()))
        client = try intermediate.issue(
            LabRequest(commonName: Self.name, names: [.dns(Self.name)], key: .ecdsa(), purpose: .clientAuth))
    }

    func authority(_ who: Who) -> LabAuthority {
        switch who {
        case .old: old
        case .renewed: renewed
        case .other: other
        case .intermediate: intermediate
        case .crossSigned: crossSigned
        case .leaf: leaf
        case .client: client
        }
    }

    enum Who: String { case old, renewed, other, intermediate, crossSigned, leaf, client }

    func der(_ who: Who) throws -> CertificateDER { try CertificateDER(authority(who).der) }

    func anchor(_ who: Who, until date: Int64? = nil) throws -> TrustAnchor {
        let date = try date.map { try #require(Instant(secondsSinceEpoch: $0)) }
        return TrustAnchor(try der(who), constraints: AnchorConstraints(serverDistrustAfter: date))
    }

    /// What an entry of the root program knows of the certificate that it distrusts.
    enum Knowledge: String, CaseIterable {
        /// The octets, beside a number that fits nothing.
        case octets
        /// Issuer and serial number alone.
        case number
        /// Both, as certdata.txt gives them.
        case both
    }

    func entry(_ who: Who, _ knowledge: Knowledge) throws -> DistrustedCertificate {
        let certificate = authority(who).certificate
        let issuer = try certificate.issuer.octets
        let serial = Array(certificate.serialNumber.bytes)
        return DistrustedCertificate(
            issuer: knowledge == .octets ? [0x30, 0x00] : issuer, serial: knowledge == .octets ? [1] : serial,
            certificate: knowledge == .number ? nil : try der(who), label: "Explicitly distrusted")
    }

    func question(
        _ chain: [Who], _ anchors: [TrustAnchor], distrusted: [DistrustedCertificate] = [], at seconds: Int64 = now,
        policy: Policy = .default
    ) throws -> Question {
        Question(
            chain: try CertificateChain(chain.map { try der($0) }), identity: .dns(try DNSName(parsing: Self.name)), policy: policy,
            anchors: try TrustAnchorSet(anchors, distrusted: distrusted, constraintKnowledge: .known, source: "test"),
            instant: try #require(Instant(secondsSinceEpoch: seconds)))
    }
}

extension DistinguishedName {
    /// The DER encoding.
    fileprivate var octets: [UInt8] {
        get throws {
            var serializer = DER.Serializer()
            try serializer.serialize(self)
            return serializer.serializedBytes
        }
    }
}
