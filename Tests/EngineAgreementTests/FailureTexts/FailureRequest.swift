import Crypto
import ServerIdentity
import Testing

/// What a certificate of the failures' PKI shall say; by itself nothing that is wrong.
struct FailureRequest {
    var subject: [UInt8]
    var key: FailureKey
    /// First and last day, from the tests' now.
    var days: ClosedRange<Int64>
    var serial: [UInt8]
    var isVersion1 = false
    /// The content of basicConstraints; nil for none.
    var basicConstraints: [UInt8]? = SoundDER.sequence()
    /// The bits of keyUsage; nil for none.
    var usages: [Int]?
    /// Last arcs below id-kp; nil for no extendedKeyUsage.
    var purposes: [Int]?
    /// GeneralNames in DER; nil for no subjectAltName.
    var names: [[UInt8]]?
    /// More extensions.
    var others: [[UInt8]] = []
    var hash = FailureKey.Hash.sha256
    /// What the certificate says of its issuer's key; nil for what is so.
    var authorityKeyIdentifier: [UInt8]?
    var hasAuthorityKeyIdentifier = true

    /// A server of the host that the tests ask for.
    static func server(_ host: String = FailurePKI.host) throws -> FailureRequest {
        FailureRequest(
            subject: FailureName.common(host), key: try FailureKey(host), days: -30...60, serial: [0x11],
            usages: [0], purposes: [1], names: [FailureName.dns(host)])
    }

    /// A CA.
    static func authority(_ name: String, pathLength: Int? = nil) throws -> FailureRequest {
        FailureRequest(
            subject: FailureName.common(name), key: try FailureKey(name), days: -1_000...1_000, serial: [0x22],
            basicConstraints: SoundDER.sequence(SoundDER.yes, pathLength.map { SoundDER.integer($0) } ?? []),
            usages: [5, 6])
    }

    /// The certificate that an authority signs; by itself self-signed.
    ///
    /// - Parameter key: signs in the place of the issuer's.
    func issued(by issuer: FailureCertificate? = nil, signedWith key: FailureKey? = nil) throws -> FailureCertificate {
        let signer = key ?? issuer?.key ?? self.key
        let name = issuer?.name ?? subject
        let identifier = hasAuthorityKeyIdentifier ? authorityKeyIdentifier ?? issuer?.key.identifier : nil
        let octets = try signer.signed(hash) { content(name, $0, identifier) }
        return FailureCertificate(der: try CertificateDER(octets), name: subject, key: self.key, serial: serial)
    }

    private func content(_ issuer: [UInt8], _ algorithm: [UInt8], _ authorityKeyIdentifier: [UInt8]?) -> [UInt8] {
        let period = SoundDER.sequence(
            SoundDER.time(FailurePKI.day(days.lowerBound)), SoundDER.time(FailurePKI.day(days.upperBound)))
        return SoundDER.sequence(
            isVersion1 ? [] : SoundDER.tagged(0, SoundDER.integer(2)), SoundDER.value(0x02, serial), algorithm, issuer,
            period, subject, key.subjectPublicKeyInfo,
            isVersion1 ? [] : SoundDER.tagged(3, SoundDER.sequence(of: extensions(authorityKeyIdentifier))))
    }

    private func extensions(_ authorityKeyIdentifier: [UInt8]?) -> [[UInt8]] {
        var all = [SoundExtension.make(14, SoundDER.octets(key.identifier))]
        if let authorityKeyIdentifier {
            all.append(SoundExtension.make(35, SoundDER.sequence(SoundDER.value(0x80, authorityKeyIdentifier))))
        }
        if let basicConstraints { all.append(SoundExtension.make(19, basicConstraints, isCritical: true)) }
        if let usages { all.append(SoundExtension.make(15, SoundDER.bits(named: usages), isCritical: true)) }
        if let purposes {
            let identifiers = purposes.map { SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 3, $0) }
            all.append(SoundExtension.make(37, SoundDER.sequence(of: identifiers)))
        }
        if let names {
            all.append(SoundExtension.make(17, SoundDER.sequence(of: names), isCritical: subject == FailureName.none))
        }
        return all + others
    }
}

/// A certificate and its key, which issues others.
struct FailureCertificate {
    let der: CertificateDER
    let name: [UInt8]
    let key: FailureKey
    let serial: [UInt8]

    /// The pin of its key.
    var pin: PublicKeyPin {
        get throws {
            try #require(PublicKeyPin(sha256: Array(SHA256.hash(data: key.subjectPublicKeyInfo))))
        }
    }

    /// The same with its signature altered.
    func altered() throws -> FailureCertificate {
        var octets = der.octets
        octets[octets.count - 1] ^= 1
        return FailureCertificate(der: try CertificateDER(octets), name: name, key: key, serial: serial)
    }

    /// The same, no longer DER of a certificate.
    func broken() throws -> FailureCertificate {
        var octets = der.octets
        octets[10] = 0x42  // the tag of the version, which is an INTEGER no longer
        return FailureCertificate(der: try CertificateDER(octets), name: name, key: key, serial: serial)
    }
}

/// Names of every kind, in DER.
enum FailureName {
    /// A Name without a part.
    static let none = SoundDER.sequence()

    /// A Name of one commonName, as UTF8String or otherwise.
    static func common(_ text: String, tag: UInt8 = 0x0C) -> [UInt8] { name(3, text, tag: tag) }

    /// A Name of one organizationName.
    static func organization(_ text: String) -> [UInt8] { name(10, text, tag: 0x0C) }

    private static func name(_ attribute: Int, _ text: String, tag: UInt8) -> [UInt8] {
        let part = SoundDER.sequence(SoundDER.identifier(2, 5, 4, attribute), SoundDER.text(tag, text))
        return SoundDER.sequence(SoundDER.set(of: [part]))
    }

    static func dns(_ text: String) -> [UInt8] { SoundDER.text(0x82, text) }
    static func ip(_ octets: [UInt8]) -> [UInt8] { SoundDER.value(0x87, octets) }
    static func mail(_ text: String) -> [UInt8] { SoundDER.text(0x81, text) }

    /// The extension nameConstraints of one list of subtrees: 0 permits, 1 excludes.
    static func constraints(_ list: UInt8, _ base: [UInt8]) -> [UInt8] {
        SoundExtension.make(
            30, SoundDER.sequence(SoundDER.tagged(list, SoundDER.sequence(base))), isCritical: true)
    }
}
