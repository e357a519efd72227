public import NIOCore
public import NIOPosix
public import ServerIdentity

/// Connects to a server, completes one TLS handshake, says goodbye, and tells what it saw. Judges nothing.
///
/// All addresses of a host are tried in happy-eyeballs order (RFC 8305); the first connection wins. The handshake's own proof is complete: the
/// peer holds the key of the leaf it presented. Whose certificate that is, nobody has looked at.
public struct HandshakeProbe: Sendable {
    private let configuration: ProbeConfiguration
    private let group: any EventLoopGroup
    private let timers: any EventLoop
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
        self.configuration = configuration
        self.group = group
        self.timers = timers
        self.resolverThreads = resolverThreads
        self.now = now
    }

    /// Probes one target.
    ///
    /// Ends by the overall deadline whatever the peer does, and at once when the task is cancelled.
    /// - Throws: `ProbeFailure` with the stage, a code, and what the peer or the system said.
    public func observe(_ target: Target) async throws(ProbeFailure) -> Observation {
        let run = ProbeRun(target, configuration, on: group.next(), timers: timers, resolverThreads, now)
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
}
