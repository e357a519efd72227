/// What the server stapled to its leaf (RFC 6066 section 8, RFC 8446 section 4.4.2.1).
public enum StapledResponse: Hashable, Sendable {
    /// Nobody asked, or nobody knows: a chain from a file. That a response is missing then says nothing.
    case unknown
    /// The client asked, and the server sent none.
    case missing
    /// An OCSP response, DER (RFC 6960 section 4.2.1); nothing in it has been checked.
    case response([UInt8])
}
