import Countersigning
import HandshakeProbe
import InternationalNames
import NIOCore
import ServerIdentity
import TrustAnchors

/// Measures servers: a row for each server and offer.
///
/// ```swift
/// var options = BenchOptions()
/// options.duration = 1
/// let outcome = try await BenchPlan(options).measure("localhost:8443")
/// print(BenchTable(outcome.results).text)
/// ```
public struct BenchPlan: Sendable {
    private let options: BenchOptions
    private let events: BenchEvents

    /// Says what is measured by what, and who is told.
    public init(_ options: BenchOptions = BenchOptions(), events: BenchEvents = BenchEvents()) {
        self.options = options
        self.events = events
    }

    private struct Server {
        /// In the lab.
        let name: String?
        let target: Target
        /// Where it may be.
        let addresses: [String]
        /// What is sent as server name, if it is not the target's.
        let serverName: ProbeConfiguration.ServerName?
    }

    /// Measures somebody's server. Cancelling the task ends the row that is being measured, which counts.
    ///
    /// - Parameter text: as one types it: `host` or `host:port`.
    /// - Throws: `InputProblem` for arguments and files, `RemoteTargetProblem` if the server is not on this machine and
    ///   that is not allowed, `BenchRefusal` if it is not accepted, `BenchTicketProblem` if there is nothing to resume,
    ///   and anything if the task is cancelled before the first row.
    public func measure(_ text: String) async throws -> BenchOutcome {
        let target = try options.connection.target(text)
        let loading = AnchorLoading()
        let anchors = try anchors(options.trust ?? [.system], loading)
        let threads = ProbeThreads(loops: options.loops, concurrency: 1)
        let addresses: TargetAddresses
        do { addresses = try await TargetAddresses(of: target, on: threads) } catch let failure as ProbeFailure {
            throw BenchRefusal(text, .failed(failure), options.clock())
        }
        if let remote = addresses.remote, !options.mayLoadOtherMachines {
            throw RemoteTargetProblem(target: text, address: remote)
        }
        let load = options.load(isRemote: addresses.remote != nil)
        let server = Server(name: nil, target: target, addresses: addresses.texts, serverName: nil)
        return try await session([server], anchors, loading, load, threads).run()
    }

    /// Measures servers of a lab, trusting its roots unless `BenchOptions` says whom to trust.
    ///
    /// - Parameter servers: as the lab describes them.
    /// - Throws: as the other does.
    public func measure(_ servers: [BenchLab.Server]) async throws -> BenchOutcome {
        let load = options.load(isRemote: false)
        let threads = ProbeThreads(loops: options.loops, concurrency: 1)
        let dialled = try servers.map {
            // A scenario that is dialled by its address has that for its host.
            let serverName: ProbeConfiguration.ServerName = $0.host == $0.address ? .none : .name($0.host)
            return Server(name: $0.name, target: try $0.target(), addresses: [$0.address], serverName: serverName)
        }
        let loading = AnchorLoading()
        return try await session(dialled, try labAnchors(servers, loading), loading, load, threads).run()
    }

    /// The lab's roots, unless others are to be trusted.
    private func labAnchors(_ servers: [BenchLab.Server], _ loading: AnchorLoading) throws -> TrustAnchorSet {
        guard options.trust == nil, let server = servers.first else { return try anchors(options.trust ?? [.system], loading) }
        return try TrustAnchorSet(anchors([.bundle(server.cafile)], loading).anchors, source: "the lab's roots")
    }

    private func anchors(_ sources: [TrustSource], _ loading: AnchorLoading) throws(InputProblem) -> TrustAnchorSet {
        let loaded = try loading.load(sources)
        events.warned(loaded.skipped.map(Warning.anchorSkipped))
        return loaded.anchors
    }

    private func session(
        _ servers: [Server], _ anchors: TrustAnchorSet, _ loading: AnchorLoading, _ load: BenchLoad, _ threads: ProbeThreads
    ) throws -> BenchSession {
        let examiner = Examiner(
            anchors: anchors, decodedAnchors: loading.decoded, policy: options.policy,
            engines: EngineSelection(deciding: options.engines), memo: options.remembering)
        let configurations = try options.priorities.map { priority in
            var connection = options.connection
            connection.priority = priority
            return try connection.configuration()
        }
        var items: [BenchSession.Item] = []
        for server in servers {
            for (priority, var configuration) in zip(options.priorities, configurations) {
                if case .ofTarget = configuration.serverName, let name = server.serverName { configuration.serverName = name }
                if load.isResuming {
                    configuration.resumption = .keepTicket
                    // The wait for a ticket that does not come is part of the handshake, and must end before the time
                    // of everything is over.
                    let half = TimeAmount.nanoseconds(configuration.limits.overall.nanoseconds / 2)
                    configuration.limits.handshake = min(configuration.limits.handshake, half)
                }
                let work = BenchWork(
                    target: server.target, identity: options.identity ?? server.target.identity, examiner: examiner,
                    instant: options.instant, threads: threads, probe: threads.probe(configuration))
                let row = BenchRow(server: server.name, target: server.target.text, priority: priority, load: load)
                items.append(BenchSession.Item(row: row, work: work, addresses: server.addresses))
            }
        }
        return BenchSession(items: items, events: events)
    }
}
