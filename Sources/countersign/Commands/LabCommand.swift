import ArgumentParser
import Conformance
import Countersigning
import Foundation
import Lab
import ServerIdentity
import TrustAnchors
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
        // Ctrl-C reaches every process of a terminal's job. Who started the lab for its own use ends what it measures first, and then the lab.
        if untilInputEnds { signal(SIGINT, SIG_IGN) }
        let threads = ProbeThreads(concurrency: 4)
        let started = SystemClock.now()
        let lab: Lab
        do {
            lab = try await WaitingLine.show(WaitingLine.labStarts) {
                try await Lab.start(instant: started.secondsSinceEpoch, on: threads.loops)
            }
        } catch {
            throw InputProblem(code: .internalError, text: "the lab can't start: \(error)")
        }
        let isMet: Bool
        do {
            isMet = serve ? try await keepServing(lab) : try await verify(lab, threads, started)
        } catch {
            await lab.stop()
            throw error
        }
        await lab.stop()
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
            let line: JSONValue = [
                "name": .string(server.scenario.name), "host": .string(server.scenario.serverName ?? "127.0.0.1"),
                "identity": .string(server.scenario.identity), "address": .string("127.0.0.1"),
                "port": .integer(Int64(server.port)),
                "cafile": .string(cafile.path),
            ]
            try StandardOutput.write(line.description + "\n")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in signals { break } }
            if untilInputEnds { group.addTask { await Self.inputEnd() } }
            try await group.next()
            group.cancelAll()
        }
        return true
    }

    /// Comes back when nobody holds the other end of standard input any more: whoever started the lab for its own use is gone, however it went.
    private static func inputEnd() async {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        Thread.detachNewThread {
            while !FileHandle.standardInput.availableData.isEmpty {}
            end.finish()
        }
        for await _ in ends {}
    }
}
