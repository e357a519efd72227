public import ArgumentParser
public import Contenders
import Foundation

/// One loopback client, alone in its process; prints one JSON line.
struct ClientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client", abstract: "Does handshakes with a server of this machine as one of the contenders.")

    @Argument(help: "Which contender: \(LoopbackClient.allCases.map(\.rawValue).joined(separator: ", ")).")
    var client: LoopbackClient
    @Option(help: "The server's port on 127.0.0.1.")
    var port: Int
    @Option(help: "The trusted roots, PEM.")
    var roots: String
    @Option(help: "The name that the server must have.")
    var host = BenchmarkPKI.host
    @Option(help: "How many handshakes are measured.")
    var handshakes = 1_000
    @Option(help: "How many are done before.")
    var warmUp = 100
    @Option(help: "How many at once.")
    var inFlight = LoopbackRequest.inFlight
    @Option(help: "On how many threads; more than one for clients on SwiftNIO only.")
    var threads = 1

    func run() throws {
        let question = HandshakeQuestion(host: host, rootsFile: URL(fileURLWithPath: roots))
        let request = LoopbackRequest(
            question: question, port: port, handshakes: handshakes, warmUp: warmUp, inFlight: max(1, inFlight),
            threads: max(1, threads))
        let outcome = try client.run(request)
        print(String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self))
    }
}

extension LoopbackClient: ExpressibleByArgument {}
