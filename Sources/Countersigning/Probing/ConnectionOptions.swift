import GnuTLS
public import HandshakeProbe
import ServerIdentity

/// How to connect to servers and what to offer them.
public struct ConnectionOptions: Sendable {
    /// The GnuTLS priority string of the offer. Default: TLS 1.2 and 1.3 with one X25519 key share.
    public var priority = ConnectionOptions.defaultPriority
    /// The client's certificate and key, if a server asks for one. Default: none.
    public var clientCertificate: ClientCertificate?
    /// What is sent as server name (RFC 6066 section 3). Default: the target's host name, and nothing for an address.
    public var serverName = ProbeConfiguration.ServerName.ofTarget
    /// Application protocols to offer (ALPN), in order of preference. Default: none.
    public var applicationProtocols: [String] = []
    /// How long each stage may take, and how many octets a peer may send. Default: 15 seconds over all.
    public var limits = ProbeLimits()
    /// Connect to this IP address instead of resolving the host. Default: nil.
    public var address: String?
    /// The port of targets that name none. Default: 443.
    public var defaultPort = Target.defaultPort

    /// The defaults.
    public init() {}

    /// What a client offers unless told otherwise.
    public static var defaultPriority: String { Priority.clientDefault }

    /// A PEM chain and its key, as files without a password, or both as `pkcs11:` URLs.
    public struct ClientCertificate: Hashable, Sendable {
        /// The chain.
        public var certificate: String
        /// The private key.
        public var key: String

        /// Takes two files or two URLs.
        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// The configuration of a probe.
    ///
    /// - Throws: `InputProblem` for a priority string that GnuTLS can't read, or a client certificate.
    package func configuration() throws(InputProblem) -> ProbeConfiguration {
        let offer: Priority
        do throws(PriorityError) { offer = try Priority(priority) } catch {
            throw InputProblem(
                code: .usage, text: "--priority '\(EscapedText(priority))': \(EscapedText(error.description))")
        }
        let credentials = try ClientCredentials.load(
            certificate: clientCertificate?.certificate, key: clientCertificate?.key)
        var configuration = ProbeConfiguration(priority: offer, credentials: credentials)
        configuration.limits = limits
        configuration.applicationProtocols = applicationProtocols
        configuration.serverName = serverName
        return configuration
    }
}
