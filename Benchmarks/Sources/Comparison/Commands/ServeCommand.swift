import ArgumentParser
import Contenders
import Foundation
import Servers

/// Makes the certificates and starts the servers, until interrupted: to run one contender by hand, under a profiler.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Makes the certificates, starts nginx, prints how to run each contender alone, and waits.")

    @Option(help: "The folder for the certificates; made if it does not exist.")
    var pki: String

    func run() throws {
        let pki = try BenchmarkPKI.make(in: URL(fileURLWithPath: pki))
        let server = try LoopbackServer(pki)
        let interrupt = Interruption { Foundation.exit(0) }
        let program = CommandLine.arguments[0]
        for kind in [KeyKind.rsa, .ecdsa] {
            guard let port = server.ports[.init(kind, .tls13)] else { continue }
            let rest = "--port \(port) --roots \(pki.rootFile(kind).path)"
            for client in LoopbackClient.allCases { print("\(program) client \(client.rawValue) \(rest) --handshakes 2000") }
            print("gopeer \(rest) --host \(BenchmarkPKI.host) --handshakes 2000")
        }
        fflush(nil)
        withExtendedLifetime((server, interrupt)) { RunLoop.main.run() }
    }
}
