public import ServerIdentity

/// How a difference is recognised: a tree of predicates over the refusal, the accepter's notes, the question and the
/// names.
///
/// In JSON each is an object with one member, as `{"all": [{"finding": ["weak_key"]}, {"cause": ["dsa_key"]}]}`. A
/// predicate with a list holds if one of the list does.
public indirect enum DifferenceCondition: Hashable, Sendable {
    /// Every one of these holds.
    case all([DifferenceCondition])
    /// At least one of these holds.
    case any([DifferenceCondition])
    /// This does not hold.
    case not(DifferenceCondition)

    /// The id of the finding.
    case finding(Set<FindingID>)
    /// The cause of the finding.
    case cause(Set<Cause>)
    /// Who says it.
    case origin(Set<Origin>)
    /// Which certificate it is about.
    case certificate(Set<CertificateRole>)
    /// Between which depths that certificate stands, both included.
    case depth(ClosedRange<Int>)
    /// Which kind of evidence it has.
    case evidence(Set<EvidenceKind>)
    /// Where a name lies that constraints do not allow.
    case namePlace(Set<NameConstraintBreach.Place>)
    /// At which end of the validity the question's instant lies, to the second.
    case instant(Set<ValidityEnd>)
    /// The library's own code.
    case nativeCode(Set<String>)
    /// A note of the accepter's has the refusal's finding id; only inside `note`.
    case sameFinding

    /// The engine that accepts.
    case accepter(Set<String>)
    /// The engine that refuses.
    case refuser(Set<String>)
    /// The accepter has a note for which this holds; predicates about the finding are then about the note.
    case note(DifferenceCondition)

    /// What the policy asks for.
    case policy(Set<PolicyFeature>)
    /// Which profile rule the policy enforces.
    case enforces(Set<ProfileRule>)
    /// What else the question holds.
    case question(Set<QuestionFeature>)

    /// How the reference is written.
    case reference(Set<ReferenceFeature>)
    /// Which kinds of names the certificate presents.
    case presents(Set<PresentedKinds>)
    /// There is such a name.
    case name(NameCondition)

    /// Whose certificate a finding is about.
    public enum CertificateRole: String, CaseIterable, Hashable, Sendable {
        /// The server's own: depth 0.
        case leaf
        /// One that was presented above it.
        case intermediate
        /// A trust anchor that was not presented.
        case anchor
        /// None is named.
        case none
    }

    /// The cases of `Evidence`.
    public enum EvidenceKind: String, CaseIterable, Hashable, Sendable {
        /// `expired`.
        case expired
        /// `notYetValid`.
        case notYetValid = "not_yet_valid"
        /// `nameMismatch`.
        case nameMismatch = "name_mismatch"
        /// `noUsableName`.
        case noUsableName = "no_usable_name"
        /// `unknownIssuer`.
        case unknownIssuer = "unknown_issuer"
        /// `selfSigned`.
        case selfSigned = "self_signed"
        /// `nameConstraint`.
        case nameConstraint = "name_constraint"
        /// `distrusted`.
        case distrusted
        /// `distrustedAfter`.
        case distrustedAfter = "distrusted_after"
        /// `other`: text only.
        case other
    }

    /// An end of a validity period.
    public enum ValidityEnd: String, CaseIterable, Hashable, Sendable {
        /// The second of notAfter.
        case notAfter = "not_after"
        /// The second of notBefore.
        case notBefore = "not_before"
    }

    /// What a policy asks for.
    public enum PolicyFeature: String, CaseIterable, Hashable, Sendable {
        /// It enforces profile rules.
        case enforcesRules = "enforces_rules"
        /// It enforces the very rule that is the finding's cause.
        case enforcesThisRule = "enforces_this_rule"
        /// It limits how many certificates may stand between leaf and anchor.
        case limitsIntermediates = "limits_intermediates"
        /// It lets a revocation status be unknown.
        case statusMayBeUnknown = "status_may_be_unknown"
        /// It lets the common name stand in for a dNSName.
        case commonNameFallback = "common_name_fallback"
        /// It lets a wildcard be part of a label.
        case partialWildcards = "partial_wildcards"
    }

    /// What else a question holds.
    public enum QuestionFeature: String, CaseIterable, Hashable, Sendable {
        /// Certificate revocation lists.
        case crls
        /// A stapled response.
        case staple
        /// Distrusted certificates, or dates of anchors.
        case anchorConstraints = "anchor_constraints"
    }

    /// Which of a certificate's names, and what must be true of one of them.
    public struct NameCondition: Hashable, Sendable {
        /// Which are looked at.
        public let among: Names
        /// What is true of the same name, all of it.
        public let having: Set<NameFeature>

        /// Takes both.
        public init(among: Names, having: Set<NameFeature>) {
            self.among = among
            self.having = having
        }

        /// Which names are looked at.
        public enum Names: String, CaseIterable, Hashable, Sendable {
            /// dNSName entries.
            case dnsNames = "dns_names"
            /// Common names of the subject.
            case commonNames = "common_names"
            /// What the accepting library compares: dNSName entries, or common names if there is none.
            case compared
        }
    }
}

