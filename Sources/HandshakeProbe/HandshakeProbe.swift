public import NIOCore
public import NIOPosix
public import ServerIdentity

/// Connects to a server, completes one TLS handshake, says goodbye, and tells what it saw. Judges nothing.
///
/// All addresses of a host are tried in happy-eyeballs order (RFC 8305); the first connection wins. The handshake's own
/// proof is complete: the peer holds the key of the leaf it presented. Whose certificate that is, nobody has looked at.
public struct HandshakeProbe: Sendable {
    private let configuration: ProbeConfiguration
    private let group: any EventLoopGroup
    private let deadlines: Deadlines
    private let resolverThreads: NIOThreadPool
    private let now: @Sendable () -> Instant

    /// Makes a probe for many targets.
    ///
    /// - Parameters:
    ///   - configuration: how to connect and what to offer.
    ///   - group: where connections live; the caller shuts it down.
    ///   - timers: where deadlines are kept: a loop that drives no handshake, so that no peer's keys can hold them up.
    ///   - resolverThreads: where blocking look-ups run; the caller shuts it down.
    ///   - now: the clock for `Observation.observedAt`.
    public init(
        configuration: ProbeConfiguration, group: any EventLoopGroup, timers: any EventLoop, resolverThreads: NIOThreadPool,
        now: @escaping @Sendable () -> Instant
    ) {
        self.init(
            configuration: configuration, group: group, deadlines: Deadlines(on: timers),
            resolverThreads: resolverThreads,
            now: now)
    }

    /// Makes a probe whose deadlines are watched together with others'.
    package init(
        configuration: ProbeConfiguration, group: any EventLoopGroup, deadlines: Deadlines,
        resolverThreads: NIOThreadPool,
        now: @escaping @Sendable () -> Instant
    ) {
        self.configuration = configuration
        self.group = group
        self.deadlines = deadlines
        self.resolverThreads = resolverThreads
        self.now = now
    }

    /// Probes one target.
    ///
    /// Ends by the overall deadline whatever the peer does, and at once when the task is cancelled.
    /// - Throws: `ProbeFailure` with the stage, a code, and what the peer or the system said.
    public func observe(_ target: Target) async throws(ProbeFailure) -> Observation {
        let run = makeRun(target, on: group.next(), tellingOn: deadlines.loop, configuration.resumption)
        do {
            return try await withTaskCancellationHandler {
                try await run.start().get()
            } onCancel: {
                run.stop(.cancelled, "the caller cancelled")
            }
        } catch let failure as ProbeFailure {
            throw failure
        } catch {
            throw run.failure(.protocolError, "\(error)")
        }
    }

    /// Probes one target without ever leaving an event loop: for many handshakes a second, judged where they end.
    ///
    /// Ends by the overall deadline, unless the loop's own thread is late: a peer's key may keep it busy, and whatever
    /// else runs there.
    /// - Parameters:
    ///   - target: where to connect, and whose server name to send.
    ///   - loop: where the connection lives; one of the probe's group, or another of NIOPosix.
    ///   - resumption: what to do about earlier sessions; nil does what the configuration says.
    /// - Returns: a future of the same loop; it fails with `ProbeFailure`.
    public func observe(
        _ target: Target, on loop: any EventLoop, resumption: ProbeConfiguration.Resumption? = nil
    ) -> EventLoopFuture<Observation> {
        makeRun(target, on: loop, tellingOn: loop, resumption ?? configuration.resumption).start()
    }

    private func makeRun(
        _ target: Target, on loop: any EventLoop, tellingOn answering: any EventLoop, _ resumption: ProbeConfiguration.Resumption
    ) -> ProbeRun {
        var configuration = configuration
        configuration.resumption = resumption
        return ProbeRun(target, configuration, on: loop, tellingOn: answering, deadlines, resolverThreads, now)
    }
}
