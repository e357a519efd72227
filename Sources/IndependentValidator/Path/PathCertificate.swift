import ServerIdentity
import Synchronization

/// One certificate that a path may go through, with what is derived from it once.
///
/// A class, so that a search hands it on without copying.
final class PathCertificate: Sendable {
    let decoded: DecodedCertificate
    /// Its place in the chain as presented; nil for an anchor that was not presented.
    let depth: Int?
    /// The key, decoded when somebody asks: of a hundred anchors, one is asked for its key.
    var key: PublicKey { keyReading.key }
    private let keyReading: KeyReading
    /// Whether it is issuer and signer of itself by name; the signature is not checked.
    let isSelfIssued: Bool
    /// The SubjectPublicKeyInfo of a key that is known to have signed the certificate; nil where none is known.
    private let signer: [UInt8]?
    private let text = AtomicLazyReference<Text>()

    init(_ decoded: DecodedCertificate, depth: Int?) {
        self.decoded = decoded
        self.depth = depth
        keyReading = KeyReading(decoded.subjectPublicKeyInfo)
        isSelfIssued = decoded.isSelfIssued
        signer = nil
    }

    /// An anchor, or a certificate that is remembered, in the place where it was presented.
    init(_ known: PathCertificate, depth: Int) {
        decoded = known.decoded
        self.depth = depth
        keyReading = known.keyReading
        isSelfIssued = known.isSelfIssued
        signer = known.signer
    }

    /// A certificate to be remembered: in no place, and signed by the key of this SubjectPublicKeyInfo.
    init(_ certificate: PathCertificate, signer: [UInt8]) {
        decoded = certificate.decoded
        depth = nil
        keyReading = certificate.keyReading
        isSelfIssued = certificate.isSelfIssued
        self.signer = signer
    }

    /// Whether the signature is known to be that of an issuer's key. False says nothing.
    func isSigned(byRemembered issuer: PathCertificate) -> Bool {
        signer.map { $0.isEqual(to: issuer.decoded.subjectPublicKeyInfo) } == true
    }

    /// Which CA the certificate stands for: a path through two certificates of one CA would be a loop (RFC 4158 section
    /// 2.4.1).
    var ca: CA { CA(name: decoded.subject, key: decoded.subjectPublicKeyInfo) }

    /// A name and a key.
    struct CA: Hashable {
        let name: DistinguishedName
        let key: [UInt8]

        static func == (first: CA, second: CA) -> Bool {
            first.key.isEqual(to: second.key) && first.name == second.name
        }

        func hash(into hasher: inout Hasher) { key.hashWords(into: &hasher) }
    }

    /// The subject for sentences, or the first name where that is empty. Made once: a search refuses the same
    /// certificate many times.
    var subjectText: String { (text.load() ?? text.storeIfNil(Text(decoded.nameText))).value }

    /// The subject and where the certificate stands, for sentences about another one.
    var placeText: String { "'\(subjectText)' (\(depth.map { "certificate \($0)" } ?? "a trust anchor"))" }

    /// Who says a finding about it: an anchor that was not presented speaks for itself.
    var origin: Origin { depth == nil ? .anchor : .engine }

    /// Its name, if it is an anchor that was not presented: it has no depth, so its findings name it.
    var anchorName: String? { depth == nil ? subjectText : nil }

    /// A key that is decoded once, whatever places its certificate stands in.
    private final class KeyReading: Sendable {
        private let subjectPublicKeyInfo: [UInt8]
        private let decoded = AtomicLazyReference<Decoded>()

        init(_ subjectPublicKeyInfo: [UInt8]) { self.subjectPublicKeyInfo = subjectPublicKeyInfo }

        var key: PublicKey {
            (decoded.load() ?? decoded.storeIfNil(Decoded(key: PublicKey(subjectPublicKeyInfo[...])))).key
        }

        private final class Decoded: Sendable {
            let key: PublicKey

            init(key: PublicKey) { self.key = key }
        }
    }

    private final class Text: Sendable {
        let value: String

        init(_ value: String) { self.value = value }
    }
}

extension DecodedCertificate {
    fileprivate var nameText: String {
        let text = subject.text
        return text.isEmpty ? names.first?.description ?? text.orNoSubject : text
    }
}

/// What a certificate is in a path; rules differ by it.
enum PathRole: Hashable, Sendable {
    /// The certificate of the server, also if it is an anchor itself.
    case leaf
    /// A CA between the leaf and the anchor.
    case intermediate
    /// The trust anchor above.
    case anchor
}

/// Why a path can't be accepted at one of its certificates.
enum PathFlaw {
    /// A rule is broken.
    case finding(Finding)
    /// Something can't be judged here; one clause.
    case undecided(String)

    var finding: Finding? {
        if case .finding(let finding) = self { finding } else { nil }
    }
}
