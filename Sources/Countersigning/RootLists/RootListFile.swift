import Crypto
import IndependentValidator
import LocalFiles
public import RootPrograms
import ServerIdentity
public import TrustAnchors

/// A root list that was read, and what of it was left out.
public struct LoadedRootList: Sendable {
    /// The list. What its own reading found wrong is in `RootList.problems`.
    public let list: RootList
    /// Which form the file has.
    public let form: Form
    /// Blocks of a PEM bundle that give no root.
    public let skipped: [SkippedBlock]

    /// The forms of a file of roots.
    public enum Form: Hashable, Sendable {
        /// Mozilla's certdata.txt.
        case certdata
        /// What `countersign roots import` wrote beside a bundle.
        case sidecar
        /// PEM certificates.
        case bundle
    }

    init(_ list: RootList, _ form: Form, skipped: [SkippedBlock] = []) {
        (self.list, self.form, self.skipped) = (list, form, skipped)
    }
}

/// A root list on disk: certdata.txt, a sidecar, or a PEM bundle; plain, or packed by xz.
public enum RootListFile {
    /// Octets of a certdata.txt, unpacked.
    public static let maximumCertdataLength = CertdataLimits().octets

    /// Reads whatever the file is; `-` is standard input.
    ///
    /// - Throws: `InputProblem` if it can't be read, is none of the three, or is damaged.
    public static func read(_ path: String) throws(InputProblem) -> LoadedRootList {
        let octets = try octets(of: path, limit: max(maximumCertdataLength, RootList.maximumSidecarLength))
        if octets.first(where: { !isSpace($0) }) == UInt8(ascii: "{") {
            return LoadedRootList(try sidecar(octets, path, DescribedCertificate.init(decoding:)), .sidecar)
        }
        return holdsBegin(octets) ? try certdata(octets, path) : try bundle(octets, path)
    }

    private static func octets(of path: String, limit: Int) throws(InputProblem) -> [UInt8] {
        do throws(FileProblem) { return try PackedInput.octets(of: path, limit: limit) } catch { throw InputProblem(error) }
    }

    /// Reads a certdata.txt and nothing else.
    ///
    /// - Throws: `InputProblem` if it can't be read or is damaged.
    public static func readCertdata(_ path: String) throws(InputProblem) -> LoadedRootList {
        try certdata(try octets(of: path, limit: maximumCertdataLength), path)
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
        let octets = try octets(of: path, limit: RootList.maximumSidecarLength)
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

    private static func certdata(_ octets: [UInt8], _ path: String) throws(InputProblem) -> LoadedRootList {
        let list = RootList(certdata: octets, source: fileName(path), decode: DescribedCertificate.init(decoding:))
        guard let damage = list.damage else { return LoadedRootList(list, .certdata) }
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

    private static func bundle(_ octets: [UInt8], _ path: String) throws(InputProblem) -> LoadedRootList {
        let bundle = PEMBundle(octets)
        if bundle.isCutShort, let problem = bundle.problems.last {
            throw InputProblem(code: .inputUnreadable, text: "\(shownName(path)):\(problem.line): \(problem.reason)")
        }
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
        let list = RootList(certificates: roots, source: fileName(path), sha256: Array(SHA256.hash(data: octets)))
        return LoadedRootList(list, .bundle, skipped: skipped)
    }

    /// Whether a line is BEGINDATA.
    private static func holdsBegin(_ octets: [UInt8]) -> Bool {
        let begin = Array("BEGINDATA".utf8)
        var index = 0
        while index < octets.count {
            if octets[index] == begin[0], octets[index...].starts(with: begin) { return true }
            guard let end = octets.place(of: UInt8(ascii: "\n"), from: index) else { return false }
            index = end + 1
        }
        return false
    }

    private static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || (0x09...0x0D).contains(octet) }
}
