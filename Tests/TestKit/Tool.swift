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
    /// Runs a program that sees other files.
    case unshare
    /// Compiles C, for a library that is put in front of the system's; it comes with Swift.
    case clang

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
        case .unshare: "util-linux"
        case .clang: "clang"
        }
    }

    /// Where it is, or its bare name.
    package var path: String { found ?? rawValue }

    private var found: String? {
        let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (search + ["/usr/sbin", "/usr/bin", "/bin"]).map { "\($0)/\(rawValue)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
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
