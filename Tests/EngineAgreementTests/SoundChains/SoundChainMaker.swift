import ServerIdentity
import TestKit

/// Makes one chain: who is in it, what their certificates say, and how it is sent (`SoundChainMaker+Shape.swift`).
struct SoundChainMaker {
    var random: SeededGenerator
    var features: Set<SoundFeature> = []
    private var unusedRSA: SoundKeyPool
    private var entities = 0
    let instant: Instant

    init(_ random: SeededGenerator, _ keys: SoundKeyPool) {
        self.random = random
        unusedRSA = keys
        let years = Self.instants.randomElement(using: &self.random) ?? .epoch
        instant = years.adding(Int64.random(in: 0...86_400 * 300, using: &self.random))
    }

    /// Most chains are judged now, some beyond the year 2050.
    private static let instants =
        [
            "2026-01-01T00:00:00Z", "2026-06-01T12:00:00Z", "2020-02-29T00:00:00Z", "2049-11-01T00:00:00Z",
            "2055-01-01T00:00:00Z",
        ]
        .compactMap { Instant(rfc3339: $0) }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    /// Says yes so often, and notes it.
    mutating func chance(_ percent: Int, _ feature: SoundFeature) -> Bool {
        let isChosen = chance(percent)
        if isChosen { features.insert(feature) }
        return isChosen
    }

    private mutating func nextNumber() -> Int {
        entities += 1
        return entities
    }

    mutating func key() throws -> SoundKey {
        var key = try SoundKey(&random)
        if chance(30), let place = unusedRSA.rsa.indices.randomElement(using: &random) {
            let (secret, feature) = unusedRSA.rsa.remove(at: place)
            key = chance(10) ? SoundKey(pss: secret, &random) : SoundKey(secret, feature)
        }
        features.formUnion(key.features)
        return key
    }

    mutating func authority(below base: SoundSubject, hasIdentifier: Bool = true) throws -> SoundAuthority {
        let subject = SoundSubject(below: base, number: nextNumber(), &random, &features)
        if !hasIdentifier || chance(8) { return SoundAuthority(subject, try key(), keyIdentifier: nil) }
        return SoundAuthority(subject, try key(), &random)
    }

    /// A path: certificates and their holders by level, the server's first and the root's last.
    struct Path {
        var templates: [SoundCertificate] = []
        var holders: [SoundAuthority] = []
        var certificates: [CertificateDER] = []

        var top: Int { holders.count - 1 }
    }

    mutating func chain() throws -> SoundChain {
        let count = [0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5].randomElement(using: &random) ?? 1
        let base: SoundSubject =
            chance(50) ? .organization(nextNumber(), &random, &features) : .empty
        let names = try SoundServerNames(below: base, &random, &features)
        if chance(3, .selfSignedServer) { return try selfSigned(base, names) }
        features.insert(SoundFeature(rawValue: "intermediates\(count)") ?? .intermediates0)
        let path = try path(count, base, names)
        var shape = Shape(path)
        try chooseAnchors(&shape, path)
        for _ in 0..<2 where chance(20) { try addAlternative(&shape, path) }
        return try finish(shape, names)
    }

    private mutating func path(_ count: Int, _ base: SoundSubject, _ names: SoundServerNames) throws -> Path {
        var path = Path()
        let hasIdentifiers = !chance(10, .noKeyIdentifiers)
        for _ in 0...(count + 1) { path.holders.append(try authority(below: base, hasIdentifier: hasIdentifiers)) }
        path.holders[0].subject = subject(of: path.holders[0], names)
        if count > 0, chance(12, .selfIssuedIntermediate) {
            let level = Int.random(in: 1...count, using: &random)
            path.holders[level].subject = path.holders[level + 1].subject
        }
        let isOld = chance(5, .version1Root)
        if isOld { path.holders[path.top] = path.holders[path.top].withoutIdentifier }
        path.templates = try templates(path.holders, base, names, isOld: isOld)
        // From the root down, so that each knows its issuer's certificate.
        path.certificates = Array(repeating: try CertificateDER([0x30, 0]), count: path.holders.count)
        for level in path.holders.indices.reversed() {
            let issuer = path.holders[min(level + 1, path.top)]
            let (der, name) = try path.templates[level].issued(by: issuer, &random, &features)
            path.certificates[level] = der
            path.holders[level].certificate = (name, path.templates[level].serial)
        }
        return path
    }

