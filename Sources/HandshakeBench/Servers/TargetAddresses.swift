import Countersigning
import NIOCore
import NIOPosix
import ServerIdentity
import SystemResolver

/// The addresses of a target, resolved once: what was looked at is what is dialled.
struct TargetAddresses {
    /// In the resolver's order, at least one.
    let texts: [String]

    /// Comes back at once when the task is cancelled.
    ///
    /// - Throws: `ProbeFailure` if the resolver gives none.
    init(of target: Target, on threads: ProbeThreads) async throws {
        let host = target.address ?? target.host
        if IPAddress(parsingWithZone: host) != nil {
            texts = [host]
            return
        }
        let loop = threads.timers
        let answer = loop.makePromise(of: Result<[ResolvedAddress], ResolverError>.self)
        threads.resolvers.runIfActive(eventLoop: loop) { SystemResolver.addresses(of: host) }.cascade(to: answer)
        let addresses = try await withTaskCancellationHandler {
            try await answer.futureResult.get()
        } onCancel: {
            answer.fail(CancellationError())
        }
        switch addresses {
        case .success(let addresses): texts = addresses.map(\.text)
        case .failure(let error):
            throw ProbeFailure(stage: .resolve, code: .unresolvable, text: "no address for '\(host)': \(error)")
        }
    }

    /// An address that is not this machine's own; nil if there is none. What can't be read is not ours.
    var remote: String? { texts.first { IPAddress(parsingWithZone: $0)?.isLoopback != true } }
}
