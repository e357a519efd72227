import ServerIdentity
import TestKit

/// A chain as a server might present it, and anchors: CAs that changed their keys, signed each other, and went wrong.
struct RandomGraph {
    /// Leaf first, the others in any order.
    let presented: [RandomCertificate]
    let anchors: [RandomCertificate]

    /// 12 certificates: more than servers present, and few enough to try all ways.
    private static let maximumPresented = 12

    init(_ generator: inout SeededGenerator) {
        let maker = Maker(&generator)
        let way = maker.way(&generator)
        var presented = way.certificates
        var anchors = [maker.anchor(way.anchor, &generator)]
        for _ in 0..<Int.random(in: 0...8, using: &generator) { presented.append(maker.certificate(&generator)) }
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            anchors.append(maker.anchor(maker.party(&generator), &generator))
        }
        // Another key of a name that is an anchor already.
        if maker.isOne(in: 3, &generator), let first = anchors.first {
            anchors.append(maker.anchor(maker.party(named: first.subject.name, &generator), &generator))
        }
        let leaf = presented.removeFirst()
        if maker.isOne(in: 3, &generator), let one = presented.randomElement(using: &generator) { anchors.append(one) }
        if maker.isOne(in: 20, &generator) { anchors.append(leaf) }
        if maker.isOne(in: 3, &generator), let one = anchors.randomElement(using: &generator), one != leaf {
            presented.append(one)
        }
        if maker.isOne(in: 4, &generator), var copy = presented.randomElement(using: &generator) {
            copy.isExpired = true
            presented.append(copy)
        }
        presented.shuffle(using: &generator)
        self.presented = [leaf] + presented.prefix(Self.maximumPresented - 1)
        self.anchors = anchors.shuffled(using: &generator)
    }
}

/// Takes one graph's names and keys, and how tidy its CAs are.
private struct Maker {
    private let names: Int
    private let keysOfName: Int
    private let identifiers: RandomCertificate.Identifier?
    private let faults: Int

    init(_ generator: inout SeededGenerator) {
        names = .random(in: 2...5, using: &generator)
        keysOfName = .random(in: 1...3, using: &generator)
        identifiers = [RandomCertificate.Identifier.none, .right, nil].randomElement(using: &generator) ?? nil
        faults = .random(in: 6...30, using: &generator)
    }

    func isOne(in count: Int, _ generator: inout SeededGenerator) -> Bool {
        Int.random(in: 1...count, using: &generator) == 1
    }

    func party(_ generator: inout SeededGenerator) -> RandomParty {
        party(named: .random(in: 1...names, using: &generator), &generator)
    }

    func party(named name: Int, _ generator: inout SeededGenerator) -> RandomParty {
        RandomParty(name: name, key: .random(in: 0..<keysOfName, using: &generator))
    }

    /// From the leaf to an anchor; whether the anchor accepts it is left to chance.
    func way(_ generator: inout SeededGenerator) -> (certificates: [RandomCertificate], anchor: RandomParty) {
        var certificates: [RandomCertificate] = []
        var subject = RandomParty.leaf
        for _ in 0...Int.random(in: 0...4, using: &generator) {
            let issuer = party(&generator)
            certificates.append(certificate(subject, by: issuer, &generator))
            subject = issuer
        }
        return (certificates, subject)
    }

    func anchor(_ party: RandomParty, _ generator: inout SeededGenerator) -> RandomCertificate {
        certificate(party, by: party, &generator)
    }

    func certificate(_ generator: inout SeededGenerator) -> RandomCertificate {
        certificate(party(&generator), by: party(&generator), &generator)
    }

    private func certificate(_ subject: RandomParty, by issuer: RandomParty, _ generator: inout SeededGenerator)
        -> RandomCertificate
    {
        var certificate = RandomCertificate(subject: subject, issuer: issuer, signer: issuer.key)
        certificate.isCA = subject != .leaf && !isOne(in: 2 * faults, &generator)
        if isOne(in: faults, &generator) { certificate.signer = party(named: issuer.name, &generator).key }
        if isOne(in: 2 * faults, &generator) { certificate.isExpired = true }
        if certificate.isCA, isOne(in: faults, &generator) {
            certificate.pathLength = .random(in: 0...2, using: &generator)
        }
        certificate.subjectKeyID = identifier(&generator)
        certificate.authorityKeyID = identifier(&generator)
        certificate.copy = isOne(in: 8, &generator) ? 1 : 0
        return certificate
    }

    private func identifier(_ generator: inout SeededGenerator) -> RandomCertificate.Identifier {
        if let identifiers { return identifiers }
        if isOne(in: faults, &generator) { return .wrong }
        return isOne(in: 2, &generator) ? .right : .none
    }
}
