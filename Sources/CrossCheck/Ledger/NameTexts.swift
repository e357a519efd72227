import ServerIdentity

/// The names of a case as lower-case octets, and whether the accepting engine's way of comparing explains its
/// acceptance.
struct NameTexts {
    let difference: DifferenceCase
    /// The reference as asked, lower case.
    let asked: [UInt8]
    /// The reference as a host name, without trailing dot and in A-labels; nil if it is none.
    let host: [UInt8]?
    /// The dNSName entries, lower case.
    let dnsNames: [[UInt8]]
    /// The common names of the subject, lower case.
    let commonNames: [[UInt8]]

    init(_ difference: DifferenceCase) {
        self.difference = difference
        asked = difference.asked.map(\.asciiLowercased)
        host = if case .dns(let name)? = difference.reference { name.octets } else { nil }
        dnsNames = difference.presented.compactMap {
            if case .dns(let octets) = $0 { octets.map(\.asciiLowercased) } else { nil }
        }
        commonNames = difference.presented.compactMap {
            if case .commonName(let octets) = $0 { octets.map(\.asciiLowercased) } else { nil }
        }
    }

    /// What the accepting library looks at: dNSName entries, or common names if there is none. GnuTLS 3.7.9 falls back
    /// only to a single common name, and only where the certificate presents no address, URI or service name.
    var comparedNames: [[UInt8]] {
        if !dnsNames.isEmpty { return dnsNames }
        if difference.accepter.id == "gnutls", hasOtherServerNames || commonNames.count != 1 { return [] }
        return commonNames
    }

    /// Whether the certificate presents an address, a URI or a service name.
    var hasOtherServerNames: Bool {
        difference.presented.contains {
            switch $0 {
            case .ip, .uri, .srv: true
            case .dns, .email, .directoryName, .other, .commonName: false
            }
        }
    }

    /// Whether the accepting library takes this name for the reference; false for an engine that is no such library.
    func isTakenForMatch(_ name: [UInt8]) -> Bool {
        switch difference.accepter.id {
        case "gnutls": LibraryMatching.gnutls(name, asksNonASCII ? host ?? asked : asked)
        case "openssl": LibraryMatching.openssl(name, asked)
        default: false
        }
    }

    /// Whether `pattern` is `*.` and a rest, and covers the host name with exactly one label.
    func isCompleteWildcard(_ pattern: [UInt8]) -> Bool {
        guard let host, pattern.starts(with: [UInt8(ascii: "*"), UInt8(ascii: ".")]) else { return false }
        return LibraryMatching.glob(pattern, host) && host.count > pattern.count - 1
    }

    private var asksNonASCII: Bool { asked.contains { $0 >= 0x80 } }

    /// The names that a condition looks at.
    func names(_ among: DifferenceCondition.NameCondition.Names) -> [[UInt8]] {
        switch among {
        case .dnsNames: dnsNames
        case .commonNames: commonNames
        case .compared: comparedNames
        }
    }

    /// Whether something is true of a name.
    func `is`(_ name: [UInt8], _ feature: DifferenceCondition.NameFeature) -> Bool {
        switch feature {
        case .equalText: name == asked
        case .equalsHost: name == host
        case .completeWildcard: isCompleteWildcard(name)
        case .partialWildcard:
            name.firstLabel().contains(UInt8(ascii: "*")) && name.firstLabel().count > 1
        case .twoLabels: name.count { $0 == UInt8(ascii: ".") } == 1
        case .beyondASCII: name.contains { $0 >= 0x80 }
        case .takenForMatch: isTakenForMatch(name)
        }
    }

