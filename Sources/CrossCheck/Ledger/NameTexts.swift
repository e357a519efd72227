import ServerIdentity

/// The names of a case as lower-case octets, and whether the accepting engine's way of comparing explains its acceptance.
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

    /// What the accepting library looks at: dNSName entries, or common names if there is none. GnuTLS 3.7.9 falls back only to a
    /// single common name, and only where the certificate presents no address, URI or service name.
    var comparedNames: [[UInt8]] {
        if !dnsNames.isEmpty { return dnsNames }
        if difference.acceptedBy == "gnutls", hasOtherServerNames || commonNames.count != 1 { return [] }
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

    /// Equal as text.
    func isLiteral(_ name: [UInt8]) -> Bool { name == asked }

    /// Whether the accepting library takes this name for the reference; false for an engine that is no such library.
    func isTakenForMatch(_ name: [UInt8]) -> Bool {
        switch difference.acceptedBy {
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

    var asksWildcard: Bool { asked.contains(UInt8(ascii: "*")) }
    var asksNonASCII: Bool { asked.contains { $0 >= 0x80 } }
    var asksLeadingDot: Bool { asked.first == UInt8(ascii: ".") }
    var asksTrailingDot: Bool { asked.count > 1 && asked.last == UInt8(ascii: ".") }
}

extension Sequence<UInt8> {
    func firstLabel() -> [UInt8] { Array(prefix { $0 != UInt8(ascii: ".") }) }
}
