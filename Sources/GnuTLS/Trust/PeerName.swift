import CGnuTLS

/// Whom a peer's certificate must name, in the forms that GnuTLS can compare.
public enum PeerName: Hashable, Sendable {
    /// A host name in A-labels. GnuTLS 3.7.9 also matches suffix wildcards (`*b.example.org`) and, without any
    /// subjectAltName, the common name; it takes text such as `01.2.3.4` for a host name: parse names first.
    case host(String)
    /// An address of 4 or 16 octets, compared with iPAddress names.
    case address([UInt8])

    /// Whether GnuTLS would compare all of it: it checks no name at all for an address of no octets, and reads a host
    /// up to its first NUL.
    var isComparable: Bool {
        switch self {
        case .host(let host): !host.isEmpty && !host.utf8.contains(0)
        case .address(let octets): octets.count == 4 || octets.count == 16
        }
    }

    /// Whether GnuTLS thinks that a certificate belongs to this name; never, for a name that it would not compare.
    func matches(_ certificate: gnutls_x509_crt_t?, wildcards: Bool) -> Bool {
        switch self {
        case _ where !isComparable: return false
        case .host(let host):
            let flags = wildcards ? 0 : GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS.rawValue
            return unsafe gnutls_x509_crt_check_hostname2(certificate, host, flags) != 0
        case .address(let octets):
            return unsafe octets.withUnsafeBufferPointer {
                unsafe gnutls_x509_crt_check_ip(certificate, $0.baseAddress, UInt32($0.count), 0) != 0
            }
        }
    }
}
