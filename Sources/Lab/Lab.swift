import GnuTLS
public import NIOCore
import NIOPosix

/// Loopback servers with certificates of every kind, good and bad, made anew at each start.
///
/// Every server listens on a port of its own on 127.0.0.1, and nowhere else. Keys live in memory only. ``stop()``
/// closes the servers and every connection; without it they live as long as their event loops.
public final class Lab: Sendable {
    /// The servers, in the order of ``LabScenario/all``.
    public let servers: [LabServer]
    /// The roots that a client shall trust, DER.
    public let rootsDER: [[UInt8]]
    /// The same roots as a PEM bundle.
    public let rootsPEM: String
    private let listeners: [any Channel]
    private let connections: OpenConnections

    private init(
        servers: [LabServer], rootsDER: [[UInt8]], listeners: [any Channel], connections: OpenConnections
    ) {
        self.servers = servers
        self.rootsDER = rootsDER
        rootsPEM = LabPEM.certificates(rootsDER)
        self.listeners = listeners
        self.connections = connections
    }

    /// Makes the certificates and starts a server for each scenario. Making the RSA keys takes about a second.
    ///
    /// - Parameters:
    ///   - instant: the moment around which certificates are valid, seconds since 1970. Clients must judge at this
    ///     moment.
    ///   - group: the event loops that the servers run on; the caller shuts them down, after ``stop()``.
    /// - Throws: an error of NIO if a port can't be had, of GnuTLS if it refuses a key, of X509 if it refuses a
    ///   certificate.
    public static func start(instant: Int64, on group: any EventLoopGroup) async throws -> Lab {
        let pki = try await LabPKI(instant: instant)
        let connections = OpenConnections()
        var servers: [LabServer] = []
        var listeners: [any Channel] = []
        do {
            for scenario in LabScenario.all {
                let factory = try HandlerFactory(scenario.behaviour, pki)
                let listener = try await listen(factory, on: group, connections)
                listeners.append(listener)
                servers.append(LabServer(scenario: scenario, port: listener.localAddress?.port ?? 0))
            }
            return Lab(servers: servers, rootsDER: try pki.trustedRoots, listeners: listeners, connections: connections)
        } catch {
            await close(listeners)
            throw error
        }
    }

    /// Stops listening and closes every connection.
    public func stop() async {
        await Self.close(listeners)
        await connections.closeAll()
    }

    /// Does something while the servers are up, and stops them however that ends.
    public func whileUp<Done>(_ work: () async throws -> Done) async throws -> Done {
        do {
            let done = try await work()
            await stop()
            return done
        } catch {
            await stop()
            throw error
        }
    }

    private static func close(_ listeners: [any Channel]) async {
        // A listener that is closed already is what we want.
        for listener in listeners { try? await listener.close() }
    }

    private static func listen(
        _ factory: HandlerFactory, on group: any EventLoopGroup, _ connections: OpenConnections
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 128)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try connections.admit(channel)
                    try channel.pipeline.syncOperations.addHandler(factory.makeHandler())
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
    }
}

/// A running server.
public struct LabServer: Sendable {
    /// What it is.
    public let scenario: LabScenario
    /// Its TCP port on 127.0.0.1.
    public let port: Int
}
