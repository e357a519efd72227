import CGnuTLS

/// The two octet queues between a session and its caller. GnuTLS calls the functions at the end while `handshake`,
/// `send` or `receive` run, on the same thread.
@safe
final class MemoryTransport {
    private var incoming: [UInt8] = []
    private var consumed = 0
    private(set) var outgoing: [UInt8] = []
    var peerHasClosed = false

    func append(_ octets: [UInt8]) {
        dropConsumed()
        incoming += octets
    }

    /// What was read goes when it is half of all: each octet is moved once at most on average.
    private func dropConsumed() {
        guard consumed * 2 >= incoming.count else { return }
        incoming.removeSubrange(..<consumed)
        consumed = 0
    }

    func append(_ octets: RawSpan) {
        dropConsumed()
        unsafe octets.withUnsafeBytes { unsafe incoming.append(contentsOf: $0) }
    }

    /// Octets that arrived and that GnuTLS has not read yet.
    var unread: Int { incoming.count - consumed }

    func takeOutgoing() -> [UInt8] {
        let taken = outgoing
        outgoing = []
        return taken
    }

    /// nil: nothing there yet; 0: the peer has closed.
    fileprivate func pull(into target: UnsafeMutableRawBufferPointer) -> Int? {
        let available = incoming.count - consumed
        if available == 0 { return peerHasClosed ? 0 : nil }
        let count = min(available, target.count)
        unsafe incoming.withUnsafeBytes { source in
            unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[consumed..<consumed + count]))
        }
        consumed += count
        return count
    }

    fileprivate func push(_ octets: UnsafeRawBufferPointer) { unsafe outgoing.append(contentsOf: octets) }

    /// Ties the queues to a session, which must not outlive them.
    func attach(to session: gnutls_session_t) {
        unsafe gnutls_transport_set_ptr(session, Unmanaged.passUnretained(self).toOpaque())
        unsafe gnutls_transport_set_push_function(session) { context, octets, count in
            guard let context = unsafe context, let octets = unsafe octets else { return -1 }
            let transport = unsafe Unmanaged<MemoryTransport>.fromOpaque(context).takeUnretainedValue()
            unsafe transport.push(UnsafeRawBufferPointer(start: octets, count: count))
            return count
        }
        unsafe gnutls_transport_set_pull_function(session) { context, target, count in
            guard let context = unsafe context, let target = unsafe target else { return -1 }
            let transport = unsafe Unmanaged<MemoryTransport>.fromOpaque(context).takeUnretainedValue()
            let pulled = unsafe transport.pull(into: UnsafeMutableRawBufferPointer(start: target, count: count))
            if let pulled { return pulled }
            cgnutls_set_would_block()
            return -1
        }
        unsafe gnutls_transport_set_pull_timeout_function(session) { _, _ in 1 }
    }
}
