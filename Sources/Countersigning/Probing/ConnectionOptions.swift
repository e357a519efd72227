import GnuTLS
public import HandshakeProbe
import InternationalNames
import NIOCore
package import ServerIdentity

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
    /// How long a target may take, from its name to its report: `limits` with this overall. Each stage
    /// may take its share of the defaults, or all of a shorter time. From 1 ms to 1 hour; what is beyond is held to
    /// that.
    public var timeout: Duration {
        get { .nanoseconds(limits.overall.nanoseconds) }
        set {
            let held = min(max(newValue, Self.timeouts.lowerBound), Self.timeouts.upperBound)
            let octets = limits.maximumOctets
            limits = ProbeLimits(overall: .nanoseconds(Int64(held / .nanoseconds(1))))
            limits.maximumOctets = octets
        }
    }
    /// Connect to this IP address instead of resolving the host. Default: nil.
    public var address: String?
    /// The port of targets that name none. Default: 443.
    public var defaultPort = Target.defaultPort

    /// The defaults.
    public init() {}

    /// What a client offers unless told otherwise.
    public static var defaultPriority: String { Priority.clientDefault }

    /// How long a target may be given.
    public static let timeouts = Duration.milliseconds(1)...Duration.seconds(3_600)

    /// A PEM chain and its key as files, or both as `pkcs11:` URLs.
    public struct ClientCertificate: Hashable, Sendable {
        /// The chain.
        public var certificate: String
        /// The private key; the same file where it holds both.
        public var key: String
        /// A file whose first line is the key's password; nil if it has none.
        public var passwordFile: String?

        /// Takes two files or two URLs.
        ///
        /// - Parameters:
        ///   - certificate: the chain.
        ///   - key: the private key; nil if it is in the same file.
        ///   - passwordFile: a file whose first line is the key's password; nil if it has none.
        public init(certificate: String, key: String? = nil, passwordFile: String? = nil) {
            self.certificate = certificate
            self.key = key ?? certificate
            self.passwordFile = passwordFile
        }
    }

    /// The configuration of a probe.
    ///
    /// - Throws: `InputProblem`, by the command's names of the options, for a priority string that GnuTLS can't read, a
    ///   client certificate, a port, an address or an application protocol.
    package func configuration() throws(InputProblem) -> ProbeConfiguration {
        guard (1...65_535).contains(defaultPort) else {
            throw InputProblem(code: .usage, text: "--port \(defaultPort): ports go from 1 to 65535")
        }
        if let address, IPAddress(parsingWithZone: address) == nil {
            throw InputProblem(code: .usage, text: "--address '\(EscapedText(address))' is not an IP address")
        }
        for name in applicationProtocols where !(1...255).contains(name.utf8.count) {
            throw InputProblem(
                code: .usage, text: "--alpn: '\(EscapedText(name))' is not a protocol name of 1 to 255 octets")
        }
        let offer: Priority
        do throws(PriorityError) { offer = try Priority(priority) } catch {
            throw InputProblem(
                code: .usage, text: "--priority '\(EscapedText(priority))': \(EscapedText(error.description))")
        }
        let credentials = try ClientCredentials.load(clientCertificate)
        var configuration = ProbeConfiguration(priority: offer, credentials: credentials)
        configuration.limits = limits
        configuration.applicationProtocols = applicationProtocols
        configuration.serverName = serverName
        return configuration
    }

    /// Where a text says to connect, and whom it says to expect there.
    ///
    /// - Throws: `InputProblem` if the text names no target.
    package func target(_ text: String) throws(InputProblem) -> Target {
        do throws(ReferenceIdentityError) {
            let target = try Target(parsing: text, defaultPort: defaultPort, asciiForm: InternationalNames.asciiForm)
            return address.map(target.at) ?? target
        } catch {
            throw InputProblem(code: .usage, text: error.description)
        }
    }
}

extension ProbeConfiguration.ServerName {
    /// Reads a host name, in Unicode or as A-labels; an empty text is no server name at all.
    ///
    /// - Throws: `InputProblem` for anything else: only host names are sent (RFC 6066 section 3).
    public init(option text: String) throws(InputProblem) {
        if text.isEmpty {
            self = .none
            return
        }
        let identity: ReferenceIdentity
        do throws(ReferenceIdentityError) {
            identity = try ReferenceIdentity(parsing: text, asciiForm: InternationalNames.asciiForm)
        } catch {
            throw InputProblem(code: .usage, text: error.description)
        }
        guard case .dns(let name) = identity else {
            throw InputProblem(
                code: .usage,
                text: "--sni '\(EscapedText(text))': only host names are sent as server name (RFC 6066 section 3)")
        }
        self = .name(name.description)
    }
}

extension Target {
    /// The same target at an address.
    package func at(_ address: String) -> Target {
        Target(text: text, identity: identity, host: host, port: port, address: address)
    }
}
