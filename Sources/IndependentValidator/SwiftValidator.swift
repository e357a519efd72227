public import ServerIdentity

/// The engine that is written in Swift alone and never sees GnuTLS: names by RFC 9525, dates and form by RFC 5280.
///
/// It judges whether the leaf belongs to the reference identity, and whether the certificates are well-formed and valid at the
/// instant. *Not* judged: signatures, CA bits, key usage, constraints, revocation, and whether a trust anchor stands above; `scope`
/// says so. It accepts a chain without an anchor, which another engine has to refuse.
public struct SwiftValidator: ChainEngine {
    /// `swift` and the version.
    public let identity: EngineIdentity
    /// Name, validity and form.
    public var scope: Scope { [.name, .validity, .form] }

    private let anchors = AnchorCache<AnchorIndex>()

    /// Makes the engine; it keeps the decoded anchors of the set it was last asked about.
    ///
    /// - Parameter version: what the record should say, the version of this package.
    public init(version: String) { identity = EngineIdentity(id: "swift", version: version) }

    /// Judges one chain; each certificate is decoded once.
    ///
    /// Refused: a certificate that can't be decoded, wherever it stands; one outside its validity on the line of issuers from the leaf to
    /// an anchor, the anchor included; and then a name that does not match. Notes: dates of certificates that no link needs, names that
    /// match nothing, rules that a CA broke without changing the meaning.
    public func judge(_ subject: ChainQuestion, at instant: Instant) -> any JudgedChain {
        SwiftJudgement(subject, at: instant, anchors: anchors.value(for: subject.anchors, make: AnchorIndex.init), engine: self)
    }
}
