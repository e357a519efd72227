import Foundation
import IndependentValidator
import RootPrograms
import ServerIdentity

/// Reading Mozilla's certdata.txt: parsed, every certificate decoded, the anchors for servers selected. Nobody else is
/// measured: the converters that there are decode no certificate.
final class RootListReading: Contender {
    let name = "certdata.txt parsed, decoded, selected"
    let role = Role.ours
    let task: BenchmarkTask
    private let octets: [UInt8]

    /// Packed by xz in the corpora.
    static let file = "certdata/certdata-2026.txt.xz"

    init(_ octets: [UInt8]) {
        self.octets = octets
        task = BenchmarkTask(.trust, "certdata.txt, \(octets.count / 1_000) kB")
    }

    func prove() throws {
        let anchors = try anchors(octets)
        if anchors != 121 { throw ContenderError.unproven("\(name): \(anchors) anchors of 121 were selected") }
        guard let digit = octets.lastIndex(of: UInt8(ascii: "\\")) else { throw ContenderError.unproven("\(name): no octal") }
        var damaged = octets
        damaged[digit + 1] = UInt8(ascii: "9")
        try requireRefusal("a list with an octal 9") { _ = try self.anchors(damaged) }
    }

    func run(operations: Int) throws -> Timing {
        try Stopwatch.time(operations) { _ in _ = try anchors(octets) }
    }

    private func anchors(_ octets: [UInt8]) throws -> Int {
        let list = RootList(certdata: octets, source: "certdata.txt", decode: DescribedCertificate.init(decoding:))
        if let damage = list.damage { throw ContenderError.refused("\(damage)") }
        return try list.serverAnchors(source: "certdata.txt").anchors.count
    }

    /// The list in the corpora, unpacked; nil where there is none.
    static func corpus() -> [UInt8]? {
        guard let corpora = ProcessInfo.processInfo.environment["COUNTERSIGN_CORPORA"] else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/xz")
        process.arguments = ["-dc", "\(corpora)/\(file)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        let octets = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        return process.terminationStatus == 0 && !octets.isEmpty ? octets : nil
    }
}
