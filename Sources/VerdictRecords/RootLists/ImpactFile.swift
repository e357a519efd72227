public import Countersigning
import Foundation
import LocalFiles
import ServerIdentity
public import TrustAnchors

/// Hosts with their chains, in one of the forms that people have them in.
///
/// - JSON Lines: a `QuestionLine`, whose `target`, `name` or `id` names the host, or a record of `countersign verify
///   --json`, which names the certificates of the path that was accepted.
/// - PEM: a comment `# host` before each chain.
/// - Lines `host<TAB>file`, each file a chain in PEM, beside the list.
public struct ImpactFile: Sendable {
    /// The hosts, in the order of the file.
    public private(set) var subjects: [ImpactSubject] = []
    /// What of the file names no host with a chain.
    public private(set) var skipped: [SkippedBlock] = []
    private let name: String

    /// 256 MiB: a hundred thousand records.
    private static let maximumLength = 256 * 1_024 * 1_024
    /// 300,000: three for each of a hundred thousand hosts.
    private static let maximumCertificates = 300_000

    /// Reads a file, plain or packed by xz; `-` is standard input.
    ///
    /// - Throws: `InputProblem` if it can't be read, or holds no host.
    public init(_ path: String) throws(InputProblem) {
        name = path == "-" ? "standard input" : path
        let octets: [UInt8]
        do throws(FileProblem) { octets = try PackedInput.octets(of: path, limit: Self.maximumLength) } catch {
            throw InputProblem(error)
        }
        let isPEM = octets.first != UInt8(ascii: "{") && String(decoding: octets, as: UTF8.self).contains("-----BEGIN ")
        if isPEM { readPEM(octets) } else { readLines(octets, beside: path) }
        if subjects.isEmpty {
            let reason = skipped.first.map { ": \($0)" } ?? ""
            throw InputProblem(code: .inputUnreadable, text: "there is no host with a chain in \(EscapedText(name))\(reason)")
        }
    }

    private mutating func readLines(_ octets: [UInt8], beside path: String) {
        for (index, line) in octets.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            if text.isEmpty || text.hasPrefix("#") { continue }
            do throws(LineProblem) {
                let isObject = text.hasPrefix("{")
                subjects.append(isObject ? try Self.object(text, index + 1) : try Self.named(text, beside: path))
            } catch {
                skipped.append(SkippedBlock(file: name, line: index + 1, reason: error.reason))
            }
        }
    }

    private struct LineProblem: Error {
        let reason: String
    }

    private static func named(_ text: String, beside path: String) throws(LineProblem) -> ImpactSubject {
        let parts = text.split(maxSplits: 1) { $0 == "\t" || $0 == " " }
        guard parts.count == 2 else { throw LineProblem(reason: "neither a JSON object nor 'host<TAB>file'") }
        let file = parts[1].trimmingCharacters(in: .whitespaces)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let full = file.hasPrefix("/") || path == "-" ? file : "\(folder)/\(file)"
        do throws(InputProblem) {
            return ImpactSubject(host: EscapedText(String(parts[0])).description, evidence: .chain(try ChainFile.read(full)))
        } catch {
            throw LineProblem(reason: error.text)
        }
    }

    private static func object(_ text: String, _ number: Int) throws(LineProblem) -> ImpactSubject {
        do throws(RecordProblem) { return try ImpactLine(text, number: number).subject(number) } catch {
            throw LineProblem(reason: error.clause)
        }
    }

    private mutating func readPEM(_ octets: [UInt8]) {
        let bundle = PEMBundle(octets, limits: PEMLimits(blocks: Self.maximumCertificates))
        skipped += bundle.problems.map { SkippedBlock(file: name, line: $0.line, reason: $0.reason.description) }
        var hosts: [(line: Int, host: String)] = []
        for (line, comment) in PEMBundle.comments(in: octets) {
            let text = comment.trimmingCharacters(in: .whitespacesAndNewlines)
            if !text.isEmpty { hosts.append((line, EscapedText(text).description)) }
        }
        // The last comment before a block names its chain; both are in the order of their lines.
        var before = 0
        var chains: [(line: Int, host: String, certificates: [CertificateDER])] = []
        for block in bundle.certificates {
            while before < hosts.count, hosts[before].line < block.line { before += 1 }
            guard before > 0 else {
                skipped.append(SkippedBlock(file: name, line: block.line, reason: "no comment '# host' before it"))
                continue
            }
            let host = hosts[before - 1]
            if chains.last?.line == host.line {
                chains[chains.count - 1].certificates.append(block.der)
            } else {
                chains.append((host.line, host.host, [block.der]))
            }
        }
        for chain in chains {
            do throws(CertificateChainError) {
                subjects.append(ImpactSubject(host: chain.host, evidence: .chain(try CertificateChain(chain.certificates))))
            } catch {
                skipped.append(SkippedBlock(file: name, line: chain.line, reason: "\(error)"))
            }
        }
    }
}
