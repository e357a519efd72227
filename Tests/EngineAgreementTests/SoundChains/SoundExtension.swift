import ServerIdentity
import TestKit

/// The extensions of a certificate that say nothing of names, key identifiers and policies.
enum SoundExtension {
    /// An extension of the arc 2.5.29.
    static func make(_ number: Int, _ content: [UInt8], isCritical: Bool = false) -> [UInt8] {
        make(SoundDER.identifier(2, 5, 29, number), content, isCritical: isCritical)
    }

    static func make(_ identifier: [UInt8], _ content: [UInt8], isCritical: Bool = false) -> [UInt8] {
        SoundDER.sequence(identifier, isCritical ? SoundDER.yes : [], SoundDER.octets(content))
    }

    /// Of a server: basicConstraints, keyUsage and extendedKeyUsage in every form that fits, or none.
    static func ofServer(
        _ key: SoundKey, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) -> [[UInt8]] {
        var extensions: [[UInt8]] = []
        if Bool.random(using: &random) {
            extensions.append(make(19, SoundDER.sequence(), isCritical: Bool.random(using: &random)))
        }
        let digitalSignature = 0
        let nonRepudiation = 1
        let (keyEncipherment, dataEncipherment, keyAgreement) = (2, 3, 4)
        var usages = [[digitalSignature], [digitalSignature, nonRepudiation]]
        if key.isRSA, !key.features.contains(.keyForPSSAlone) {
            usages += [
                [digitalSignature, keyEncipherment], [keyEncipherment], [0, 1, keyEncipherment, dataEncipherment],
            ]
        }
        if key.isEllipticCurve {
            // With keyAgreement, encipherOnly (7) and decipherOnly (8) have a meaning.
            usages += [[digitalSignature, keyAgreement], [keyAgreement], [0, keyAgreement, 7], [0, keyAgreement, 8]]
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            features.insert(.noKeyUsage)
        } else if let usage = usages.randomElement(using: &random) {
            if !usage.contains(digitalSignature) { features.insert(.noDigitalSignature) }
            extensions.append(make(15, SoundDER.bits(named: usage), isCritical: Bool.random(using: &random)))
        }
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<4: features.insert(.noPurpose)
        case 4:
            features.insert(.anyPurposeOfServer)
            extensions.append(purposes([any], &random))
        case 5: extensions.append(purposes([server, any], &random))
        case 6..<13: extensions.append(purposes([server, client], &random))
        default: extensions.append(purposes([server], &random))
        }
        return extensions
    }

    /// Of a CA with as many CAs below it that count.
    static func ofAuthority(
        below: Int, isRoot: Bool, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) -> [[UInt8]] {
        var length: [UInt8] = []
        switch Int.random(in: 0..<5, using: &random) {
        case 0, 1:
            features.insert(.exactPathLength)
            length = SoundDER.integer(below)
        case 2: length = SoundDER.integer(below + Int.random(in: 1...200, using: &random))
        default: break
        }
        var extensions = [make(19, SoundDER.sequence(SoundDER.yes, length), isCritical: true)]
        let certificateSigning = 5
        if Int.random(in: 0..<8, using: &random) == 0 {
            features.insert(.noKeyUsageOfCA)
        } else {
            let usage = [[certificateSigning], [certificateSigning, 6], [0, certificateSigning, 6]].randomElement(
                using: &random)
            extensions.append(
                make(15, SoundDER.bits(named: usage ?? [certificateSigning]), isCritical: Bool.random(using: &random)))
        }
        switch Int.random(in: 0..<60, using: &random) {
        case 0:
            features.insert(isRoot ? .anyPurposeOfRoot : .anyPurposeOfCA)
            extensions.append(purposes([any], &random))
        case 1..<3: extensions.append(purposes([server, any], &random))
        case 3..<9:
            features.insert(.purposesOfCA)
            extensions.append(purposes([server, client], &random))
        case 9..<14:
            features.insert(.purposesOfCA)
            extensions.append(purposes([server], &random))
        default: break
        }
        return extensions
    }

    private static let any = SoundDER.identifier(2, 5, 29, 37, 0)
    private static let server = SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 3, 1)
    private static let client = SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 3, 2)

    private static func purposes(_ purposes: [[UInt8]], _ random: inout SeededGenerator) -> [UInt8] {
        make(
            37, SoundDER.sequence(of: purposes.shuffled(using: &random)),
            isCritical: !purposes.contains(any) && Int.random(in: 0..<6, using: &random) == 0)
    }

    /// What any certificate may have beside; none of it is critical.
    static func others(_ instant: Instant, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>)
        -> [[UInt8]]
    {
        func access(_ number: Int, _ uri: String) -> [UInt8] {
            SoundDER.sequence(SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 48, number), SoundDER.text(0x86, uri))
        }
        let list = SoundDER.sequence(
            SoundDER.sequence(SoundDER.tagged(0, SoundDER.tagged(0, SoundDER.text(0x86, "http://crl.example.org/a")))))
        // With reasons and an issuer of the list.
        let parted = SoundDER.sequence(
            SoundDER.sequence(
                SoundDER.tagged(0, SoundDER.tagged(0, SoundDER.text(0x86, "ldap://crl.example.org/"))),
                SoundDER.value(0x81, [1, 0x60]), SoundDER.tagged(2, SoundName.directory(.listSigner).der)))
        let possible: [(SoundFeature, [UInt8])] = [
            (
                .informationAccess,
                make(
                    SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 1, 1),
                    SoundDER.sequence(access(1, "http://ocsp.example.org"), access(2, "http://ca.example.org/a.cer")))
            ),
            Bool.random(using: &random)
                ? (.distributionPoint, make(31, list)) : (.distributionPointOfReasons, make(31, parted)),
            (.freshestList, make(46, list)),
            (.issuerAlternativeName, make(18, SoundDER.sequence(SoundDER.text(0x86, "https://ca.example.org/")))),
            (
                .directoryAttributes,
                make(
                    9,
                    SoundDER.sequence(
                        SoundDER.sequence(
                            SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 9, 4),
                            SoundDER.set(of: [SoundDER.text(0x13, "DE")]))))
            ),
            (
                .keyUsagePeriod,
                make(16, SoundDER.sequence(SoundDER.generalizedTime(instant, tag: 0x80)))
            ),
            (
                .unknownExtension,
                make(SoundDER.identifier(1, 3, 6, 1, 4, 1, 55555, 2, 300), [0xDE, 0xAD, 0xBE, 0xEF])
            ),
            (.unknownExtension, make(SoundDER.identifier(1, 3, 6, 1, 4, 1, 311, 20, 2), SoundDER.text(0x1E, "\0W\0S"))),
            (
                .netscapeComment,
                make(SoundDER.identifier(2, 16, 840, 1, 113730, 1, 13), SoundDER.text(0x16, "made by a test"))
            ),
        ]
        return possible.filter { _ in Int.random(in: 0..<8, using: &random) == 0 }.map { feature, content in
            features.insert(feature)
            return content
        }
    }
}
