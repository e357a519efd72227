import Countersigning
import GnuTLS
import HandshakeProbe
import InternationalNames
import NIOCore
import ServerIdentity
import TrustAnchors
import VerdictReport

/// Turns the arguments into rows: one for each server and offer.
struct BenchPlan {
    let command: BenchCommand
    private let loading = AnchorLoading()

    private struct Server {
        /// In the lab.
        let name: String?
        let target: Target
        /// Where it may be.
        let addresses: [String]
        /// What is sent as server name, if it is not the target's.
        let serverName: ProbeConfiguration.ServerName?
    }

    /// Measures somebody's server.
    func measure(
        _ text: String, _ finished: @escaping @Sendable (BenchResult) throws -> Void
    ) async throws -> BenchSession.Outcome {
        let parsed: Target
        do throws(ReferenceIdentityError) {
            parsed = try Target(parsing: text, defaultPort: command.connection.port, asciiForm: InternationalNames.asciiForm)
        } catch {
            throw InputProblem(code: .usage, text: error.description)
        }
        let target = command.connection.address.map(parsed.at) ?? parsed
        let anchors = try anchors(command.trust.sources)
        let threads = ProbeThreads(loops: command.load.loops, concurrency: 1)
        let addresses = try await TargetAddresses(of: target, on: threads)
        if let remote = addresses.remote, !command.load.mayLoadThisHost {
            throw InputProblem(
                code: .usage,
                text:
                    "\(EscapedText(text)) is at \(EscapedText(remote)), which is no loopback address: nothing was sent; if its "
                    + "owner lets you load it, say so with --yes-i-may-load-this-host")
        }
        let load = command.load.load(isRemote: addresses.remote != nil, usesMemo: !command.judgement.noMemo)
        let server = Server(name: nil, target: target, addresses: addresses.texts, serverName: nil)
        return try await session([server], anchors, load, threads, finished).run()
    }

    /// Measures servers of the built-in lab, which is stopped whatever happens.
    func measureLab(_ finished: @escaping @Sendable (BenchResult) throws -> Void) async throws -> BenchSession.Outcome {
        let load = command.load.load(isRemote: false, usesMemo: !command.judgement.noMemo)
        let threads = ProbeThreads(loops: command.load.loops, concurrency: 1)
        let lab = try BenchLab()
        defer { lab.stop() }
        let names = command.labServer.isEmpty ? BenchLab.defaultServers : command.labServer
        let described = try await WaitingLine.show(WaitingLine.labStarts) { try await lab.servers(names, on: threads) }
        let servers = try described.map {
            // A scenario that is dialled by its address has that for its host.
            let serverName: ProbeConfiguration.ServerName = $0.host == $0.address ? .none : .name($0.host)
            return Server(name: $0.name, target: try $0.target(), addresses: [$0.address], serverName: serverName)
        }
        return try await session(servers, try labAnchors(described), load, threads, finished).run()
    }

    /// The lab's roots, unless others are to be trusted.
    private func labAnchors(_ servers: [BenchLab.Server]) throws -> TrustAnchorSet {
        var trust = command.trust
        guard trust.cafile.isEmpty, trust.capath.isEmpty, trust.roots.isEmpty, let server = servers.first else {
            return try anchors(trust.sources)
        }
        trust.cafile = [server.cafile]
        return try TrustAnchorSet(anchors(trust.sources).anchors, source: "the lab's roots")
    }

    private func anchors(_ sources: [TrustSource]) throws(InputProblem) -> TrustAnchorSet {
        let loaded = try loading.load(sources)
        WarningLines.show(loaded.skipped.map(Warning.anchorSkipped))
        return loaded.anchors
    }

    private func session(
        _ servers: [Server], _ anchors: TrustAnchorSet, _ load: BenchLoad, _ threads: ProbeThreads,
        _ finished: @escaping @Sendable (BenchResult) throws -> Void
    ) throws -> BenchSession {
        let examiner = Examiner(
            anchors: anchors, decodedAnchors: loading.decoded, policy: command.judgement.policy.policy,
            engines: EngineSelection(deciding: try command.engines.names()),
            memo: load.usesMemo ? .on : .off)
        let fixed = command.judgement.attime?.instant
        let expected = try command.verifyHostname?.parsed()
        let priorities = command.priority.isEmpty ? [Priority.clientDefault] : command.priority
        let configurations = try priorities.map { try command.connection.options(priority: $0).configuration() }
        var items: [BenchSession.Item] = []
        for server in servers {
            for (priority, var configuration) in zip(priorities, configurations) {
                if command.connection.sni == nil, let name = server.serverName { configuration.serverName = name }
                if load.isResuming {
                    configuration.resumption = .keepTicket
                    // The wait for a ticket that does not come is part of the handshake, and must end before the time of everything is over.
                    let half = TimeAmount.nanoseconds(configuration.limits.overall.nanoseconds / 2)
                    configuration.limits.handshake = min(configuration.limits.handshake, half)
                }
                let work = BenchWork(
                    target: server.target, identity: expected ?? server.target.identity, examiner: examiner,
                    instant: { fixed ?? SystemClock.now() }, threads: threads, probe: threads.probe(configuration))
                let row = BenchRow(server: server.name, target: server.target.text, priority: priority, load: load)
                items.append(BenchSession.Item(row: row, work: work, addresses: server.addresses))
            }
        }
        return BenchSession(items: items, finished: finished)
    }
}
