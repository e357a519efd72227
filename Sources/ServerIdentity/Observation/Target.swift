/// A server to probe: where to connect and who should answer there.
public struct Target: Hashable, Sendable {
    /// The line or argument that the target was read from.
    public let text: String
    /// Who should answer: a host name or an address.
    public let identity: ReferenceIdentity
    /// What to resolve or connect to: a host name, or an address with its zone if it has one.
    public let host: String
    /// The TCP port, 1 to 65535.
    public let port: Int
    /// An address to connect to instead of resolving the host (`host{ip}`).
    public let address: String?

    /// Takes a target that was read already.
    public init(text: String, identity: ReferenceIdentity, host: String, port: Int, address: String?) {
        self.text = text
        self.identity = identity
        self.host = host
        self.port = port
        self.address = address
    }

    /// Where a target points without a port.
    public static let defaultPort = 443
}
