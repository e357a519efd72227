import ArgumentParser
import Conformance
import Countersigning
import Foundation
import HandshakeBench
import Lab
import LocalFiles
import ServerIdentity
import UnixSignals
import VerdictRecords
import VerdictReport

/// `countersign lab`
struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Start servers with good and bad certificates on the loopback, and verify each as a client would.",
        discussion: """
            Needs no network. Exits with 0 if every server is judged as expected, else with 70. With --serve the servers stay up until \
            SIGINT or SIGTERM, so that other clients can be pointed at them.
            """)

    @Flag(help: "One record a line, with lab{name,expected}.")
    var json = false

    @Flag(help: "Keep the servers up, and print one line of JSON for each: name, host, identity, address, port, cafile.")
    var serve = false

    @Flag(help: .hidden)
    var untilInputEnds = false

    func validate() throws {
        if json && serve { throw ValidationError("--serve prints its own JSON; leave out --json") }
    }

    func run() async throws {
        // Ctrl-C reaches every process of a terminal's job. Who started the lab for its own use ends what it measures
        // first, and then the lab.
        if untilInputEnds { signal(SIGINT, SIG_IGN) }
        let threads = ProbeThreads(concurrency: 4)
        let started = SystemClock.now()
        let lab: Lab
        do {
            lab = try await StatusLine.show(StatusLine.labStarts) {
                try await Lab.start(instant: started.secondsSinceEpoch, on: threads.loops)
            }
        } catch {
            throw InputProblem(code: .internalError, text: "the lab can't start: \(error)")
        }
        let isMet = try await lab.whileUp {
            serve ? try await keepServing(lab) : try await verify(lab, threads, started)
        }
        if !isMet { throw ExitCode(ExitStatus.internalError.rawValue) }
    }

    private func verify(_ lab: Lab, _ threads: ProbeThreads, _ instant: Instant) async throws -> Bool {
        let reports = try await LabRun(lab, threads, instant).reports()
        if json {
            for report in reports { try StandardOutput.write(JSONRecord(report).line + "\n") }
        } else {
            try StandardOutput.write(LabTable(reports, style: Terminal.outputStyle).text)
        }
        return reports.allSatisfy { $0.labEntry?.isMet == true }
    }

    private func keepServing(_ lab: Lab) async throws -> Bool {
        let cafile = FileManager.default.temporaryDirectory.appendingPathComponent("countersign-lab-\(UUID().uuidString).pem")
        do { try Data(lab.rootsPEM.utf8).write(to: cafile, options: .withoutOverwriting) } catch {
            throw InputProblem(code: .cannotCreateOutput, text: "can't create \(cafile.path): \(error.localizedDescription)")
        }
        defer { try? FileManager.default.removeItem(at: cafile) }
        let signals = await UnixSignalsSequence(trapping: untilInputEnds ? [.sigterm] : [.sigint, .sigterm])
        for server in lab.servers {
            let described = BenchLab.Server(
                name: server.scenario.name, host: server.scenario.serverName ?? "127.0.0.1", identity: server.scenario.identity,
                address: "127.0.0.1", port: server.port, cafile: cafile.path)
            try StandardOutput.write(described.line + "\n")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in signals { break } }
            if untilInputEnds { group.addTask { await StandardInput.end() } }
            try await group.next()
            group.cancelAll()
        }
        return true
    }
}
