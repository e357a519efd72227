import GnuTLS
import NIOCore
import NIOPosix
import ServerIdentity
import Synchronization

/// One probe of one target: resolve, connect, handshake, each under its deadline, all under one.
///
/// Whatever ends it first (an observation, a failure, a deadline, cancellation) settles the promise; later news is ignored.
final class ProbeRun: Sendable {
    private let target: Target
    private let configuration: ProbeConfiguration
    private let loop: any EventLoop
    /// Deadlines run here: a thread that checks the peer's signatures can't be late for them.
    private let timers: any EventLoop
    private let resolver: TargetResolver
    private let now: @Sendable () -> Instant
    private let promise: EventLoopPromise<Observation>
    private let progress = Mutex(Progress())

    fileprivate struct Progress {
        var stage = ProbeFailure.Stage.resolve
        var since = NIODeadline.now()
        var address: String?
        var timings = StageTimings()
        var channel: (any Channel)?
        var isOver = false
    }

    init(
        _ target: Target, _ configuration: ProbeConfiguration, on loop: any EventLoop, timers: any EventLoop,
        _ threads: NIOThreadPool,
        _ now: @escaping @Sendable () -> Instant
    ) {
        self.target = target
        self.configuration = configuration
        self.loop = loop
        self.timers = timers
        self.now = now
        resolver = TargetResolver(target, loop: loop, threads: threads)
        promise = timers.makePromise(of: Observation.self)
    }

    func start() -> EventLoopFuture<Observation> {
        let limits = configuration.limits
        let overall = timers.scheduleTask(in: limits.overall) {
            self.stop(.timeout, "nothing more came within \(limits.overall.seconds) of the probe's start")
        }
        promise.futureResult.whenComplete { _ in overall.cancel() }
        resolve(limits)
        return promise.futureResult
    }

    private func resolve(_ limits: ProbeLimits) {
        let deadline = timers.scheduleTask(in: limits.resolve) {
            self.stop(.timeout, "the resolver gave no address for '\(self.target.host)' within \(limits.resolve.seconds)")
        }
        resolver.resolve().hop(to: loop).whenComplete { result in
            deadline.cancel()
            switch result {
            case .success(let addresses):
                if self.advance(to: .connect) { self.connect(to: addresses, limits) }
            case .failure(let error): self.stop(.unresolvable, "no address for '\(self.target.host)': \(error)")
            }
        }
    }

    private func connect(to addresses: ResolvedTarget, _ limits: ProbeLimits) {
        ClientBootstrap(group: loop)
            .resolver(addresses)
            .connectTimeout(limits.connect)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelOption(.autoRead, value: false)
            .connect(host: target.host, port: target.port)
            .whenComplete { result in
                switch result {
                case .success(let channel): self.connected(channel, limits)
                case .failure(let error):
                    let failure = ConnectFailure(error, limits.connect)
                    if failure.stage == .handshake { _ = self.advance(to: .handshake) }
                    self.stop(failure.code, failure.text)
                }
            }
    }

    private func connected(_ channel: any Channel, _ limits: ProbeLimits) {
        progress.withLock {
            $0.channel = channel
            $0.address = channel.remoteAddress?.ipAddress
        }
        guard advance(to: .handshake) else {
            channel.close(promise: nil)
            return
        }
        do {
            let conversation = try HandshakeConversation(target, configuration)
            let handler = HandshakeHandler(conversation, deadline: limits.handshake) { self.settle($0) }
            try channel.pipeline.syncOperations.addHandler(handler)
            backstop(limits.handshake)
            channel.setOption(.autoRead, value: true).whenFailure { self.stop(.protocolError, "\($0)") }
        } catch {
            stop(.protocolError, "GnuTLS could not make a session: \(error)")
        }
    }

    /// The handler knows best how far a handshake came, and ends it in time unless its thread is busy with the peer's keys.
    private func backstop(_ limit: TimeAmount) {
        let deadline = timers.scheduleTask(in: limit + .milliseconds(50)) {
            self.stop(.timeout, "the handshake was not complete within \(limit.seconds)")
        }
        promise.futureResult.whenComplete { _ in deadline.cancel() }
    }

    /// Ends the stage and begins the next; false if the run is over already.
    private func advance(to stage: ProbeFailure.Stage) -> Bool {
        progress.withLock { progress in
            if progress.isOver { return false }
            progress.record()
            progress.stage = stage
            return true
        }
    }

    private func settle(_ outcome: HandshakeHandler.Outcome) {
        switch outcome {
        case .failed(let code, let text): stop(code, text)
        case .completed(let evidence):
            let (address, timings) = progress.withLock { progress in
                progress.isOver = true
                progress.record()
                return (progress.address, progress.timings)
            }
            promise.succeed(
                Observation(
                    address: address ?? "unknown", observedAt: now(), tls: evidence.tls, chain: evidence.chain,
                    stapledOCSP: evidence.stapledOCSP, timings: timings))
        }
    }

    /// Ends the run with a failure at the stage that it has reached; any connection is closed.
    func stop(_ code: ProbeFailure.Code, _ text: String) {
        let failure = failure(code, text)
        let channel = progress.withLock { progress in
            progress.isOver = true
            return progress.channel
        }
        promise.fail(failure)
        channel?.close(promise: nil)
    }

    func failure(_ code: ProbeFailure.Code, _ text: String) -> ProbeFailure {
        progress.withLock {
            ProbeFailure(stage: $0.stage, code: code, text: text, address: $0.address, timings: $0.timings)
        }
    }
}

extension ProbeRun.Progress {
    fileprivate mutating func record() {
        let end = NIODeadline.now()
        let microseconds = (end - since).nanoseconds / 1_000
        switch stage {
        case .resolve: timings.resolve = microseconds
        case .connect: timings.connect = microseconds
        case .handshake: timings.handshake = microseconds
        }
        since = end
    }
}

extension TimeAmount {
    /// `2.5 s`, for messages.
    var seconds: String {
        let tenths = nanoseconds / 100_000_000
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
