public import ArgumentParser
public import Contenders
import Foundation

/// One contender that needs no server, alone in its process: for a profiler, and for counting instructions.
struct SingleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "single", abstract: "Runs one in-process contender; without a name, lists them.")

    @Option(help: "The folder with the certificates; made by `serve` or here if it does not exist.")
    var pki: String
    @Option(help: "The suite: \(Suite.allCases.map(\.rawValue).joined(separator: ", ")).")
    var suite: Suite
    @Option(help: "The task: `memory TLS1.3 RSA full`.")
    var task: String?
    @Option(help: "The contender's name.")
    var contender: String?
    @Option(help: "How many operations.")
    var operations = 1_000
    @Flag(help: "Leave the proof out: it has been given in another process.")
    var proven = false

    func run() throws {
        let folder = URL(fileURLWithPath: pki)
        let exists = FileManager.default.fileExists(atPath: pki)
        let roster = try Roster.inProcess([suite], exists ? BenchmarkPKI(folder: folder) : BenchmarkPKI.make(in: folder))
        let chosen = roster.contenders.filter {
            (task == nil || $0.task.name == task) && (contender == nil || $0.name == contender)
        }
        if chosen.isEmpty { throw ValidationError("no such task or contender") }
        if chosen.count > 1 {
            for contender in chosen {
                print("--suite \(suite.rawValue) --task '\(contender.task.name)' --contender '\(contender.name)'")
            }
            return
        }
        for contender in chosen {
            if !proven { try contender.prove() }
            let measured = try contender.run(operations: operations)
            print("\(contender.task), \(contender.name): \(measured.microseconds) µs")
        }
    }
}

extension Suite: ExpressibleByArgument {}
