import Glibc

/// The addresses of a host, from the system's resolver: `/etc/hosts`, DNS and whatever else `nsswitch.conf` names.
public struct SystemResolver: Sendable {
    /// Asks the system for the addresses of a host name, or reads an address (also with a zone: `fe80::1%eth0`).
    ///
    /// **Blocks** its thread for as long as the resolver takes, which may be 10 seconds and more, and can't be
    /// cancelled: run it on a thread pool, never on an event loop or in a task. Addresses come in getaddrinfo's order,
    /// each once, at most `maximumAddresses`; IPv6 addresses come even on a machine that has no IPv6 route.
    ///
    /// The host's syntax is *not* checked: like every program that calls getaddrinfo, this one reads `127.1` and
    /// `0x7f.1` as addresses. `ServerIdentity.DNSName` refuses such texts before.
    ///
    /// - Returns: at least one address, or the resolver's code and text.
    public static func addresses(
        of host: String, family: AddressFamilyChoice = .any
    ) -> Result<[ResolvedAddress], ResolverError> {
        // getaddrinfo takes an empty host for "no host", and C takes a NUL for the end.
        if host.isEmpty { return .failure(.init(code: 0, text: "the host is empty")) }
        if host.utf8.contains(0) { return .failure(.init(code: 0, text: "the host holds a NUL")) }
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        unsafe hints.ai_family = familyCode(family)
        var head: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, nil, &hints, &head)
        // On failure nothing was allocated; on success the list is ours until freeaddrinfo.
        guard status == 0, let head = unsafe head else { return .failure(error(status)) }
        defer { unsafe freeaddrinfo(head) }

        var addresses: [ResolvedAddress] = []
        var next: UnsafeMutablePointer<addrinfo>? = unsafe head
        while let entry = unsafe next, addresses.count < maximumAddresses {
            if let address = unsafe numericAddress(entry.pointee), !addresses.contains(address) { addresses.append(address) }
            unsafe next = entry.pointee.ai_next
        }
        if addresses.isEmpty { return .failure(error(EAI_NONAME)) }
        return .success(addresses)
    }

    /// 64. Large services answer with 4 to 16 addresses; a resolver that sends thousands shall not make us try them
    ///   all.
    public static let maximumAddresses = 64

    private static func familyCode(_ choice: AddressFamilyChoice) -> CInt {
        switch choice {
        case .any: AF_UNSPEC
        case .onlyV4: AF_INET
        case .onlyV6: AF_INET6
        }
    }

    /// The address of one entry as text, with the zone where it has one; nil for protocols other than IPv4 and IPv6.
    private static func numericAddress(_ entry: addrinfo) -> ResolvedAddress? {
        let family: AddressFamily
        switch unsafe entry.ai_family {
        case AF_INET: family = .v4
        case AF_INET6: family = .v6
        default: return nil
        }
        // NI_MAXHOST octets, always NUL-terminated on success.
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = unsafe getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        guard status == 0 else { return nil }
        let octets = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return ResolvedAddress(text: String(decoding: octets, as: UTF8.self), family: family)
    }

    /// The code with the system's text; for EAI_SYSTEM that of errno, read at once.
    private static func error(_ status: CInt) -> ResolverError {
        let systemError = errno
        // strerror's text lives until the thread's next call of it, gai_strerror's for ever: both are copied here.
        let text = status == EAI_SYSTEM ? unsafe strerror(systemError) : unsafe UnsafeMutablePointer(mutating: gai_strerror(status))
        guard let text = unsafe text else { return ResolverError(code: status, text: "resolver error \(status)") }
        return ResolverError(code: status, text: unsafe String(cString: text))
    }
}
