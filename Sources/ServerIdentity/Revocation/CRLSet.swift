/// The certificate revocation lists of one run, loaded once and shared.
///
/// A class, so that engines can keep what they made of it for as long as it is the same set. Nothing in the lists has
/// been checked.
public final class CRLSet: Sendable {
    /// In the order of the source, each list once.
    public let lists: [CRLDER]
    /// Which files were read, for the record; empty if there are no lists.
    public let source: String

    /// Takes lists from a source; duplicates (the same octets) are kept once.
    public init(_ lists: [CRLDER], source: String) {
        var seen: Set<[UInt8]> = []
        self.lists = lists.filter { seen.insert($0.octets).inserted }
        self.source = source
    }

    /// No lists: revocation is judged only by what the server stapled.
    public static let none = CRLSet([], source: "")
}

extension CRLSet: Hashable {
    /// Whether both are the same object: two sets with equal lists are two sets.
    public static func == (first: CRLSet, second: CRLSet) -> Bool { first === second }

    /// Hashes which object it is.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// One certificate revocation list as the octets of its DER encoding (RFC 5280 section 5.1); nothing in it has been
/// checked.
public struct CRLDER: Hashable, Sendable {
    /// DER.
    public let octets: [UInt8]
    /// Where it came from: `file:line`; empty if unknown.
    public let origin: String

    /// Takes octets, and where they came from.
    public init(_ octets: [UInt8], origin: String = "") {
        self.octets = octets
        self.origin = origin
    }

    /// 64 MiB: the largest lists of public CAs have under 20 MiB.
    public static let maximumLength = 64 * 1_024 * 1_024
}
