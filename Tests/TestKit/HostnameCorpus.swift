import Foundation
import ServerIdentity

/// The hostname corpus: rows of names and what RFC 9525, GnuTLS and OpenSSL say to them. Its README describes the format.
struct HostnameCorpus {
    static let directory = ProcessInfo.processInfo.environment["COUNTERSIGN_CORPORA"]

    struct Row: Decodable {
        struct OtherName: Decodable {
            let type: String
            let value: String
        }

        let id: String
        let reference: String
        let dns: [String]
        let ip: [String]
        let cn: [String]
        let other_san: [OtherName]?
        let byte_encoding: String?
        let rfc9525: String
        let gnutls: String
        let openssl: String

        func octets(_ text: String) -> [UInt8] {
            byte_encoding == "latin1" ? text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(text.utf8)
        }

        var presented: [PresentedIdentity] {
            dns.map { .dns(octets($0)) } + ip.map { .ip(Self.address($0)) } + (other_san ?? []).map(Self.other)
                + cn.map { .commonName(octets($0)) }
        }

        private static func address(_ text: String) -> [UInt8] { IPAddress(parsing: text)?.octets ?? Array(text.utf8) }

        /// The corpus gives an SRVName as the DER of its otherName (id-on-dnsSRV, 1.3.6.1.5.5.7.8.7).
        private static func other(_ name: OtherName) -> PresentedIdentity {
            switch name.type {
            case "uri": .uri(Array(name.value.utf8))
            case "email": .email(Array(name.value.utf8))
            default: name.value.hasPrefix("0x06082b06010505070807") ? .srv(Array(name.value.utf8)) : .other(name.value)
            }
        }
    }

    private struct File: Decodable { let vectors: [Row] }

    static func rows() throws -> [Row] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["xz", "-dc", (directory ?? ".") + "/hostnames.json.xz"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let json = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(File.self, from: json).vectors
    }
}
