import TestKit

/// The servers that others wrote.
enum ServerSoftware: String, CaseIterable, Sendable {
    case nginx
    case opensslServer = "openssl s_server"
    case gnutlsServ = "gnutls-serv"
}

enum TLSVersion: String, CaseIterable, Sendable {
    case tls12 = "TLS1.2"
    case tls13 = "TLS1.3"
}

/// Running servers, one port for each identity; `stop` ends them all.
struct TLSServers: Sendable {
    let ports: [Int]
    let processes: [Running]

    /// Starts servers that speak one version of TLS, and waits until they listen.
    ///
    /// Another program may take a port between the look and the start: then it is tried again with others.
    static func start(
        _ software: ServerSoftware, _ version: TLSVersion, _ identities: [ServerIdentityFiles], options: [String] = [],
        files: TemporaryDirectory
    ) async throws -> TLSServers {
        var attempts = 3
        while true {
            attempts -= 1
            let ports = Ports.free(identities.count)
            let commands: [[String]] =
                switch software {
                case .nginx: [try Nginx.command(version, Array(zip(ports, identities)), files)]
                case .opensslServer: zip(ports, identities).map { OpenSSLServer.command(version, $0, $1) + options }
                case .gnutlsServ: zip(ports, identities).map { GnuTLSServ.command(version, $0, $1) + options }
                }
            var processes: [Running] = []
            do {
                for command in commands { processes.append(try Running(command, in: files.path, files: files)) }
                for (index, port) in ports.enumerated() {
                    let owner = processes[min(index, processes.count - 1)]
                    try await owner.wait("port \(port)") { _ in Ports.listening.contains(port) }
                }
                return TLSServers(ports: ports, processes: processes)
            } catch {
                for process in processes { process.stop() }
                if attempts == 0 { throw error }
            }
        }
    }

    func stop() {
        for process in processes { process.stop() }
    }
}

enum OpenSSLServer {
    static func command(_ version: TLSVersion, _ port: Int, _ identity: ServerIdentityFiles) -> [String] {
        [
            Tool.openssl.path, "s_server", "-accept", "\(port)", "-cert", identity.chain, "-cert_chain", identity.issuer, "-key",
            identity.key,
            version == .tls12 ? "-tls1_2" : "-tls1_3", "-www",
        ]
    }
}

enum GnuTLSServ {
    static func command(_ version: TLSVersion, _ port: Int, _ identity: ServerIdentityFiles) -> [String] {
        [
            Tool.gnutlsServ.path, "--port", "\(port)", "--x509certfile", identity.chain, "--x509keyfile", identity.key, "--http",
            "--priority", "NORMAL:-VERS-ALL:+VERS-\(version.rawValue)",
        ]
    }
}

enum Nginx {
    static func command(_ version: TLSVersion, _ servers: [(Int, ServerIdentityFiles)], _ files: TemporaryDirectory) throws
        -> [String]
    {
        let blocks = servers.map { port, identity in
            """
            server {
              listen 127.0.0.1:\(port) ssl http2;
              ssl_certificate \(identity.chain);
              ssl_certificate_key \(identity.key);
              ssl_protocols \(version == .tls12 ? "TLSv1.2" : "TLSv1.3");
              return 204;
            }

            """
        }
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(files.path)/nginx;" }
        let configuration = """
            daemon off;
            master_process off;
            pid \(files.file("nginx.pid"));
            error_log stderr;
            events { worker_connections 64; }
            http {
            access_log off;
            \(temporary.joined(separator: "\n"))
            \(blocks.joined())}

            """
        return [Tool.nginx.path, "-p", files.path, "-e", "stderr", "-c", try files.write(configuration, to: "nginx.conf")]
    }
}
