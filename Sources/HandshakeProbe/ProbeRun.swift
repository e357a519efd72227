import GnuTLS
import NIOCore
import NIOPosix
import ServerIdentity
import Synchronization

/// One probe of one target: resolve, connect, handshake, each under its deadline, all under one.
///
/// Whatever ends it first (an observation, a failure, a deadline, cancellation) settles the promise; later news is
/// ignored.
final class ProbeRun: Deadlined {
    private let target: Target
    private let configuration: ProbeConfiguration
    private let loop: any EventLoop
    /// Deadlines are kept elsewhere: a thread that checks the peer's signatures can't be late for them.
    private let deadlines: Deadlines
    private let resolver: TargetResolver
    private let now: @Sendable () -> Instant
    private let promise: EventLoopPromise<Observation>
    private let progress: Mutex<Progress>

    fileprivate struct Progress {
        var stage = ProbeFailure.Stage.resolve
        var since = NIODeadline.now()
        var stageDeadline: NIODeadline
        let overallDeadline: NIODeadline
        var address: String?
        var timings = StageTimings()
        var channel: (any Channel)?
        var handler: NIOLoopBound<HandshakeHandler>?
        var handlerWasAsked = false
        var isOver = false

        init(_ limits: ProbeLimits) {
            stageDeadline = since + limits.resolve
            overallDeadline = since + limits.overall
        }
    }

    init(
        _ target: Target, _ configuration: ProbeConfiguration, on loop: any EventLoop, tellingOn answering: any EventLoop,
        _ deadlines: Deadlines, _ threads: NIOThreadPool, _ now: @escaping @Sendable () -> Instant
    ) {
        self.target = target
        self.configuration = configuration
        self.loop = loop
        self.deadlines = deadlines
        self.now = now
        progress = Mutex(Progress(configuration.limits))
        resolver = TargetResolver(target, loop: loop, threads: threads)
        promise = answering.makePromise(of: Observation.self)
    }

    func start() -> EventLoopFuture<Observation> {
        deadlines.watch(self)
        resolver.resolve().whenComplete { result in
            switch result {
            case .success(let addresses): if self.advance(to: .connect) { self.connect(to: addresses) }
            case .failure(let error): self.stop(.unresolvable, "no address for '\(self.target.host)': \(error)")
            }
        }
        return promise.futureResult
    }

    private func connect(to addresses: ResolvedTarget) {
        let limit = configuration.limits.connect
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(limit)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
        let connected =
            addresses.only.map { bootstrap.connect(to: $0) }
            ?? bootstrap.resolver(addresses).connect(host: target.host, port: target.port)
        connected.whenComplete { result in
            switch result {
            case .success(let channel): self.connected(channel)
            case .failure(let error):
                let failure = ConnectFailure(error, limit, only: addresses.only)
                if failure.stage == .handshake { _ = self.advance(to: .handshake) }
                self.stop(failure.code, failure.text)
            }
        }
    }

    private func connected(_ channel: any Channel) {
        progress.withLock {
            $0.channel = channel
            $0.address = channel.remoteAddress?.ipAddress
        }
        guard advance(to: .handshake) else {
            channel.close(promise: nil)
            return
        }
        do {
            let handler = HandshakeHandler(try HandshakeConversation(target, configuration)) { self.settle($0) }
            progress.withLock { $0.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop) }
            try channel.pipeline.syncOperations.addHandler(handler)
        } catch {
            stop(.protocolError, "GnuTLS could not make a session: \(error)")
        }
    }

    /// Ends the stage and begins the next; false if the run is over already.
    private func advance(to stage: ProbeFailure.Stage) -> Bool {
        progress.withLock { progress in
            if progress.isOver { return false }
            progress.begin(stage, configuration.limits)
            return true
        }
    }

    private func settle(_ outcome: HandshakeHandler.Outcome) {
        switch outcome {
        case .failed(let code, let text, let circumstances): stop(code, text, circumstances)
        case .completed(let evidence):
            progress.withLock { $0.end() }
            promise.succeed(observation(evidence))
        }
    }

    private func observation(_ evidence: HandshakeEvidence) -> Observation {
        let (address, timings) = progress.withLock { ($0.address, $0.timings) }
        return Observation(
            address: address ?? "unknown", observedAt: now(), tls: evidence.tls, chain: evidence.chain,
            stapledOCSP: evidence.stapledOCSP, isResumed: evidence.isResumed, resumptionData: evidence.resumptionData,
            timings: timings)
    }

    /// Ends the run with a failure at the stage that it has reached; any connection is closed.
    func stop(
        _ code: ProbeFailure.Code, _ text: String,
        _ circumstances: HandshakeConversation.Circumstances = HandshakeConversation.Circumstances()
    ) {
        var failure = failure(code, text)
        failure.alert = circumstances.alert
        failure.wantsClientCertificate = circumstances.wantsClientCertificate
        failure.observation = circumstances.evidence.map { observation($0) }
        let channel = progress.withLock { progress in
            progress.isOver = true
            defer { progress.handler = nil }
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

extension ProbeRun {
    /// How long a handler that was told that its time is over may take to end the run itself: it knows best how far the
    /// handshake came.
    private static let patience = TimeAmount.milliseconds(50)

    private enum Lateness {
        case none
        case tell(NIOLoopBound<HandshakeHandler>)
        case stop(String)
    }

    /// Whether the run is over; ends it if its time is.
    func isOver(at now: NIODeadline) -> Bool {
        let limits = configuration.limits
        let lateness: Lateness? = progress.withLock { progress in
            if progress.isOver { return nil }
            if now >= progress.overallDeadline {
                return .stop("nothing more came within \(limits.overall.seconds) of the probe's start")
            }
            guard now >= progress.stageDeadline else { return Lateness.none }
            switch progress.stage {
            case .resolve:
                return .stop("the resolver gave no address for '\(target.host)' within \(limits.resolve.seconds)")
            case .connect: return Lateness.none  // NIO's own timer ends it and says what each address did
            case .handshake:
                guard let handler = progress.handler, !progress.handlerWasAsked else {
                    return .stop("the handshake was not complete within \(limits.handshake.seconds)")
                }
                progress.handlerWasAsked = true
                progress.stageDeadline = now + Self.patience
                return .tell(handler)
            }
        }
        switch lateness {
        case nil: return true
        case .some(.none): return false
        case .tell(let handler):
            loop.execute { handler.value.timedOut(after: limits.handshake) }
            return false
        case .stop(let text):
            stop(.timeout, text)
            return true
        }
    }
}

extension ProbeRun.Progress {
    fileprivate mutating func begin(_ next: ProbeFailure.Stage, _ limits: ProbeLimits) {
        record()
        stage = next
        switch next {
        case .resolve: stageDeadline = since + limits.resolve
        case .connect: stageDeadline = since + limits.connect
        case .handshake: stageDeadline = since + limits.handshake
        }
    }

    fileprivate mutating func end() {
        isOver = true
        handler = nil
        record()
    }

    private mutating func record() {
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
