import Crypto
import ServerIdentity

/// A CA whose key is at hand: what a fuzzer changed is signed anew, and so gets behind the signature check.
struct MadeAuthority: Sendable {
    let name: [UInt8]
    private let key: Curve25519.Signing.PrivateKey

    /// The CA that all targets trust.
    static let root = MadeAuthority("Fuzz Root", secret: 1)
    /// A CA below it.
    static let intermediate = MadeAuthority("Fuzz CA", secret: 2)
    /// Whose certificate is asked about.
    static let server = MadeAuthority("www.example.org", secret: 3)

    static let instant = Instant(rfc3339: "2026-01-01T00:00:00Z") ?? .earliest
    static let identity = (try? DNSName(parsing: "www.example.org")).map(ReferenceIdentity.dns)
    static let engine = SwiftEngine.made
    static let anchors = root.certificate.flatMap { try? TrustAnchorSet([TrustAnchor($0, origin: "fuzz")], source: "fuzz") }

    private init(_ name: String, secret: UInt8) {
        self.name = DERParts.name(name)
        // Any 32 octets are a key of Ed25519.
        key =
            (try? Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: secret, count: 32)))
            ?? Curve25519.Signing.PrivateKey()
    }

    var subjectPublicKeyInfo: [UInt8] { DERParts.sequence(DERParts.ed25519, DERParts.bits(key.publicKey.rawRepresentation)) }

    /// A value that is signed, its algorithm, the signature: the outer form of certificates, lists and responses alike.
    func signed(_ part: [UInt8], followedBy rest: [UInt8] = []) -> [UInt8] {
        let signature = (try? key.signature(for: part)).map { [UInt8]($0) } ?? []
        return DERParts.sequence(part, DERParts.ed25519, DERParts.bits(signature), rest)
    }

    /// The same with octets that are no signature.
    static func unsigned(_ part: [UInt8], followedBy rest: [UInt8] = []) -> [UInt8] {
        DERParts.sequence(part, DERParts.ed25519, DERParts.bits([UInt8](repeating: 0, count: 64)), rest)
    }

    /// A certificate of `subject` with these extensions.
    func issued(_ subject: MadeAuthority, serial: [UInt8] = [5], extensions: [[UInt8]]) -> CertificateDER? {
        issued(subject.name, subject.subjectPublicKeyInfo, serial: serial, extensions: extensions)
    }

    /// A certificate for a key with these extensions.
    func issued(_ subject: [UInt8], _ key: [UInt8], serial: [UInt8] = [5], extensions: [[UInt8]]) -> CertificateDER? {
        let tbs = Self.content(issuer: name, subject, key, serial: serial, DERParts.ed25519, extensions)
        return try? CertificateDER(signed(tbs))
    }

    /// A tbsCertificate that is valid at `instant`.
    static func content(
        issuer: [UInt8], _ subject: [UInt8], _ key: [UInt8], serial: [UInt8], _ algorithm: [UInt8],
        _ extensions: [[UInt8]]
    ) -> [UInt8] {
        DERParts.sequence(
            [0xA0, 0x03, 0x02, 0x01, 0x02], DERParts.value(0x02, serial), algorithm, issuer, validity, subject, key,
            DERParts.value(0xA3, DERParts.value(0x30, extensions.flatMap(\.self))))
    }

    static let validity = DERParts.sequence(
        DERParts.value(0x17, Array("250101000000Z".utf8)), DERParts.value(0x17, Array("270101000000Z".utf8)))

    /// basicConstraints of a CA, and keyUsage with keyCertSign and cRLSign.
    static let authority = [
        DERParts.extension(19, [0x30, 0x03, 0x01, 0x01, 0xFF], isCritical: true),
        DERParts.extension(15, [0x03, 0x02, 0x01, 0x06], isCritical: true),
    ]

    /// subjectAltName with `www.example.org`.
    static let serverName = DERParts.extension(17, DERParts.sequence(DERParts.value(0x82, Array("www.example.org".utf8))))

    private var certificate: CertificateDER? { issued(self, serial: [1], extensions: Self.authority) }
}
