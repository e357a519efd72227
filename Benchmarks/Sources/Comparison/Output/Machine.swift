import CGnuTLSPeer
import COpenSSLPeer
import Foundation
import Servers

/// What the figures were taken on and with.
struct Machine: Codable {
    var processor: String
    var cores: Int
    var system: String
    var kernel: String
    /// Libraries and programs by name; `missing` where there is none.
    var versions: [String: String]

    /// Looks around.
    static func here() -> Machine {
        let processors = lines("/proc/cpuinfo").filter { $0.hasPrefix("model name") }
        let model = processors.first?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        let name = lines("/etc/os-release").first { $0.hasPrefix("PRETTY_NAME=") }?.dropFirst(12)
        return Machine(
            processor: model ?? "unknown", cores: ProcessInfo.processInfo.activeProcessorCount,
            system: name.map { $0.replacingOccurrences(of: "\"", with: "") } ?? "unknown",
            kernel: lines("/proc/sys/kernel/osrelease").first ?? "unknown", versions: versions())
    }

    private static func versions() -> [String: String] {
        var versions = packages()
        versions["GnuTLS"] = unsafe gnutlspeer_version().map { unsafe String(cString: $0) } ?? "unknown"
        if let debian = said("dpkg-query", ["-W", "-f", "${Version}", "libgnutls30"]) {
            versions["GnuTLS"] = debian
        }
        if let nettle = said("dpkg-query", ["-W", "-f", "${Version}", "libnettle8"]) { versions["nettle"] = nettle }
        versions["OpenSSL"] = unsafe opensslpeer_version().map { unsafe String(cString: $0) } ?? "missing"
        versions["Go"] = said("go", ["version"])?.split(separator: " ").dropFirst(2).first.map(String.init) ?? "missing"
        versions["Swift"] =
            said("swift", ["--version"])?.split(separator: "\n").first { $0.contains("Swift version") }.map { line in
                line.replacingOccurrences(of: "Swift version ", with: "").split(separator: " ").first.map(String.init) ?? "unknown"
            } ?? "unknown"
        versions["nginx"] = nginx()
        return versions
    }

    private static func nginx() -> String {
        guard let program = LoopbackServer.program,
            let ending = try? ChildProcess.run(URL(fileURLWithPath: program), ["-v"])
        else { return "missing" }
        return ending.complaints.split(separator: "/").last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
    }

    /// The Swift packages that are peers or stand under us.
    private static func packages() -> [String: String] {
        struct Resolved: Decodable {
            struct Pin: Decodable {
                struct State: Decodable { let version: String? }
                let identity: String
                let state: State
            }
            let pins: [Pin]
        }
        guard let data = try? Data(contentsOf: PackageFolder.resolved),
            let resolved = try? JSONDecoder().decode(Resolved.self, from: data)
        else { return [:] }
        let shown: Set = ["swift-nio", "swift-nio-ssl", "swift-certificates", "swift-crypto", "swift-asn1"]
        let pairs = resolved.pins.filter { shown.contains($0.identity) }.map { ($0.identity, $0.state.version ?? "unknown") }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func said(_ program: String, _ arguments: [String]) -> String? {
        guard let program = ChildProcess.find(program), let ending = try? ChildProcess.run(program, arguments), ending.status == 0
        else { return nil }
        return ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func lines(_ path: String) -> [String] {
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        return text?.split(separator: "\n").map(String.init) ?? []
    }

    /// One sentence for the README.
    var sentence: String {
        let named = versions.sorted { $0.key.lowercased() < $1.key.lowercased() }.map { "\($0.key) \($0.value)" }
        return "\(processor), \(cores) cores, \(system), Linux \(kernel); \(named.joined(separator: ", "))."
    }
}
