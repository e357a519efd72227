import CGnuTLS

/// The key with which a server seals its session tickets (RFC 5077, RFC 8446 section 4.6.1); random, and gone with the
/// process.
public final class TicketKey: Sendable {
    let octets: [UInt8]

    /// Makes a new random key.
    public init() throws(GnuTLSError) {
        var key = unsafe gnutls_datum_t()
        try check(unsafe gnutls_session_ticket_key_generate(&key), .initialize)
        octets = unsafe take(key)
    }
}
