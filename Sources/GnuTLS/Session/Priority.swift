import CGnuTLS

/// A parsed priority string: which versions, ciphers, groups and signatures may be used, and in which order.
///
/// Made once and shared by all sessions of a run.
@safe
public final class Priority: @unchecked Sendable {  // read-only after init
    /// The text that was parsed.
    public let text: String
    let handle: gnutls_priority_t

    /// Parses a GnuTLS priority string, `NORMAL:-VERS-TLS1.3`.
    ///
    /// - Throws: `PriorityError` with the position of the first part that GnuTLS does not know.
    public init(_ text: String) throws(PriorityError) {
        var raw: gnutls_priority_t?
        var position = 0
        let status: Int32 = unsafe text.withCString { start in
            var errorPosition: UnsafePointer<CChar>?
            let status = unsafe gnutls_priority_init2(&raw, start, &errorPosition, 0)
            if let errorPosition = unsafe errorPosition { position = unsafe errorPosition - start }
            return status
        }
        if text.utf8.contains(0) { throw PriorityError(text: text, position: text.utf8.prefix { $0 != 0 }.count) }
        guard status == GNUTLS_E_SUCCESS, let raw = unsafe raw else { throw PriorityError(text: text, position: position) }
        self.text = text
        unsafe handle = raw
        LiveHandles.made()
    }

    deinit {
        unsafe gnutls_priority_deinit(handle)
        LiveHandles.gone()
    }

    /// What a client offers unless told otherwise: GnuTLS's NORMAL with X25519 first, so that a session that sends one
    /// key share sends the cheapest; the other groups stay on offer for a retry.
    public static let clientDefault =
        "NORMAL:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-SECP521R1:+GROUP-X448"
        + ":+GROUP-FFDHE2048:+GROUP-FFDHE3072:+GROUP-FFDHE4096"
}

/// A priority string that GnuTLS can't read.
public struct PriorityError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The string as given.
    public let text: String
    /// Where the part begins that GnuTLS does not know: octets from the start, 0 = the first.
    public let position: Int

    /// Names the part and its position, counted from 1.
    public var description: String {
        let rest = String(decoding: text.utf8.dropFirst(position).prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
        let place = "at character \(position + 1)"
        return rest.isEmpty
            ? "the priority string ends too early \(place)" : "GnuTLS does not know '\(rest)' \(place) of the priority string"
    }
}
