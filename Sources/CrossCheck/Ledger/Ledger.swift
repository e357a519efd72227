/// The reviewed differences between engines. A difference that no entry explains is a bug candidate.
///
/// Entries are narrow: an entry names the engines on each side and a feature that must be there in a name that could have
/// matched. The first entry that applies is the one reported.
public struct Ledger: Sendable {
    /// In the order in which they are tried.
    public let entries: [KnownDifference]

    /// Takes entries; an empty ledger explains nothing.
    public init(entries: [KnownDifference]) {
        self.entries = entries
    }

    /// The first entry that explains a case; nil if none does.
    public func entry(for difference: DifferenceCase) -> KnownDifference? {
        entries.first { $0.applies(to: difference) }
    }

    /// The first entry that explains a difference about anything but the name; nil if none does.
    func entry(for difference: PathDifference) -> KnownDifference? { entries.first { $0.explains(difference) } }

    /// The differences that were reviewed for GnuTLS 3.7.9 and OpenSSL 3.0.19 against the independent validator.
    ///
    /// References that are no host names come first, then dNSName, then the common name: each is less specific than the one
    /// before.
    public static let known = Ledger(
        entries: KnownDifference.addresses + KnownDifference.internationalNames + KnownDifference.oddReferences
            + KnownDifference.dots + KnownDifference.wildcards + KnownDifference.commonNames + KnownDifference.paths)
}

/// The engines that the ledger speaks of.
enum LedgerEngines {
    static let swift: Set = ["swift"]
    static let gnutls: Set = ["gnutls"]
    static let openssl: Set = ["openssl"]
    static let libraries: Set = ["gnutls", "openssl"]
    static let bothVersions = "GnuTLS 3.7.9-2+deb12u7, OpenSSL 3.0.19"
    static let opensslVersion = "OpenSSL 3.0.19"
}
