import ServerIdentity
import TestKit

/// Which anchors are trusted, which other certificates the same CAs have, and in which order all is sent.
extension SoundChainMaker {
    struct Shape {
        /// By level, what is sent; the server's first.
        var sent: [[CertificateDER]]
        var anchors: [CertificateDER] = []
        /// Sent beside.
        var others: [CertificateDER] = []

        init(_ path: Path) { sent = path.certificates.map { [$0] } }
    }

    mutating func chooseAnchors(_ shape: inout Shape, _ path: Path) throws {
        let top = path.top
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            features.insert(.serverIsAnchor)
            shape.anchors = [path.certificates[0]]
        case 1..<4 where top > 1:
            features.insert(.intermediateIsAnchor)
            let level = Int.random(in: 1..<top, using: &random)
            shape.anchors = [path.certificates[level]]
            if chance(30) { shape.anchors.append(path.certificates[top]) }
            if chance(50) { for above in (level + 1)..<(top + 1) { shape.sent[above] = [] } }
            if chance(50) { shape.sent[level] = [] }
        case 4 where !path.templates[top].isVersion1:
            features.insert(.rootUnderOtherRoot)
            let other = try foreignRoot()
            shape.anchors = [other.der]
            var cross = path.templates[top]
            cross.serial = SoundCertificate.serial(&random, &features)
            let crossed = try cross.issued(by: other.authority, &random, &features).der
            shape.sent[top] = chance(50) ? [crossed] : [crossed, path.certificates[top]].shuffled(using: &random)
            return
        default:
            features.insert(.rootIsAnchor)
            shape.anchors = [path.certificates[top]]
            if chance(8, .twoAnchorsOfOneName) { try addTwinOfRoot(&shape, path) }
        }
        if chance(70) { shape.sent[top] = [] } else { features.insert(.rootSent) }
    }

    /// Another root of the same name, with another key.
    private mutating func addTwinOfRoot(_ shape: inout Shape, _ path: Path) throws {
        let key = try key()
        let subject = path.holders[path.top].subject
        let twin =
            path.holders[path.top].keyIdentifier == nil
            ? SoundAuthority(subject, key, keyIdentifier: nil) : SoundAuthority(subject, key, &random)
        let root = try root(twin, validity: .sound(at: instant, &random, &features))
        shape.anchors.insert(root, at: Int.random(in: 0...1, using: &random))
    }

    /// A CA has another certificate, which leads nowhere, or somewhere else.
    mutating func addAlternative(_ shape: inout Shape, _ path: Path) throws {
        guard path.top > 0 else { return }
        let level = Int.random(in: 1...path.top, using: &random)
        var other = path.templates[level]
        if other.isVersion1 { return }
        other.serial = SoundCertificate.serial(&random, &features)
        let issuer: SoundAuthority
        switch Int.random(in: 0..<5, using: &random) {
        case 0 where level < path.top:
            features.insert(.renewedCertificate)
            other.validity = .ended(before: instant, &random)
            issuer = path.holders[level + 1]
        case 1:
            features.insert(.crossSignatureExpired)
            let root = try foreignRoot()
            shape.anchors.append(root.der)
            other.validity = .ended(before: instant, &random)
            issuer = root.authority
        case 2:
            features.insert(.crossSignedByExpired)
            let root = try foreignRoot(validity: .ended(before: instant, &random))
            shape.anchors.append(root.der)
            issuer = root.authority
        case 3:
            features.insert(.crossSignedByTrusted)
            let root = try foreignRoot()
            shape.anchors.append(root.der)
            issuer = root.authority
        default:
            features.insert(.crossSignedByUnknown)
            let root = try foreignRoot()
            if chance(50) { shape.others.append(root.der) }
            issuer = root.authority
        }
        let der = try other.issued(by: issuer, &random, &features).der
        shape.sent[level].insert(der, at: Int.random(in: 0...shape.sent[level].count, using: &random))
    }

    private mutating func foreignRoot(validity: ValidityPeriod? = nil) throws -> (
        der: CertificateDER, authority: SoundAuthority
    ) {
        let authority = try authority(below: .empty)
        let validity = validity ?? .sound(at: instant, &random, &features)
        return (try root(authority, validity: validity), authority)
    }

    private mutating func root(_ authority: SoundAuthority, validity: ValidityPeriod) throws -> CertificateDER {
        var extensions = [
            SoundExtension.make(19, SoundDER.sequence(SoundDER.yes), isCritical: true),
            SoundExtension.make(15, SoundDER.bits(named: [5, 6]), isCritical: true),
        ]
        if let identifier = authority.keyIdentifier {
            extensions.append(SoundExtension.make(14, SoundDER.octets(identifier)))
        }
        let template = SoundCertificate(
            holder: authority, serial: SoundCertificate.serial(&random, &features), validity: validity,
            extensions: extensions)
        return try template.issued(by: authority, &random, &features).der
    }

    mutating func finish(_ shape: Shape, _ names: SoundServerNames) throws -> SoundChain {
        var rest = Array(shape.sent.dropFirst().joined()) + shape.others
        if rest.count > 1, chance(35, .otherOrder) {
            if chance(30) { rest.reverse() } else { rest.shuffle(using: &random) }
        }
        if chance(10, .otherCertificates) {
            let foreign = try foreignRoot()
            rest.insert(foreign.der, at: Int.random(in: 0...rest.count, using: &random))
        }
        let server = shape.sent[0]
        if chance(6, .duplicates), let certificate = (server + rest).randomElement(using: &random) {
            rest.insert(certificate, at: Int.random(in: 0...rest.count, using: &random))
        }
        var anchors = shape.anchors
        if chance(25, .unrelatedAnchor) {
            anchors.insert(try foreignRoot().der, at: Int.random(in: 0...anchors.count, using: &random))
        }
        return try SoundChain(
            presented: server + rest, anchors: anchors, asked: names.asked, at: instant, features: features)
    }
}
