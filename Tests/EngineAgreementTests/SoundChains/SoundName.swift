import ServerIdentity
import TestKit
import Testing

/// A GeneralName of a certificate that is sound.
enum SoundName: Sendable {
    case dns(String)
    case address([UInt8])
    case mail(String)
    case uri(String)
    case directory(SoundSubject)
    /// Of a kind that no constraint of these chains is about, in DER.
    case other([UInt8])

    var der: [UInt8] {
        switch self {
        case .dns(let name): SoundDER.text(0x82, name)
        case .address(let octets): SoundDER.value(0x87, octets)
        case .mail(let text): SoundDER.text(0x81, text)
        case .uri(let text): SoundDER.text(0x86, text)
        case .directory(let subject): SoundDER.tagged(4, subject.der)
        case .other(let der): der
        }
    }

    /// A principal name as Active Directory has them.
    static let principal = SoundName.other(
        SoundDER.tagged(
            0, SoundDER.identifier(1, 3, 6, 1, 4, 1, 311, 20, 2, 3),
            SoundDER.tagged(0, SoundDER.text(0x0C, "a@ad.example"))))
    /// A name of a service (RFC 4985).
    static let service = SoundName.other(
        SoundDER.tagged(
            0, SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 8, 7),
            SoundDER.tagged(0, SoundDER.text(0x16, "_imap.mail.example.org"))))
    static let registeredID = SoundName.other(
        SoundDER.value(0x88, SoundDER.identifierContent([1, 3, 6, 1, 4, 1, 55555])))
    static let x400 = SoundName.other(SoundDER.tagged(3, SoundDER.sequence()))
    static let ediParty = SoundName.other(SoundDER.tagged(5, SoundDER.tagged(1, SoundDER.text(0x0C, "party"))))
}

/// What a server's certificate presents, and the name that is asked for, which is among it.
struct SoundServerNames {
    private(set) var names: [SoundName] = []
    private(set) var asked: ReferenceIdentity
    /// The dNSName that is asked for; nil for an address.
    private(set) var host: String?

    init(below base: SoundSubject, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>) throws {
        func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
        if chance(25) {
            let octets = Self.address(&random)
            features.insert(octets.count == 4 ? .addressIPv4 : .addressIPv6)
            names.append(.address(octets))
            asked = .ip(try #require(IPAddress(octets: octets)))
        } else {
            let domain = Self.domain(&random)
            let host = Self.label(&random) + "." + domain
            self.host = host
            var reference = host
            var presented = host
            if chance(25) {
                features.insert(.wildcard)
                presented = "*." + domain
            }
            if host.contains("xn--") { features.insert(.aLabel) }
            if chance(20) {
                features.insert(.otherCase)
                reference = Self.otherCase(reference, &random)
                presented = Self.otherCase(presented, &random)
            }
            names.append(.dns(presented))
            asked = .dns(try DNSName(parsing: reference))
        }
        let isMany = chance(3)
        if isMany { features.insert(.manyNames) }
        for _ in 0..<(isMany ? 150 : Int.random(in: 0...2, using: &random)) {
            names.append(.dns(Self.label(&random) + "." + Self.domain(&random)))
        }
        for _ in 0..<max(0, Int.random(in: -3...2, using: &random)) { names.append(.address(Self.address(&random))) }
        func add(_ percent: Int, _ feature: SoundFeature, _ name: SoundName) {
            guard chance(percent) else { return }
            features.insert(feature)
            names.append(name)
        }
        add(10, .mailName, .mail("admin@mail.example.org"))
        add(10, .uriName, .uri("https://www.example.org:8443/a?b#c"))
        add(3, .uriName, .uri("urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"))
        if chance(8) {
            features.insert(.directoryName)
            names.append(.directory(SoundSubject(below: base, number: 900, &random, &features)))
        }
        add(6, .otherName, .principal)
        add(6, .serviceName, .service)
        add(6, .registeredID, .registeredID)
        add(1, .rareKindOfName, .x400)
        add(1, .rareKindOfName, .ediParty)
        names.shuffle(using: &random)
    }

    private static func label(_ random: inout SeededGenerator) -> String {
        ["www", "api", "mail", "a-b", "1x", "xn--bcher-kva", "xn--nxasmq6b", "a--b"].randomElement(using: &random)
            ?? "www"
    }

    private static func domain(_ random: inout SeededGenerator) -> String {
        ["example.org", "example.com", "shop.example.net", "a.b.c.d.example.org", "xn--mnchen-3ya.example"]
            .randomElement(
                using: &random) ?? "example.org"
    }

    private static func address(_ random: inout SeededGenerator) -> [UInt8] {
        let isLong = Bool.random(using: &random)
        let start: [UInt8] = isLong ? [0x20, 0x01, 0x0D, 0xB8] : [192, 0]
        return start + (0..<(isLong ? 12 : 2)).map { _ in .random(in: 0...255, using: &random) }
    }

    private static func otherCase(_ text: String, _ random: inout SeededGenerator) -> String {
        String(text.map { Bool.random(using: &random) ? Character($0.uppercased()) : $0 })
    }
}
