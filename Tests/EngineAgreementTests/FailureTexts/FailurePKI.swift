import Countersigning
import ServerIdentity
import Testing
import TrustAnchors

/// A root, a CA below it, a server below that, and verifiers that trust the root alone.
struct FailurePKI {
    let root: FailureCertificate
    let ca: FailureCertificate
    let leaf: FailureCertificate

    static let host = "www.good.example"
    /// 2027-01-15T08:00:00Z.
    static let now: Int64 = 1_800_000_000

    static func day(_ days: Int64) -> Instant { Instant(secondsSinceEpoch: now + days * 86_400) ?? .earliest }

    init() throws {
        var request = try FailureRequest.authority("Good Root")
        request.serial = [0x33]
        root = try request.issued()
        ca = try FailureRequest.authority("Good CA").issued(by: root)
        leaf = try FailureRequest.server().issued(by: ca)
    }

    /// A server of the CA, or of another one, with something else about it.
    func server(
        by issuer: FailureCertificate? = nil, _ change: (inout FailureRequest) throws -> Void = { _ in }
    ) throws -> FailureCertificate {
        var request = try FailureRequest.server()
        try change(&request)
        return try request.issued(by: issuer ?? ca)
    }

    /// A CA of the root, or of another one, with something else about it.
    func authority(
        _ name: String = "Good CA", by issuer: FailureCertificate? = nil,
        _ change: (inout FailureRequest) throws -> Void = { _ in }
    ) throws -> FailureCertificate {
        var request = try FailureRequest.authority(name)
        try change(&request)
        return try request.issued(by: issuer ?? root)
    }

    /// A root with something else about it.
    func root(
        _ name: String = "Good Root", _ change: (inout FailureRequest) throws -> Void = { _ in }
    ) throws -> FailureCertificate {
        var request = try FailureRequest.authority(name)
        try change(&request)
        return try request.issued()
    }

    /// How the CA signs what it revokes: serial numbers with reasons.
    func list(_ revoked: [(serial: [UInt8], reason: UInt8)]) throws -> CRLDER {
        let octets = try ca.key.signed(.sha256) { algorithm in
            let entries = revoked.map { serial, reason in
                SoundDER.sequence(
                    SoundDER.value(0x02, serial), SoundDER.time(Self.day(-5)),
                    SoundDER.sequence(SoundExtension.make(21, SoundDER.value(0x0A, [reason]))))
            }
            return SoundDER.sequence(
                SoundDER.integer(1), algorithm, ca.name, SoundDER.time(Self.day(-1)), SoundDER.time(Self.day(20)),
                SoundDER.sequence(of: entries),
                SoundDER.tagged(0, SoundDER.sequence(SoundExtension.make(20, SoundDER.integer(7)))))
        }
        return CRLDER(octets, origin: "good.crl")
    }

    /// A verifier that trusts the root, or others, at the tests' now.
    func verifier(
        trusting anchors: [TrustAnchor], distrusted: [DistrustedCertificate] = [],
        _ change: (inout VerifierOptions) throws -> Void = { _ in }
    ) throws -> Verifier {
        let set = try TrustAnchorSet(
            anchors, distrusted: distrusted, constraintKnowledge: .known, source: "file roots.pem")
        var options = VerifierOptions()
        options.trust = [.anchors { _ throws(InputProblem) in LoadedAnchors(anchors: set, skipped: []) }]
        let now = Self.day(0)
        options.clock = { now }
        try change(&options)
        return try Verifier(options)
    }

    /// What a chain comes to.
    func report(
        _ chain: [FailureCertificate], trusting anchors: [FailureCertificate]? = nil, for host: String = Self.host,
        distrusted: [FailureCertificate] = [], until date: Instant? = nil, staple: StapledResponse = .unknown,
        _ change: (inout VerifierOptions) throws -> Void = { _ in }
    ) throws -> Report {
        let constraints = AnchorConstraints(serverDistrustAfter: date)
        let verifier = try verifier(
            trusting: (anchors ?? [root]).map { TrustAnchor($0.der, origin: "roots.pem", constraints: constraints) },
            distrusted: distrusted.map {
                DistrustedCertificate(
                    issuer: root.name, serial: $0.serial, certificate: $0.der, label: "Explicitly distrusted")
            }, change)
        let identity = try ReferenceIdentity(parsing: host) { .failure(ReferenceIdentityError($0, "ASCII only")) }
        return verifier.check(
            try CertificateChain(chain.map(\.der)), for: identity, staple: staple, name: "chain.pem")
    }
}