    private mutating func subject(of server: SoundAuthority, _ names: SoundServerNames) -> SoundSubject {
        if chance(15, .emptySubject) { return .empty }
        var subject = server.subject
        if let host = names.host, chance(30, .commonNameOfHost) { subject.append(commonName: host, &random, &features) }
        return subject
    }

    private mutating func templates(
        _ holders: [SoundAuthority], _ base: SoundSubject, _ names: SoundServerNames, isOld: Bool
    ) throws -> [SoundCertificate] {
        let policies = SoundPolicies(levels: holders.count, &random, &features)
        var templates: [SoundCertificate] = []
        var constrained: [SoundName] = []
        var below = 0
        for (level, holder) in holders.enumerated() {
            let isRoot = level == holders.count - 1
            var extensions: [[UInt8]] = []
            if !(isRoot && isOld) {
                if level == 0 {
                    extensions += SoundExtension.ofServer(holder.key, &random, &features)
                    extensions.append(alternativeNames(names, holder.subject))
                } else {
                    extensions += SoundExtension.ofAuthority(below: below, isRoot: isRoot, &random, &features)
                    if chance(12) {
                        let content = SoundConstraints.content(on: constrained, base: base, &random, &features)
                        extensions.append(SoundExtension.make(30, content, isCritical: true))
                        noteCommonName(names)
                    }
                }
                extensions += policies.extensions[level]
                extensions += SoundExtension.others(instant, &random, &features)
                if let identifier = holder.keyIdentifier {
                    extensions.append(SoundExtension.make(14, SoundDER.octets(identifier)))
                }
            }
            var ownNames = level == 0 ? names.names : []
            if level > 0, !(isRoot && isOld), chance(5, .namesOfCA) {
                ownNames = [.mail("ca@mail.example.org"), .uri("https://www.example.org/ca")]
                extensions.append(SoundExtension.make(17, SoundDER.sequence(of: ownNames.map(\.der))))
            }
            constrained += ownNames
            if !holder.subject.isEmpty { constrained.append(.directory(holder.subject)) }
            if ownNames.isEmpty { constrained += holder.subject.mailAddresses.map { .mail($0) } }
            if level > 0, !isRoot, holder.subject.der != holders[level + 1].subject.der { below += 1 }
            extensions.shuffle(using: &random)
            var template = SoundCertificate(
                holder: holder, serial: SoundCertificate.serial(&random, &features),
                validity: .sound(at: instant, &random, &features), extensions: extensions)
            template.isVersion1 = isRoot && isOld
            templates.append(template)
        }
        return templates
    }

    /// RFC 5280 section 4.2.1.6: critical where the subject is empty.
    private mutating func alternativeNames(_ names: SoundServerNames, _ subject: SoundSubject) -> [UInt8] {
        let isCritical = chance(5, .criticalNames) || subject.isEmpty
        return SoundExtension.make(17, SoundDER.sequence(of: names.names.map(\.der)), isCritical: isCritical)
    }

    private mutating func noteCommonName(_ names: SoundServerNames) {
        let hasDNS = names.names.contains { if case .dns = $0 { true } else { false } }
        if !hasDNS, !features.isDisjoint(with: [.permittedDNS, .excludedDNS]) {
            features.insert(.constraintOnDNSWithoutDNSName)
        }
    }

    /// A server's certificate that it signed itself, and that is trusted by itself.
    private mutating func selfSigned(_ base: SoundSubject, _ names: SoundServerNames) throws -> SoundChain {
        let holder = try authority(below: base)
        let extensions =
            SoundExtension.ofServer(holder.key, &random, &features) + [alternativeNames(names, holder.subject)]
            + SoundExtension.others(instant, &random, &features)
        let template = SoundCertificate(
            holder: holder, serial: SoundCertificate.serial(&random, &features),
            validity: .sound(at: instant, &random, &features), extensions: extensions.shuffled(using: &random))
        var path = Path()
        path.holders = [holder]
        path.certificates = [try template.issued(by: holder, &random, &features).der]
        var shape = Shape(path)
        shape.anchors = path.certificates
        return try finish(shape, names)
    }
}
