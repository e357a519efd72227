/// What a certificate is in a path; rules differ by it.
enum PathRole: Hashable, Sendable {
    /// The certificate of the server, also if it is an anchor itself.
    case leaf
    /// A CA between the leaf and the anchor.
    case intermediate
    /// The trust anchor above.
    case anchor
}
