/// The body of a Certificate message (RFC 5246 section 7.4.2; RFC 8446 section 4.4.2), read as far as the leaf.
struct CertificateMessage {
    /// The DER of the first certificate; nil if there is none.
    let leaf: [UInt8]?

    /// Reads a body. TLS 1.3 puts a request context of 1 octet and its length before the list.
    init(_ body: [UInt8], hasContext: Bool) {
        var rest = body[...]
        if hasContext, let length = rest.popFirst() { rest = rest.dropFirst(Int(length)) }
        guard Self.length(&rest) != nil, let length = Self.length(&rest), length > 0, rest.count >= length else {
            leaf = nil
            return
        }
        leaf = Array(rest.prefix(length))
    }

    private static func length(_ octets: inout ArraySlice<UInt8>) -> Int? {
        guard octets.count >= 3 else { return nil }
        defer { octets = octets.dropFirst(3) }
        return octets.prefix(3).reduce(0) { $0 << 8 | Int($1) }
    }
}
