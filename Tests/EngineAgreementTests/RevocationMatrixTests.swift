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

    /// One of two lists.
    struct List: Sendable {
        let kind: StatusPKI.ListKind
        let entry: StatusPKI.Entry
        var number: UInt8 = 1

        static let good = List(kind: .usual, entry: .none, number: 2)
    }

    enum Evidence: Sendable, CustomTestStringConvertible {
        case list(StatusPKI.ListKind, StatusPKI.Entry)
        case lists(List, List)
        case staple(StatusPKI.StapleKind)

        var testDescription: String {
            switch self {
            case .list(let kind, let entry): "\(kind) list, entry: \(entry)"
            case .lists(let first, let second):
                "\(first.kind) list \(first.number), entry: \(first.entry); "
                    + "\(second.kind) list \(second.number), entry: \(second.entry)"
            case .staple(let kind): "staple: \(kind)"
            }
        }

        static let all: [Evidence] =
            StatusPKI.ListKind.allCases.flatMap { kind in StatusPKI.Entry.allCases.map { .list(kind, $0) } }
            + pairs.flatMap { [.lists($0, $1), .lists($1, $0)] }
            + StatusPKI.StapleKind.allCases.map { .staple($0) }

        /// Of each a list that says good, and one that does not.
        private static let pairs: [(List, List)] =
            [.usual, .expired, .sha1, .undated, .partitioned].flatMap { kind in
                [StatusPKI.Entry.revoked, .hold].map { (List.good, List(kind: kind, entry: $0)) }
            } + [(.good, List(kind: .usual, entry: .hold, number: 3)), (.good, List(kind: .future, entry: .revoked))]

        /// What it proves.
        var proves: Proof {
            switch self {
            case .list(.byStranger, _), .list(.future, _): .nothing
            case .list(_, .revoked): .revoked
            // Too old, too weak or without an end: no proof that a certificate is good, or still on hold.
            case .list(.expired, _), .list(.sha1, _), .list(.undated, _): .nothing
            case .list(_, .hold): .revoked
            case .list(.usual, .none), .list(.partitioned, .none), .list(.indirect, .none): .good
            case .lists(let first, let second):
                if first.kind == .future || second.kind == .future {
                    .good
                } else if first.entry == .revoked || second.entry == .revoked {
                    .revoked
                } else {
                    // A hold counts by the newest list.
                    max(first, second).entry == .hold ? .revoked : .good
                }
            case .staple(.good), .staple(.undated): .good
            case .staple(.revoked), .staple(.oldRevoked): .revoked
            case .staple(.unknown): .unknown
            case .staple(.old), .staple(.byStranger): .invalid
            }
        }

        /// Whether it proves more than a hold.
        var isForGood: Bool {
            switch self {
            case .list(_, let entry): proves == .revoked && entry == .revoked
            case .lists(let first, let second):
                proves == .revoked && (first.entry == .revoked || second.entry == .revoked)
            case .staple: proves == .revoked
            }
        }

        private func max(_ first: List, _ second: List) -> List { first.number > second.number ? first : second }
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
        case .list(let kind, let entry): lists.append(try pki.list(about: place.subject, kind, entry))
        case .lists(let first, let second):
            lists += try [first, second].map {
                try pki.list(about: place.subject, $0.kind, $0.entry, number: $0.number)
            }
        case .staple(let kind): staple = .response(try pki.staple(kind))
        }
        // The other certificate below the anchor has a list that is beyond doubt.
        if place == .leaf { lists.append(try pki.list(about: "Intermediate", .usual, .none)) }
        if place == .intermediate || place == .anchor {
            lists.append(try pki.list(about: "good.example", .usual, .none))
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
            for engines in EngineSets.all + EngineSets.libraries {
                let examination = CrossCheck(engines: engines).examine(question)
                let told =
                    "\(requirement) \(engines.map(\.identity.id)): "
                    + examination.answers.map { "\($0.engine.id) \($0.scope.words.last ?? "") \($0.verdict)" }.joined(
                        separator: " | ")
                    + " -- \(examination.agreement)"
                #expect(examination.agreement.class.isExplained, "\(told)")
                for answer in examination.answers {
                    let isInScope = answer.scope.contains(.revocation)
                    #expect(isInScope != answer.revocationExamined.isEmpty, "\(answer.engine.id) \(told)")
                }
                let expected = Self.expected(place, evidence, requirement, by: Set(engines.map(\.identity.id)))
                if !engines.contains(where: { $0.identity.id == "swift" }) {
                    // The libraries ask less of anchors, and nothing of a hold of one.
                    let isBelowAnchor = place == .leaf || place == .intermediate
                    let isExpected = expected == nil || !examination.isCountersigned
                    #expect(isExpected || !evidence.isForGood && !isBelowAnchor, "\(told)")
                    continue
                }
                let found = examination.answers.flatMap(\.verdict.findings) + examination.unjudged
                #expect(examination.isCountersigned == (expected == nil), "\(told)")
                #expect(expected == nil || found.contains { $0.id == expected }, "\(told)")
                if evidence.proves == .good || evidence.proves == .revoked {
                    let examined = examination.answers.flatMap(\.revocationExamined)
                    #expect(examined.contains(place.depth), "\(told)")
                }
            }
        }
    }
}
