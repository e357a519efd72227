import GnuTLS
import HandshakeProbe
import Lab
import NIOCore
import NIOPosix
import ServerIdentity
import Testing

@Suite("Handshake probe", .serialized)
struct HandshakeProbeTests {
    private static let now: Int64 = 1_800_000_000
    private static let group = MultiThreadedEventLoopGroup.singleton
    private static let timers = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    private func probe(_ adjust: (inout ProbeConfiguration) -> Void = { _ in }) throws -> HandshakeProbe {
        var configuration = ProbeConfiguration(priority: try Priority(Priority.clientDefault), credentials: try Credentials())
        adjust(&configuration)
        return HandshakeProbe(
            configuration: configuration, group: Self.group, timers: Self.timers.next(), resolverThreads: .singleton,
            now: { Instant(secondsSinceEpoch: Self.now) ?? .epoch })
    }

    private func target(_ host: String, _ port: Int, address: String? = "127.0.0.1") throws -> Target {
        Target(text: "\(host):\(port)", identity: .dns(try DNSName(parsing: host)), host: host, port: port, address: address)
    }

    /// A listener that accepts connections and does what it is told with each.
    private func withListener(
        host: String = "127.0.0.1", _ handle: @escaping @Sendable (any Channel) -> Void, _ body: (Int) async throws -> Void
    ) async throws {
        let listener = try await ServerBootstrap(group: Self.group)
            .childChannelInitializer { channel in
                handle(channel)
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: host, port: 0).get()
        do { try await body(try #require(listener.localAddress?.port)) } catch {
            try await listener.close()
            throw error
        }
        try await listener.close()
    }

    private func failure(_ probe: HandshakeProbe, _ target: Target) async -> ProbeFailure? {
        do throws(ProbeFailure) {
            _ = try await probe.observe(target)
            return nil
        } catch {
            return error
        }
    }

    @Test func `observes what a server presents, with all timings`() async throws {
        let lab = try await Lab.start(instant: Self.now, on: Self.group)
        let server = try #require(lab.servers.first { $0.scenario.name == "good-ecdsa" })
        let observation = try await probe { $0.applicationProtocols = ["http/1.1"] }.observe(
            target(server.scenario.identity, server.port))
        await lab.stop()
        #expect(observation.address == "127.0.0.1")
        #expect(observation.observedAt.secondsSinceEpoch == Self.now)
        #expect(observation.chain.certificates.count == 2)
        #expect(observation.tls.version == "TLS1.3")
        #expect(observation.tls.group == "X25519")
        #expect(observation.tls.serverName == server.scenario.identity)
        #expect(observation.timings.resolve != nil)
        #expect(observation.timings.connect != nil)
        #expect((observation.timings.handshake ?? 0) > 0)
    }

    @Test func `the next address is tried when the first refuses`() async throws {
        // localhost is ::1 and 127.0.0.1 on most machines; the listener has only the second.
        try await withListener(
            { channel in
                // A greeting that is no TLS: the connection itself is what counts.
                channel.eventLoop.execute { channel.writeAndFlush(ByteBuffer(string: "220 hello\r\n"), promise: nil) }
            },
            { port in
                let failure = await failure(try probe(), try target("localhost", port, address: nil))
                #expect(failure?.code == .notTLS)
                #expect(failure?.address == "127.0.0.1")
                #expect(failure?.stage == .handshake)
            })
    }

    @Test func `a refused connection names address and reason`() async throws {
        var freePort = 0
        try await withListener({ _ in }, { freePort = $0 })
        let failure = await failure(try probe(), try target("nobody.example", freePort))
        #expect(failure?.stage == .connect)
        #expect(failure?.code == .unreachable)
        #expect(failure?.text.contains("127.0.0.1: connection refused") == true)
        #expect(failure?.isReached == false)
    }

    @Test func `a name without an address is told apart`() async throws {
        let failure = await failure(try probe(), try target("no-such-host.invalid", 443, address: nil))
        #expect(failure?.stage == .resolve)
        #expect(failure?.code == .unresolvable)
    }

    @Test("the deadline of each kind ends a silent server", arguments: [true, false])
    func deadlines(isOverall: Bool) async throws {
        try await withListener(
            { _ in },
            { port in
                let probe = try probe {
                    if isOverall { $0.limits.overall = .milliseconds(200) } else { $0.limits.handshake = .milliseconds(200) }
                }
                let start = NIODeadline.now()
                let failure = await failure(probe, try target("silent.example", port))
                let elapsed = NIODeadline.now() - start
                #expect(failure?.code == .timeout)
                #expect(failure?.stage == .handshake)
                #expect(elapsed >= .milliseconds(200))
                #expect(elapsed < .seconds(5))
            })
    }

    @Test func `cancellation ends a probe at once`() async throws {
        try await withListener(
            { _ in },
            { port in
                let probe = try probe()
                let target = try target("silent.example", port)
                let start = NIODeadline.now()
                let task = Task { await failure(probe, target) }
                task.cancel()
                let result = await task.value
                #expect(result?.code == .cancelled)
                #expect(NIODeadline.now() - start < .seconds(5))
            })
    }

    @Test func `an IPv6 literal is connected to`() async throws {
        guard (try? await withListener(host: "::1", { _ in }, { _ in })) != nil else { return }  // no IPv6 here
        try await withListener(
            host: "::1", { channel in channel.eventLoop.execute { channel.close(promise: nil) } },
            { port in
                let address = try #require(IPAddress(parsing: "::1"))
                let target = Target(text: "[::1]", identity: .ip(address), host: "::1", port: port, address: nil)
                let failure = await failure(try probe(), target)
                #expect(failure?.stage == .handshake)
                #expect(failure?.address == "::1")
            })
    }
}
