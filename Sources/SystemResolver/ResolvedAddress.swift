/// One address of a host, as text that can be connected to.
public struct ResolvedAddress: Hashable, Sendable {
    /// `192.0.2.1`, `2001:db8::1` or, with its zone, `fe80::1%eth0`.
    public let text: String
    /// Which internet protocol it belongs to.
    public let family: AddressFamily

    /// Takes an address that was resolved or read already; the text is not checked.
    public init(text: String, family: AddressFamily) {
        self.text = text
        self.family = family
    }
}

/// The version of the internet protocol.
public enum AddressFamily: Hashable, Sendable {
    /// IPv4.
    case v4
    /// IPv6.
    case v6
}

/// Which addresses are asked for.
public enum AddressFamilyChoice: Hashable, Sendable, CaseIterable {
    /// Both, in the order of the resolver (RFC 6724, `/etc/gai.conf`).
    case any
    /// IPv4 only.
    case onlyV4
    /// IPv6 only.
    case onlyV6
}

/// Why a host has no address.
public struct ResolverError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The `EAI_…` code of getaddrinfo; 0 where the host was refused before it was asked.
    public let code: Int32
    /// The system's text for it: `Name or service not known`.
    public let text: String

    /// Takes a code and its text.
    public init(code: Int32, text: String) {
        self.code = code
        self.text = text
    }

    /// The system's text.
    public var description: String { text }
}