extension DifferenceCondition {
    /// Whether it holds of a difference.
    func holds(for facts: DifferenceFacts) -> Bool { holds(facts, facts.difference.finding) }

    /// - Parameter finding: the refusal's, or a note's inside `note`.
    private func holds(_ facts: DifferenceFacts, _ finding: Finding) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.holds(facts, finding) }
        case .any(let parts): parts.contains { $0.holds(facts, finding) }
        case .not(let part): !part.holds(facts, finding)
        case .finding(let ids): ids.contains(finding.id)
        case .cause(let causes): causes.contains(finding.cause)
        case .origin(let origins): origins.contains(finding.origin)
        case .certificate(let roles): roles.contains(CertificateRole(finding))
        case .depth(let range): finding.depth.map(range.contains) ?? false
        case .evidence(let kinds): kinds.contains(EvidenceKind(finding.evidence))
        case .namePlace(let places):
            if case .nameConstraint(let breach) = finding.evidence { places.contains(breach.place) } else { false }
        case .instant(let ends):
            switch finding.evidence {
            case .expired(let instant, let notAfter?): ends.contains(.notAfter) && instant == notAfter
            case .notYetValid(let instant, let notBefore?): ends.contains(.notBefore) && instant == notBefore
            default: false
            }
        case .nativeCode(let codes): finding.native?.code.map(codes.contains) ?? false
        case .sameFinding: finding.id == facts.difference.finding.id
        case .accepter(let ids): ids.contains(facts.difference.accepter.id)
        case .refuser(let ids): ids.contains(facts.difference.refuser.id)
        case .note(let part): facts.difference.notes.contains { part.holds(facts, $0) }
        case .policy(let features): features.contains { facts.has($0, finding) }
        case .enforces(let rules):
            facts.difference.question.map { question in rules.contains { question.policy.enforcedRules.contains($0) } } ?? false
        case .question(let features): features.contains { facts.has($0) }
        case .reference(let features): features.contains { facts.texts.has($0) }
        case .presents(let kinds): kinds.contains { facts.texts.presents($0) }
        case .name(let condition):
            facts.texts.names(condition.among).contains { name in condition.having.allSatisfy { facts.texts.is(name, $0) } }
        }
    }

    /// Whether it can only hold of a finding about the name.
    var isAboutNames: Bool {
        switch self {
        case .finding(let ids): ids.allSatisfy { $0.scope == .name }
        case .all(let parts):
            parts.contains(where: \.isAboutNames) && !parts.contains { if case .note = $0 { true } else { false } }
        default: false
        }
    }

    /// The same with the parts of `all` and `any` as sets, so that order and repetition make no other condition.
    var normalised: Normalised {
        switch self {
        case .all(let parts): .all(Set(parts.map(\.normalised)))
        case .any(let parts): .any(Set(parts.map(\.normalised)))
        case .not(let part): .not(part.normalised)
        case .note(let part): .note(part.normalised)
        default: .predicate(self)
        }
    }

    /// A condition in which order counts for nothing.
    indirect enum Normalised: Hashable {
        case all(Set<Normalised>)
        case any(Set<Normalised>)
        case not(Normalised)
        case note(Normalised)
        case predicate(DifferenceCondition)
    }
}

extension DifferenceCondition.CertificateRole {
    init(_ finding: Finding) {
        self =
            switch finding.depth {
            case 0?: .leaf
            case .some: .intermediate
            case nil: finding.anchor == nil ? .none : .anchor
            }
    }
}

extension DifferenceCondition.EvidenceKind {
    init(_ evidence: Evidence) {
        self =
            switch evidence {
            case .expired: .expired
            case .notYetValid: .notYetValid
            case .nameMismatch: .nameMismatch
            case .noUsableName: .noUsableName
            case .unknownIssuer: .unknownIssuer
            case .selfSigned: .selfSigned
            case .nameConstraint: .nameConstraint
            case .distrusted: .distrusted
            case .distrustedAfter: .distrustedAfter
            case .other: .other
            }
    }
}
