/// Whom a peer's certificate must name, in the forms that GnuTLS can compare.
public enum PeerName: Hashable, Sendable {
    /// A host name in A-labels. GnuTLS 3.7.9 also matches suffix wildcards (`*b.example.org`) and, without any subjectAltName, the
    /// common name; it takes text such as `01.2.3.4` for a host name: parse names first.
    case host(String)
    /// An address of 4 or 16 octets, compared with iPAddress names.
    case address([UInt8])

    /// Whether GnuTLS would compare all of it: it checks no name at all for an address of no octets, and reads a host up to its first NUL.
    var isComparable: Bool {
        switch self {
        case .host(let host): !host.isEmpty && !host.utf8.contains(0)
        case .address(let octets): octets.count == 4 || octets.count == 16
        }
    }
}
