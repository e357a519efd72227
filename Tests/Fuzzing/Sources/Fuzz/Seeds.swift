import Foundation
import FuzzTargets

/// What fuzzing begins with: inputs of our own, and certificates, lists, roots and chains of the suites in
/// COUNTERSIGN_CORPORA, where it is set.
enum Seeds {
    static func write(to folder: URL) throws {
        for target in FuzzTarget.allCases {
            for seed in target.selfMadeSeeds { try write(seed.octets, target, "made", folder) }
        }
        guard let corpora = ProcessInfo.processInfo.environment["COUNTERSIGN_CORPORA"] else { return }
        try writePKITS(JSONDecoder().decode(PKITS.self, from: unpacked("\(corpora)/pkits.json.xz")), to: folder)
        for year in [2023, 2026] { try writeCertdata(unpacked("\(corpora)/certdata/certdata-\(year).txt.xz"), to: folder) }
        try writeLimbo(JSONDecoder().decode(Limbo.self, from: unpacked("\(corpora)/x509-limbo.json.xz")), to: folder)
    }

    private struct PKITS: Decodable {
        let trust_anchor: Data
        let certificates: [String: Data]
        let crls: [String: Data]
        let tests: [Test]

        struct Test: Decodable {
            let certificates: [String]
            let extra_certificates: [String]?
        }
    }

    private struct Limbo: Decodable {
        let testcases: [Case]

        struct Case: Decodable {
            let id: String
            let trusted_certs: [String]
            let untrusted_intermediates: [String]
            let peer_certificate: String
            let crls: [String]?
        }
    }

    private static func writePKITS(_ suite: PKITS, to folder: URL) throws {
        for certificate in suite.certificates.values { try writeCertificate([UInt8](certificate), folder) }
        for list in suite.crls.values { try write([UInt8](list), .list, "pkits", folder) }
        for test in suite.tests {
            let names = test.certificates + (test.extra_certificates ?? [])
            let chain = names.compactMap { suite.certificates[$0] } + [suite.trust_anchor]
            try write(chain.flatMap { [UInt8]($0) }, .path, "pkits", folder)
        }
    }

    /// Every twentieth root with its trust, each as a list of its own.
    private static func writeCertdata(_ list: Data, to folder: URL) throws {
        let parts = String(decoding: list, as: UTF8.self).components(separatedBy: "\n# Certificate ").dropFirst()
        for (place, part) in parts.enumerated() where place.isMultiple(of: 20) {
            try write(Array("BEGINDATA\n# \(part)".utf8), .certdata, "mozilla", folder)
        }
    }

    /// BetterTLS has thousands of cases that differ little: a few are enough.
    private static func writeLimbo(_ suite: Limbo, to folder: URL) throws {
        for (place, test) in suite.testcases.enumerated() where !test.id.hasPrefix("bettertls") || place.isMultiple(of: 100) {
            let chain = [test.peer_certificate] + test.untrusted_intermediates + test.trusted_certs.prefix(1)
            if chain.count <= 16 { try write(chain.flatMap(octets), .path, "limbo", folder) }
            try writeCertificate(octets(test.peer_certificate), folder)
            for certificate in test.untrusted_intermediates.prefix(2) { try writeCertificate(octets(certificate), folder) }
            for list in test.crls ?? [] { try write(octets(list), .list, "limbo", folder) }
            if place.isMultiple(of: 20) { try write(Array(chain.joined(separator: "\n").utf8), .pem, "limbo", folder) }
        }
    }

    /// A certificate, and its key with its algorithm and signature.
    private static func writeCertificate(_ certificate: [UInt8], _ folder: URL) throws {
        try write(certificate, .certificate, "suite", folder)
        if let key = FuzzTarget.keySeed(of: certificate) { try write(key, .key, "suite", folder) }
        if let constraints = FuzzTarget.constraintsSeed(of: certificate) { try write(constraints, .constraints, "suite", folder) }
    }

    /// Named after the contents: the same seed is written once.
    private static func write(_ octets: [UInt8], _ target: FuzzTarget, _ origin: String, _ folder: URL) throws {
        if octets.count > maximumLength { return }
        let place = folder.appendingPathComponent(target.rawValue)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let digest = octets.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        try Data(octets).write(to: place.appendingPathComponent("\(origin)-\(String(digest, radix: 16))"))
    }

    private static func octets(_ pem: String) -> [UInt8] {
        let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        return Data(base64Encoded: lines.joined()).map { [UInt8]($0) } ?? []
    }

    private static func unpacked(_ path: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/xz")
        process.arguments = ["-dc", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let octets = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return octets
    }

    /// 16 KiB: what `-max_len` of the runner cuts at.
    private static let maximumLength = 16 * 1_024
}
