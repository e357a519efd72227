/// A name that lies elsewhere than the nameConstraints of a CA above it allow (RFC 5280 section 4.2.1.10).
public struct NameConstraintBreach: Hashable, Sendable {
    /// The name with its kind, escaped for printing: `dNSName 'www.example.org'`.
    public let name: String
    /// Of which kind it is, where verifiers differ by kinds.
    public let kind: Kind
    /// Where it lies.
    public let place: Place
    /// The subject of the CA whose constraints they are, in the string form of RFC 4514, escaped for printing.
    public let issuer: String

    /// Takes a name, where it lies, and whose constraints say that it must not.
    public init(name: String, kind: Kind = .other, place: Place, issuer: String) {
        self.name = name
        self.kind = kind
        self.place = place
        self.issuer = issuer
    }

    /// The kinds of names that verifiers treat differently.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// directoryName, the subject included.
        case directoryName = "directory_name"
        /// uniformResourceIdentifier.
        case uri
        /// uniformResourceIdentifier with user information before its host.
        case uriWithUserInformation = "uri_with_user_information"
        /// rfc822Name, below a CA with an empty constraint on such names.
        case mailBelowEmptyConstraint = "mail_below_empty_constraint"
        /// iPAddress.
        case address
        /// Any other kind.
        case other
    }

    /// Where a name lies that constraints do not allow.
    public enum Place: String, CaseIterable, Hashable, Sendable {
        /// All that it stands for lies in an excluded subtree.
        case excluded
        /// A part of what a wildcard stands for lies in an excluded subtree.
        case partlyExcluded = "partly_excluded"
        /// Outside every permitted subtree of its kind.
        case notPermitted = "not_permitted"
        /// It is no name of its kind, so that nothing shows where it lies.
        case unplaceable
        /// It is of a kind, or has letters, that can't be compared here: it may lie in an excluded subtree.
        case notComparable = "not_comparable"
    }
}

extension NameConstraintBreach: CustomStringConvertible {
    /// One sentence without a full stop.
    public var description: String {
        switch place {
        case .excluded: "\(name) lies in an excluded subtree of '\(issuer)'"
        case .partlyExcluded: "\(name) stands for names in an excluded subtree of '\(issuer)'"
        case .notPermitted: "\(name) lies in no permitted subtree of '\(issuer)'"
        case .unplaceable: "\(name) is no name that can be shown to lie where '\(issuer)' allows"
        case .notComparable: "\(name) can't be compared with the subtrees of '\(issuer)', and may lie in an excluded one"
        }
    }
}
