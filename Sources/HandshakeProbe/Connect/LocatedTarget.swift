import NIOCore
package import ServerIdentity
import Synchronization

/// A target whose host was looked up.
package struct LocatedTarget: Sendable {
    /// The target.
    package let target: Target
    let addresses: ResolvedTarget
    /// How long it took, in microseconds.
    let duration: Int64

    /// The address that is tried first, if any was found (RFC 8305 section 4 prefers IPv6).
    package var firstAddress: String? { (addresses.v6.first ?? addresses.v4.first)?.ipAddress }
}

/// One look-up under its deadline.
final class LookUp: Deadlined {
    private let target: Target
    private let limit: TimeAmount
    private let begun = NIODeadline.now()
    private let resolver: TargetResolver
    private let promise: EventLoopPromise<LocatedTarget>
    private let isOver = Mutex(false)

    init(_ target: Target, _ limit: TimeAmount, resolver: TargetResolver, tellingOn loop: any EventLoop) {
        self.target = target
        self.limit = limit
        self.resolver = resolver
        promise = loop.makePromise(of: LocatedTarget.self)
    }

    /// Fails with `ProbeFailure`.
    func start(_ deadlines: Deadlines) -> EventLoopFuture<LocatedTarget> {
        deadlines.watch(self)
        resolver.resolve().whenComplete { result in
            switch result {
            case .success(let addresses):
                self.isOver.withLock { $0 = true }
                self.promise.succeed(
                    LocatedTarget(target: self.target, addresses: addresses, duration: self.microseconds))
            case .failure(let error): self.stop(.unresolvable, self.resolver.failure(error))
            }
        }
        return promise.futureResult
    }

    func isOver(at now: NIODeadline) -> Bool {
        if isOver.withLock({ $0 }) { return true }
        if now < begun + limit { return false }
        stop(.timeout, resolver.timeout(limit))
        return true
    }

    func stop(_ code: ProbeFailure.Code, _ text: String) {
        isOver.withLock { $0 = true }
        var timings = StageTimings()
        timings.resolve = microseconds
        promise.fail(ProbeFailure(stage: .resolve, code: code, text: text, timings: timings))
    }

    private var microseconds: Int64 { (NIODeadline.now() - begun).nanoseconds / 1_000 }
}
