import Crypto
import ServerIdentity
import TestKit

/// Who signs certificates: a name, a key, and what certificates below say of both.
struct SoundAuthority {
    var subject: SoundSubject
    let key: SoundKey
    /// What stands in its own certificates; nil if that has no key identifier.
    let keyIdentifier: [UInt8]?
    /// Issuer and serial number of its certificate, in DER.
    var certificate: (issuer: [UInt8], serial: [UInt8])?

    /// Whose certificate is of the old version, which has no key identifier.
    var withoutIdentifier: SoundAuthority { SoundAuthority(subject, key, keyIdentifier: nil) }

    init(_ subject: SoundSubject, _ key: SoundKey, keyIdentifier: [UInt8]?) {
        self.subject = subject
        self.key = key
        self.keyIdentifier = keyIdentifier
    }

    /// With a key identifier of one of the ways of RFC 5280 section 4.2.1.2, or of any other way.
    init(_ subject: SoundSubject, _ key: SoundKey, _ random: inout SeededGenerator) {
        let digest = Array(Insecure.SHA1.hash(data: key.publicOctets))
        let identifier: [UInt8] =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: [0x40 | digest[12] & 0x0F] + digest.suffix(7)
            case 1: Array(SHA256.hash(data: key.publicOctets).prefix(20))
            default: digest
            }
        self.init(subject, key, keyIdentifier: identifier)
    }
}

/// A certificate but for its issuer and signature: what a CA has more than one of, cross-signed or renewed.
struct SoundCertificate {
    let holder: SoundAuthority
    var serial: [UInt8]
    var validity: ValidityPeriod
    var extensions: [[UInt8]]
    /// An old form: no version, no extensions.
    var isVersion1 = false

    /// The certificate that an authority signs.
    func issued(
        by issuer: SoundAuthority, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) throws -> (der: CertificateDER, issuerName: [UInt8]) {
        let isOwn = issuer.subject.der == holder.subject.der
        let name =
            !isOwn && Int.random(in: 0..<60, using: &random) == 0
            ? issuer.subject.spelledOtherwise(&random, &features) : issuer.subject
        let authorityIdentifier = identifier(of: issuer, &random, &features)
        let issuerName = name.der
        let octets = try issuer.key.signed(
            { content(issuerName, $0, authorityIdentifier) }, &random, &features)
        return (try CertificateDER(octets), issuerName)
    }

    private func content(_ issuer: [UInt8], _ algorithm: [UInt8], _ authorityIdentifier: [UInt8]?) -> [UInt8] {
        let period = SoundDER.sequence(SoundDER.time(validity.notBefore), SoundDER.time(validity.notAfter))
        let all = (authorityIdentifier.map { [SoundExtension.make(35, $0)] } ?? []) + extensions
        let isOld = isVersion1 || all.isEmpty
        return SoundDER.sequence(
            isOld ? [] : SoundDER.tagged(0, SoundDER.integer(2)), SoundDER.value(0x02, serial), algorithm, issuer,
            period, holder.subject.der, holder.key.subjectPublicKeyInfo,
            isOld ? [] : SoundDER.tagged(3, SoundDER.sequence(of: all)))
    }

    /// The content of authorityKeyIdentifier (RFC 5280 section 4.2.1.1); nil for none.
    private func identifier(
        of issuer: SoundAuthority, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) -> [UInt8]? {
        guard !isVersion1, let identifier = issuer.keyIdentifier, Int.random(in: 0..<10, using: &random) > 0 else {
            if !isVersion1 { features.insert(.noAuthorityKeyIdentifier) }
            return nil
        }
        let key = SoundDER.value(0x80, identifier)
        guard let certificate = issuer.certificate, Int.random(in: 0..<10, using: &random) == 0 else {
            return SoundDER.sequence(key)
        }
        features.insert(.authorityIssuerAndSerial)
        return SoundDER.sequence(
            Bool.random(using: &random) ? key : [], SoundDER.tagged(1, SoundDER.tagged(4, certificate.issuer)),
            SoundDER.value(0x82, certificate.serial))
    }

    /// A positive number of 1 to 20 octets.
    static func serial(_ random: inout SeededGenerator, _ features: inout Set<SoundFeature>) -> [UInt8] {
        let count = [1, 2, 8, 16, 20].randomElement(using: &random) ?? 16
        if count == 20 { features.insert(.longSerialNumber) }
        return [.random(in: 1...0x7F, using: &random)]
            + (1..<count).map { _ in .random(in: 0...255, using: &random) }
    }
}

extension ValidityPeriod {
    /// A period that holds the instant, sometimes as its first or its last second.
    static func sound(
        at instant: Instant, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) -> ValidityPeriod {
        let day: Int64 = 86_400
        var notBefore = instant.adding(-Int64.random(in: 1...(3 * 365 * day), using: &random))
        var notAfter = instant.adding(Int64.random(in: 1...(10 * 365 * day), using: &random))
        switch Int.random(in: 0..<50, using: &random) {
        case 0:
            features.insert(.firstSecond)
            notBefore = instant
        case 1:
            features.insert(.lastSecond)
            notAfter = instant
        case 2..<5:
            features.insert(.noExpiry)
            notAfter = .noExpiry
        case 5..<9: notAfter = instant.adding(Int64.random(in: 25...60, using: &random) * 365 * day)
        case 9: notBefore = .epoch.adding(Int64.random(in: 0...(20 * 365 * day), using: &random))
        default: break
        }
        if notAfter >= .year2050 { features.insert(.generalizedTime) }
        return ValidityPeriod(notBefore: notBefore, notAfter: notAfter)
    }

    /// A period that has ended, long or just before the instant.
    static func ended(before instant: Instant, _ random: inout SeededGenerator) -> ValidityPeriod {
        let last: Int64 = Bool.random(using: &random) ? 1 : 90 * 86_400
        return ValidityPeriod(notBefore: instant.adding(-1_000 * 86_400), notAfter: instant.adding(-last))
    }
}

extension Instant {
    fileprivate static let year2050 = Instant(year: 2050, month: 1, day: 1, hour: 0, minute: 0, second: 0) ?? .noExpiry

    func adding(_ seconds: Int64) -> Instant { Instant(secondsSinceEpoch: secondsSinceEpoch + seconds) ?? self }
}