    /// How the reference is written.
    func has(_ feature: DifferenceCondition.ReferenceFeature) -> Bool {
        switch feature {
        case .hostName: host != nil
        case .noIdentity: difference.reference == nil
        case .bracketed: asked.first == UInt8(ascii: "[")
        case .wildcard: asked.contains(UInt8(ascii: "*"))
        case .leadingDot: asked.first == UInt8(ascii: ".")
        case .trailingDot: asked.count > 1 && asked.last == UInt8(ascii: ".")
        case .beyondASCII: asksNonASCII
        case .underscore: host?.contains(UInt8(ascii: "_")) == true
        case .notHostOctets: asksNoHostOctets
        case .presentedAddressAndMore: asksPresentedAddressAndMore
        }
    }

    /// Which kinds of names there are.
    func presents(_ kinds: DifferenceCondition.PresentedKinds) -> Bool {
        switch kinds {
        case .dnsNames: !dnsNames.isEmpty
        case .otherServerNames: hasOtherServerNames
        case .oneCommonName: commonNames.count == 1
        case .severalCommonNames: commonNames.count > 1
        }
    }

    /// Octets or empty labels that no host name has; letters beyond ASCII and `*` are others' business.
    private var asksNoHostOctets: Bool {
        let dot = UInt8(ascii: ".")
        return asked.contains { $0 != dot && $0 != UInt8(ascii: "*") && $0 < 0x80 && !DNSName.isLabelOctet($0) }
            || zip(asked, asked.dropFirst()).contains { $0 == dot && $1 == dot }
    }

    /// An IPv4 address that is presented, then a space and more.
    private var asksPresentedAddressAndMore: Bool {
        guard let space = asked.firstIndex(of: UInt8(ascii: " ")),
            let address = IPAddress(parsing: String(decoding: asked[..<space], as: UTF8.self)), !address.isV6
        else { return false }
        return difference.presented.contains(.ip(address.octets))
    }
}

extension DifferenceCondition {
    /// How a reference is written.
    public enum ReferenceFeature: String, CaseIterable, Hashable, Sendable {
        /// It is a host name.
        case hostName = "host_name"
        /// It names no server at all.
        case noIdentity = "no_identity"
        /// It begins with a bracket.
        case bracketed
        /// It holds `*`.
        case wildcard
        /// It begins with a dot.
        case leadingDot = "leading_dot"
        /// It ends in a dot.
        case trailingDot = "trailing_dot"
        /// It has letters beyond ASCII.
        case beyondASCII = "beyond_ascii"
        /// It is a host name with an underscore.
        case underscore
        /// It has octets or empty labels that no host name has.
        case notHostOctets = "not_host_octets"
        /// It is an IPv4 address that is presented, then a space and more.
        case presentedAddressAndMore = "presented_address_and_more"
    }

    /// Which kinds of names a certificate presents.
    public enum PresentedKinds: String, CaseIterable, Hashable, Sendable {
        /// At least one dNSName.
        case dnsNames = "dns_names"
        /// An address, a URI or a service name.
        case otherServerNames = "other_server_names"
        /// One common name in the subject.
        case oneCommonName = "one_common_name"
        /// Several common names in the subject.
        case severalCommonNames = "several_common_names"
    }

    /// What may be true of a presented name, letters' case aside.
    public enum NameFeature: String, CaseIterable, Hashable, Sendable {
        /// It is the reference, as text.
        case equalText = "equal_text"
        /// It is the host name that the reference stands for, in A-labels and without a dot at the end.
        case equalsHost = "equals_host"
        /// It is `*.` and a rest, and covers that host name with one label.
        case completeWildcard = "complete_wildcard"
        /// Its left-most label holds `*` and more.
        case partialWildcard = "partial_wildcard"
        /// It has one dot.
        case twoLabels = "two_labels"
        /// It has octets beyond ASCII.
        case beyondASCII = "beyond_ascii"
        /// The accepting library takes it for the reference (as `LibraryMatching` describes it).
        case takenForMatch = "taken_for_match"
    }
}

extension Sequence<UInt8> {
    func firstLabel() -> [UInt8] { Array(prefix { $0 != UInt8(ascii: ".") }) }
}
