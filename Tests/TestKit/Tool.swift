import Foundation
package import Testing

/// A program of the system that a test needs, and the Debian package that brings it.
package enum Tool: String, CaseIterable, Sendable {
    /// The web server.
    case nginx
    /// OpenSSL's command: certificates and `s_server`.
    case openssl
    /// GnuTLS's server.
    case gnutlsServ = "gnutls-serv"
    /// The transfer program, as a client that is not ours.
    case curl
    /// Packs and unpacks the corpora.
    case xz
    /// Runs raw TCP peers and the JSON Schema validator.
    case python3
    /// Runs pipelines.
    case bash
    /// Makes PKCS#11 tokens.
    case softhsm = "softhsm2-util"
    /// Writes certificates into them.
    case p11tool
    /// Not a program but a module of Python's: Mozilla's list as others pack it.
    case certifi
    /// Runs a program that sees other files.
    case unshare

    /// The package of Debian 12 that brings the program.
    package var package: String {
        switch self {
        case .nginx: "nginx-light"
        case .openssl: "openssl"
        case .gnutlsServ: "gnutls-bin"
        case .curl: "curl"
        case .xz: "xz-utils"
        case .python3: "python3"
        case .bash: "bash"
        case .softhsm: "softhsm2"
        case .p11tool: "gnutls-bin"
        case .certifi: "python3-certifi"
        case .unshare: "util-linux"
        }
    }

    /// Where it is, or its bare name.
    package var path: String { found ?? rawValue }

    private var found: String? {
        if self == .certifi { return Self.certifiBundle }
        let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (search + ["/usr/sbin", "/usr/bin", "/bin"]).map { "\($0)/\(rawValue)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Where the module's bundle is, by whichever Python has the module: Debian's package brings it for the system's own.
    private static let certifiBundle: String? = [Tool.python3.path, "/usr/bin/python3"].lazy.compactMap(certifiBundle).first

    private static func certifiBundle(_ python: String) -> String? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", "import certifi; print(certifi.where())"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let path = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// With COUNTERSIGN_REQUIRE_TOOLS=1 a missing program fails the tests instead of skipping them.
    package static var isRequired: Bool { ProcessInfo.processInfo.environment["COUNTERSIGN_REQUIRE_TOOLS"] == "1" }

    /// Whether it is there, or must be.
    package var isUsable: Bool { found != nil || Tool.isRequired }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where a program is missing, and names the Debian packages.
    package static func needs(_ tools: Tool...) -> ConditionTrait {
        let missing = tools.filter { !$0.isUsable }
        let packages = Set(missing.map(\.package)).sorted().joined(separator: " ")
        return .enabled(if: missing.isEmpty, "skipped: apt-get install \(packages)")
    }
}
