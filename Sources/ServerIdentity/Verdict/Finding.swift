/// One reason for a refusal (or for a note), with its evidence.
///
/// A reference to fields that never change: most questions find nothing, and passing "nothing" on must cost nothing.
public struct Finding: Hashable, Sendable {
    private let fields: Fields

    private final class Fields: Sendable {
        let evidence: Evidence
        let cause: Cause
        let depth: Int?
        let rule: String
        let origin: Origin
        let anchor: String?
        let native: NativeDetail?
        let circumstance: Circumstance?

        init(
            _ evidence: Evidence, _ cause: Cause, _ depth: Int?, _ rule: String, _ origin: Origin, _ anchor: String?,
            _ native: NativeDetail?, _ circumstance: Circumstance?
        ) {
            (self.evidence, self.cause, self.depth, self.rule) = (evidence, cause, depth, rule)
            (self.origin, self.anchor, self.native, self.circumstance) = (origin, anchor, native, circumstance)
        }
    }

    /// Takes a reason, where it was found, by which rule, and who says so. A cause is given only where it is another
    /// one than that of the evidence.
    public init(
        _ evidence: Evidence, cause: Cause? = nil, depth: Int?, rule: String = "", origin: Origin = .engine,
        anchor: String? = nil, native: NativeDetail? = nil, circumstance: Circumstance? = nil
    ) {
        fields = Fields(evidence, cause ?? evidence.cause, depth, rule, origin, anchor, native, circumstance)
    }

    /// What is wrong, and the data that shows it.
    public var evidence: Evidence { fields.evidence }
    /// Why exactly; by itself what the evidence says.
    public var cause: Cause { fields.cause }
    /// Which certificate it is about: its place in the chain as presented, 0 = leaf; nil if it is about none of them.
    public var depth: Int? { fields.depth }
    /// The rule for a reader, as `RFC 9525 section 6.3`; empty where the engine names none. Nothing is decided by it.
    public var rule: String { fields.rule }
    /// Who says so.
    public var origin: Origin { fields.origin }
    /// The subject of the trust anchor that it is about, escaped for printing; nil if it is about none, or where the
    /// anchor was presented and `depth` says it.
    public var anchor: String? { fields.anchor }
    /// The library's own code and text, where it has one.
    public var native: NativeDetail? { fields.native }
    /// What decides the advice beside the cause; nil where nothing does.
    public var circumstance: Circumstance? { fields.circumstance }

    /// What is to be done differently although the cause is the same.
    public enum Circumstance: Hashable, Sendable {
        /// A certificate that was revoked is on hold: that may be lifted (RFC 5280 section 5.3.1).
        case certificateHold
        /// The responder does not know the certificate (RFC 6960 section 2.2).
        case unknownToResponder
    }

    /// The name of the reason.
    public var id: FindingID { evidence.id }

    /// Whether both say the same.
    public static func == (one: Finding, other: Finding) -> Bool {
        one.fields === other.fields
            || one.evidence == other.evidence && one.cause == other.cause && one.depth == other.depth && one.rule == other.rule
                && one.origin == other.origin && one.anchor == other.anchor && one.native == other.native
                && one.circumstance == other.circumstance
    }

    /// Hashes what tells findings apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(evidence)
        hasher.combine(cause)
        hasher.combine(depth)
        hasher.combine(rule)
        hasher.combine(origin)
        hasher.combine(anchor)
        hasher.combine(native)
        hasher.combine(circumstance)
    }
}

/// A library's own words for a finding, or those of the adapter around it.
public struct NativeDetail: Hashable, Sendable {
    /// The library's name for it: `GNUTLS_CERT_EXPIRED`; nil where the adapter speaks.
    public let code: String?
    /// The library's text, or the adapter's about the library.
    public let text: String

    /// Takes code and text.
    public init(code: String?, text: String) {
        self.code = code
        self.text = text
    }
}

/// What is wrong, with the data that shows it.
public enum Evidence: Hashable, Sendable {
    /// Judged at an instant after `notAfter`, which is nil where the engine does not say which certificate it means.
    case expired(at: Instant, notAfter: Instant?)
    /// Judged at an instant before `notBefore`, which is nil where the engine does not say which certificate it means.
    case notYetValid(at: Instant, notBefore: Instant?)
    /// No presented name matches the one asked for.
    case nameMismatch(asked: ReferenceIdentity, presented: [PresentedIdentity])
    /// The certificate presents no name of the right kind; what it does present is listed.
    case noUsableName(asked: ReferenceIdentity, presented: [PresentedIdentity])
    /// The certificate's issuer is neither presented nor trusted.
    case unknownIssuer(subject: String, issuer: String)
    /// The certificate is its own issuer and no trust anchor.
    case selfSigned(subject: String)
    /// A name lies elsewhere than the constraints of a CA above it allow.
    case nameConstraint(NameConstraintBreach)
    /// The root program distrusts the certificate by name; the label is its own, empty if it has none.
    case distrusted(subject: String, label: String)
    /// Issued later than the root program trusts the anchor for; `notBefore` is nil where the engine can't read it.
    case distrustedAfter(anchor: String, date: Instant, notBefore: Instant?)
    /// Any other reason, by its id and its cause, with one clause for a reader that says what was found.
    case other(FindingID, Cause, detail: String)

    /// The name of the reason.
    public var id: FindingID {
        switch self {
        case .expired: .expired
        case .notYetValid: .notYetValid
        case .nameMismatch: .nameMismatch
        case .noUsableName: .noUsableName
        case .unknownIssuer: .unknownIssuer
        case .selfSigned: .selfSigned
        case .nameConstraint: .nameConstraintViolation
        case .distrusted, .distrustedAfter: .distrustedByRootProgram
        case .other(let id, _, _): id
        }
    }
}
