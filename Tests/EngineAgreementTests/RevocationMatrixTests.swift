import CrossCheck
import ServerIdentity
import Testing

/// Every kind of evidence, about a certificate in every place, under every requirement, by every set of engines. What
/// is expected is written down here, by RFC 5280 section 6.3, RFC 6960 and the policy's own words, before anybody is
/// asked.
@Suite("Revocation: evidence, place, requirement, engines")
struct RevocationMatrixTests {
    private static let pki = Result { try StatusPKI() }

    /// Where the certificate stands that the evidence is about.
    enum Place: String, CaseIterable, Sendable {
        case leaf, intermediate
        /// The intermediate, as an anchor that is presented, as its issuer is.
        case anchor
        /// The leaf is the only anchor; its issuer is presented.
        case leafAsAnchor

        var subject: String { self == .leaf || self == .leafAsAnchor ? "good.example" : "Intermediate" }
        var depth: Int { self == .leaf || self == .leafAsAnchor ? 0 : 1 }
        var chain: [String] { ["good.example", "Intermediate"] + (self == .anchor ? ["Root"] : []) }
        var anchors: [String] {
            switch self {
            case .leaf, .intermediate: ["Root"]
            case .anchor: ["Intermediate"]
            case .leafAsAnchor: ["good.example"]
            }
        }

        /// Whether the policy wants to know the certificate's status, where some list is given.
        func isDemanded(_ requirement: RevocationRequirement) -> Bool {
            switch (self, requirement) {
            case (_, .none), (.anchor, _), (.leafAsAnchor, .wherever), (.intermediate, .leaf): false
            case (.leaf, .wherever), (.leaf, .leaf), (.leaf, .chain), (.intermediate, .wherever),
                (.intermediate, .chain),
                (.leafAsAnchor, .leaf), (.leafAsAnchor, .chain):
                true
            }
        }
    }

    enum Evidence: Sendable, CustomTestStringConvertible {
        case list(StatusPKI.ListKind, revoked: Bool)
        case staple(StatusPKI.StapleKind)

        var testDescription: String {
            switch self {
            case .list(let kind, let revoked): "\(kind) list \(revoked ? "with" : "without") the certificate"
            case .staple(let kind): "staple: \(kind)"
            }
        }

        static let all: [Evidence] =
            StatusPKI.ListKind.allCases.flatMap { [.list($0, revoked: false), .list($0, revoked: true)] }
            + StatusPKI.StapleKind.allCases.map { .staple($0) }

        /// What it proves.
        var proves: Proof {
            switch self {
            case .list(.byStranger, _): .nothing
            case .list(_, revoked: true): .revoked
            // Too old, too weak or without an end: no proof that a certificate is good.
            case .list(.expired, _), .list(.sha1, _), .list(.undated, _): .nothing
            case .list(.usual, _), .list(.partitioned, _), .list(.indirect, _): .good
            case .staple(.good), .staple(.undated): .good
            case .staple(.revoked), .staple(.oldRevoked): .revoked
            case .staple(.unknown): .unknown
            case .staple(.old), .staple(.byStranger): .invalid
            }
        }
    }

    enum Proof: Sendable {
        case good, revoked
        /// The same as if it were not there.
        case nothing
        /// A stapled response that does not know the certificate.
        case unknown
        /// A stapled response that verifies not or is out of date.
        case invalid
    }

    /// The id of the refusal; nil for countersigned.
    private static func expected(
        _ place: Place, _ evidence: Evidence, _ requirement: RevocationRequirement, by engines: Set<String>
    ) -> FindingID? {
        switch evidence.proves {
        case .revoked: .revoked
        case .good: nil
        // OpenSSL goes on from a trusted leaf to its issuer, and then wants a list that it can use; SHA-1 will do, and
        // no end.
        case .nothing where place == .leafAsAnchor && requirement == .wherever && engines.contains("openssl"):
            switch evidence {
            case .list(.expired, _), .list(.byStranger, _): .revocationUnavailable
            default: nil
            }
        case .nothing: place.isDemanded(requirement) ? .revocationUnavailable : nil
        case .invalid: .stapleInvalid
        // GnuTLS refuses it, where the leaf is below an anchor; the validator finds that it says nothing.
        case .unknown where engines.contains("gnutls") && place == .leaf: .stapleInvalid
        case .unknown: place.isDemanded(requirement) ? .revocationUnavailable : nil
        }
    }

    @Test("as expected, and every difference is explained", arguments: Evidence.all, Place.allCases)
    func judged(evidence: Evidence, place: Place) throws {
        if case .staple = evidence, place == .intermediate || place == .anchor { return }  // staples are about leaves
        let pki = try Self.pki.get()
        var lists: [CRLDER] = []
        var staple = StapledResponse.unknown
        switch evidence {
        case .list(let kind, let revoked): lists.append(try pki.list(about: place.subject, kind, revoked: revoked))
        case .staple(let kind): staple = .response(try pki.staple(kind))
        }
        // The other certificate below the anchor has a list that is beyond doubt.
        if place == .leaf { lists.append(try pki.list(about: "Intermediate", .usual, revoked: false)) }
        if place == .intermediate || place == .anchor {
            lists.append(try pki.list(about: "good.example", .usual, revoked: false))
        }
        for requirement in RevocationRequirement.allCases {
            var policy = Policy.default
            policy.revocation = requirement
            let question = Question(
                chain: try CertificateChain(place.chain.map { try pki.certificate($0) }),
                identity: .dns(try DNSName(parsing: "good.example")), policy: policy,
                anchors: try TrustAnchorSet(place.anchors.map { TrustAnchor(try pki.certificate($0)) }, source: "test"),
                revocation: RevocationEvidence(
                    crls: lists.isEmpty ? .none : CRLSet(lists, source: "test"), staple: staple),
                instant: try #require(Instant(secondsSinceEpoch: StatusPKI.now)))
            for engines in EngineSets.all {
                let examination = CrossCheck(engines: engines).examine(question)
                let told =
                    "\(requirement) \(engines.map(\.identity.id)): "
                    + examination.answers.map { "\($0.engine.id) \($0.scope.words.last ?? "") \($0.verdict)" }.joined(
                        separator: " | ")
                    + " -- \(examination.agreement)"
                let found = examination.answers.flatMap(\.verdict.findings) + examination.unjudged
                let expected = Self.expected(place, evidence, requirement, by: Set(engines.map(\.identity.id)))
                #expect(examination.isCountersigned == (expected == nil), "\(told)")
                #expect(expected == nil || found.contains { $0.id == expected }, "\(told)")
                #expect(examination.agreement.class.isExplained, "\(told)")
                for answer in examination.answers where answer.scope.contains(.revocation) && answer.verdict.isAccepted {
                    #expect(!answer.revocationExamined.isEmpty, "\(answer.engine.id) \(told)")
                }
                if evidence.proves == .good || evidence.proves == .revoked {
                    let examined = examination.answers.flatMap(\.revocationExamined)
                    #expect(examined.contains(place.depth), "\(told)")
                }
            }
        }
    }
}
