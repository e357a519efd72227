import ArgumentParser
import Countersigning
import HandshakeProbe
import ServerIdentity

/// How to connect and what to offer.
struct ConnectOptions: ParsableArguments {
    @Option(
        name: [
            .customLong("sni"), .customLong("servername"), .customLong("sni-hostname"),
            .customLong("servername", withSingleDash: true),
        ],
        help: ArgumentHelp("Send this server name instead of the host's; an empty text sends none.", valueName: "name"))
    var sni: String?

    @Option(help: ArgumentHelp("Connect to this IP address instead of resolving the host.", valueName: "ip"))
    var address: String?

    @Option(
        name: [.customShort("p"), .customLong("port")], help: ArgumentHelp("The port of hosts that name none.", valueName: "port"))
    var port = Target.defaultPort

    @Option(
        name: [.long, .customLong("alpn", withSingleDash: true)],
        help: ArgumentHelp("Offer these application protocols, as h2,http/1.1.", valueName: "list"))
    var alpn: String?

    @Option(
        help: ArgumentHelp("Give up on a host after this many seconds, from its name to its report.", valueName: "seconds"))
    var timeout = 15.0

    @Option(
        name: [.long, .customLong("x509certfile"), .customLong("cert", withSingleDash: true)],
        help: ArgumentHelp("Present this client certificate: a PEM chain, or a pkcs11: URL.", valueName: "file"))
    var cert: String?

    @Option(
        name: [.long, .customLong("x509keyfile"), .customLong("key", withSingleDash: true)],
        help: ArgumentHelp("The private key of --cert, if not in its file: PEM, or a pkcs11: URL.", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("A file whose first line is the password of the private key.", valueName: "file"))
    var passFile: String?

    func validate() throws {
        guard timeout > 0, timeout <= 3_600 else {
            throw ValidationError("--timeout \(timeout): give 0.001 to 3600 seconds")
        }
        if cert == nil, key != nil || passFile != nil {
            throw ValidationError("--key and --pass-file belong to a certificate: give --cert too")
        }
    }

    private var protocols: [String] {
        alpn.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } ?? []
    }

    /// How to connect, by these options.
    ///
    /// - Parameter priority: the GnuTLS priority string of the offer.
    func options(priority: String) throws -> ConnectionOptions {
        var options = ConnectionOptions()
        options.priority = priority
        options.clientCertificate = cert.map { .init(certificate: $0, key: key, passwordFile: passFile) }
        options.timeout = .seconds(timeout)
        options.applicationProtocols = protocols
        if let sni { options.serverName = try .init(option: sni) }
        options.address = address
        options.defaultPort = port
        return options
    }
}

/// What to offer, where one offer is made.
struct PriorityOption: ParsableArguments {
    @Option(help: ArgumentHelp("A GnuTLS priority string: which versions and algorithms to offer.", valueName: "string"))
    var priority = ConnectionOptions.defaultPriority
}
