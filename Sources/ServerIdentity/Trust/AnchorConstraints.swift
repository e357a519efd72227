/// What a root program says of an anchor beside that it is trusted.
///
/// NSS keeps these facts in certdata.txt (`CKA_NSS_SERVER_DISTRUST_AFTER`); a PEM file can't hold them.
public struct AnchorConstraints: Hashable, Sendable {
    /// Certificates of TLS servers whose notBefore lies after this instant are not trusted below the anchor, whatever
    /// the time of judgement is; those issued until then stay so. Nil: no such date.
    public let serverDistrustAfter: Instant?

    /// Takes the constraints; without any, the anchor is trusted for whatever it signs.
    public init(serverDistrustAfter: Instant? = nil) {
        self.serverDistrustAfter = serverDistrustAfter
    }

    /// No constraint.
    public static let none = AnchorConstraints()
}

/// Whether a source of anchors can say what its root program demands of them.
public enum ConstraintKnowledge: String, Hashable, Sendable {
    /// The source holds distrust dates and distrusted certificates; where it names none, there are none.
    case known
    /// A PEM file or a directory, the certificates and nothing else; a token, of which nobody knows whether it has all
    /// that its root program says.
    case unknown
}
