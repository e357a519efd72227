public import Contenders
import Foundation

/// nginx on 127.0.0.1 with a port for each kind of key and version of TLS, in a folder of its own; one worker, no
/// keep-alive, no session cache and no tickets: each handshake is a full one.
public final class LoopbackServer {
    /// Where each server listens.
    public let ports: [Place: Int]
    private let process: Process
    private let lifeline = Pipe()

    /// A kind of key and a version.
    public struct Place: Hashable, Sendable {
        /// The leaf's key.
        public let kind: KeyKind
        /// The only version spoken.
        public let version: MemoryScenario.Version

        /// Names a place.
        public init(_ kind: KeyKind, _ version: MemoryScenario.Version) {
            self.kind = kind
            self.version = version
        }
    }

    /// Where nginx is on this machine; nil if it is not.
    public static var program: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (folders + ["/usr/sbin", "/usr/local/sbin"]).map { $0 + "/nginx" }.first(
            where: FileManager.default.isExecutableFile(atPath:))
    }

    /// Starts nginx and waits until it listens.
    ///
    /// - Throws: `ContenderError.missing` where there is no nginx; `ContenderError.setup` with what it said if it does
    ///   not start.
    public init(_ pki: BenchmarkPKI) throws {
        guard let program = Self.program else { throw ContenderError.missing("nginx is not installed") }
        let places = KeyKind.allCases.flatMap { kind in MemoryScenario.Version.allCases.map { Place(kind, $0) } }
        let free = try FreePorts.find(places.count)
        ports = Dictionary(uniqueKeysWithValues: zip(places, free))
        let folder = pki.folder.appendingPathComponent("nginx")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("nginx.conf")
        try NginxConfiguration(pki: pki, folder: folder, ports: ports).text.write(to: file, atomically: true, encoding: .utf8)

        process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", Self.guardian, "nginx", program, "-p", folder.path, "-c", file.path, "-e",
            folder.appendingPathComponent("error.log").path,
        ]
        process.standardInput = lifeline
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for port in free { try waitFor(port, log: folder.appendingPathComponent("error.log")) }
    }

    private func waitFor(_ port: Int, log: URL) throws {
        for _ in 0..<200 where process.isRunning {
            if FreePorts.isListening(port) { return }
            usleep(10_000)
        }
        stop()
        let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        throw ContenderError.setup("nginx does not listen on port \(port): \(said.suffix(400))")
    }

    /// Ends nginx and waits until it is gone.
    public func stop() {
        try? lifeline.fileHandleForWriting.close()  // closed already: stopped already
        process.waitUntilExit()
    }

    deinit { stop() }

    /// A shell that starts nginx and ends it as soon as its own input ends: when we close it, and also when this
    /// process is killed.
    ///
    /// SIGKILL, because nginx has nothing to lose and a kinder signal may never reach it: it inherits the signals that
    /// the thread which started it blocks, and threads of libdispatch block them all.
    private static let guardian = #""$@" & server=$!; read -r line; kill -9 "$server"; wait "$server""#
}
