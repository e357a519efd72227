import Crypto
import IndependentValidator
import RootPrograms
import ServerIdentity
import TrustAnchors
import VerdictReport

/// A list of roots on disk: certdata.txt, a sidecar, or a PEM bundle; plain, or packed by xz.
enum RootListFile {
    /// Octets of a certdata.txt, unpacked.
    static let maximumCertdataLength = CertdataLimits().octets

    /// Reads whatever the file is; `-` is standard input. What is wrong with parts of it is named on standard error.
    ///
    /// - Throws: `InputProblem` if it can't be read, is none of the three, or is damaged.
    static func read(_ path: String) throws(InputProblem) -> RootList {
        let octets = try SuiteStream(path).rest(limit: RootList.maximumSidecarLength)
        let list: RootList
        if octets.first(where: { !isSpace($0) }) == UInt8(ascii: "{") {
            list = try sidecar(octets, path, DescribedCertificate.init(decoding:))
        } else if holdsBegin(octets) {
            list = try certdata(octets, path)
        } else {
            list = try bundle(octets, path)
        }
        return list
    }

    /// Reads a certdata.txt and nothing else.
    static func readCertdata(_ path: String) throws(InputProblem) -> RootList {
        try certdata(try SuiteStream(path).rest(limit: maximumCertdataLength), path)
    }

    /// Reads a sidecar and nothing else; `-` is standard input.
    ///
    /// - Parameter decode: how its certificates are decoded.
    static func readSidecar(_ path: String, decode: RootDecoding) throws(InputProblem) -> RootList {
        if DiskFiles().kind(of: path) == .directory {
            throw InputProblem(
                code: .inputUnreadable,
                text: "\(EscapedText(path)) is a directory; a directory of certificates is given by --capath")
        }
        let octets = try SuiteStream(path).rest(limit: RootList.maximumSidecarLength)
        if octets.first(where: { !isSpace($0) }) == UInt8(ascii: "{") { return try sidecar(octets, path, decode) }
        let advice =
            if holdsBegin(octets) {
                "is no sidecar but a certdata.txt; make a sidecar of it: 'countersign roots import FILE --sidecar roots.json'"
            } else if !PEMBundle(octets).certificates.isEmpty {
                "is no sidecar but a file of certificates; it is given by --cafile"
            } else {
                "is no sidecar; 'countersign roots import certdata.txt --sidecar roots.json' makes one"
            }
        throw InputProblem(code: .inputUnreadable, text: "\(shownName(path)) \(advice)")
    }

    /// The name of the file without its folder, which the sidecar keeps.
    private static func fileName(_ path: String) -> String {
        path == "-" ? "standard input" : String(path.split(separator: "/").last ?? Substring(path))
    }

    /// The name in messages.
    static func shownName(_ path: String) -> String { path == "-" ? "standard input" : EscapedText(path).description }

    private static func certdata(_ octets: [UInt8], _ path: String) throws(InputProblem) -> RootList {
        let list = RootList(certdata: octets, source: fileName(path), decode: DescribedCertificate.init(decoding:))
        guard let damage = list.damage else {
            ListProblems.show(list)
            return list
        }
        let rest = list.problems.count { $0.severity == .error } - 1
        throw InputProblem(
            code: .inputUnreadable,
            text: "\(shownName(path)):\(damage.line): \(damage.label.map { "\($0): " } ?? "")\(damage.reason)"
                + (rest > 0 ? "; and \(rest) more errors" : "") + "; nothing of the list is used")
    }

    private static func sidecar(
        _ octets: [UInt8], _ path: String, _ decode: RootDecoding
    ) throws(InputProblem) -> RootList {
        do throws(SidecarProblem) { return try RootList(sidecar: octets, decode: decode) } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(shownName(path)) is no sidecar: \(error)")
        }
    }

    private static func bundle(_ octets: [UInt8], _ path: String) throws(InputProblem) -> RootList {
        let bundle = PEMBundle(octets)
        var roots: [(root: DescribedCertificate, line: Int)] = []
        var skipped = bundle.problems.map { SkippedBlock(file: path, line: $0.line, reason: $0.reason.description) }
        skipped += bundle.skipped.map { SkippedBlock(file: path, line: $0.line, reason: "\($0.label) is no certificate") }
        for block in bundle.certificates {
            do throws(UndecodableCertificate) {
                roots.append((try DescribedCertificate(decoding: block.der), block.line))
            } catch {
                skipped.append(SkippedBlock(file: path, line: block.line, reason: error.description))
            }
        }
        if roots.isEmpty {
            let reason = skipped.first.map { ": \($0)" } ?? ""
            throw InputProblem(
                code: .inputUnreadable,
                text: "\(shownName(path)) holds no roots: it is neither certdata.txt nor a sidecar nor PEM\(reason)")
        }
        SkippedBlocks.show(skipped, as: "not read as a root")
        return RootList(certificates: roots, source: fileName(path), sha256: Array(SHA256.hash(data: octets)))
    }

    /// Whether a line is BEGINDATA.
    private static func holdsBegin(_ octets: [UInt8]) -> Bool {
        let begin = Array("BEGINDATA".utf8)
        var index = 0
        while index < octets.count {
            if octets[index...].starts(with: begin) { return true }
            guard let end = octets[index...].firstIndex(of: UInt8(ascii: "\n")) else { return false }
            index = end + 1
        }
        return false
    }

    private static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || (0x09...0x0D).contains(octet) }
}

/// What of a list could not be used: each named on standard error, remarks last, and all counted by reason.
enum ListProblems {
    /// How many are named; the rest is counted.
    private static let named = 20

    static func show(_ list: RootList) {
        let name = EscapedText(list.source)
        let remarks = list.problems.filter { $0.severity == .remark }
        let problems = list.problems.filter { $0.severity != .remark } + remarks
        for problem in problems.prefix(named) {
            let word = problem.severity == .remark ? "remark" : "not used"
            let label = problem.label.map { "\($0): " } ?? ""
            StandardError.write("countersign: warning: \(word): \(name):\(problem.line): \(label)\(problem.reason)\n")
        }
        if list.problems.isEmpty { return }
        let counts = list.problemCounts.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
        StandardError.write("countersign: warning: \(name): \(list.problems.count) in all: \(counts)\n")
    }
}
