import Contenders
import COpenSSLPeer
import Foundation
import Servers

/// Everybody who talks to nginx, or the reasons why not.
enum LoopbackRoster {
    /// Starts nginx if it is there.
    ///
    /// - Returns: the server, which must be stopped; nil if it is missing, and the roster says so.
    static func add(to roster: inout Roster, _ pki: BenchmarkPKI) throws -> LoopbackServer? {
        let kinds = [KeyKind.rsa, .ecdsa]
        let server: LoopbackServer
        do { server = try LoopbackServer(pki) } catch ContenderError.missing(let reason) {
            for task in kinds.map(ChildContender.task) + [ChildContender.scaling(scalingKind)] {
                roster.miss("everybody", task, reason)
            }
            return nil
        }
        let go = GoPeer.build(in: pki.folder)
        for kind in kinds {
            guard let port = server.ports[.init(kind, .tls13)] else { continue }
            let task = ChildContender.task(kind)
            for client in LoopbackClient.allCases {
                let isOpenSSL = client == .openSSL || client == .tlsScan
                if isOpenSSL, unsafe opensslpeer_version() == nil {
                    roster.miss(client.title, task, "OpenSSL's headers were missing when this was built")
                    continue
                }
                let arguments = ["client", client.rawValue]
                roster.add(ChildContender(client.title, client.role, task, ChildProcess.own, arguments, kind, pki, port: port))
            }
            switch go {
            case .success(let program): roster.add(ChildContender("Go", .peer, task, program, [], kind, pki, port: port))
            case .failure(let error): roster.miss("Go", task, "\(error)")
            }
        }
        addScaling(to: &roster, pki, server)
        return server
    }

    /// With these keys the server's part is the smaller, which it needs a core for beside the client's threads.
    private static let scalingKind = KeyKind.ecdsa

    /// The whole path, probe and engines, with one event loop and with two.
    private static func addScaling(to roster: inout Roster, _ pki: BenchmarkPKI, _ server: LoopbackServer) {
        guard let port = server.ports[.init(scalingKind, .tls13)] else { return }
        let client = LoopbackClient.countersign
        for threads in 1...2 {
            let name = "\(client.title), \(threads) \(threads == 1 ? "thread" : "threads")"
            let arguments = ["client", client.rawValue, "--threads", "\(threads)"]
            roster.add(
                ChildContender(
                    name, client.role, ChildContender.scaling(scalingKind), ChildProcess.own, arguments, scalingKind, pki,
                    port: port))
        }
    }
}

/// The client in Go.
enum GoPeer {
    /// Why there is none.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    static func build(in folder: URL) -> Result<URL, Missing> {
        guard let go = ChildProcess.find("go") else { return .failure(Missing(description: "there is no `go` on this machine")) }
        let program = folder.appendingPathComponent("gopeer")
        do {
            let ending = try ChildProcess.run(go, ["build", "-o", program.path, "."], in: PackageFolder.goPeer)
            if ending.status == 0 { return .success(program) }
            return .failure(Missing(description: "`go build` failed: \(ending.complaints.suffix(300))"))
        } catch {
            return .failure(Missing(description: "`go build` can't be run: \(error)"))
        }
    }
}
