public import LocalFiles
public import ServerIdentity

/// Reads certificate revocation lists from files.
public enum CRLFiles {
    /// 128 MiB of one file: the largest list that is taken (`CRLDER.maximumLength`) as PEM.
    public static let maximumFileLength = 128 * 1_024 * 1_024
    /// 512 MiB of all files together.
    public static let maximumTotalLength = 512 * 1_024 * 1_024
    /// 10,000 lists; the CAs that browsers know publish about 4,000 partitioned ones.
    public static let maximumLists = 10_000

    /// Reads PEM files (`X509 CRL` blocks; certificates and keys beside them are passed over) and files that are one
    /// list in DER.
    ///
    /// Stricter than a trust store: a damaged block is an error, because a list that was meant to refuse must not get
    /// lost. Nothing inside the lists is checked here; each is named by `file:line`.
    ///
    /// - Returns: `CRLSet.none` if no file was named.
    /// - Throws: `CRLFileError` with the file, and the line where there is one.
    public static func load(_ paths: [String], files: some FileSource) throws(CRLFileError) -> CRLSet {
        if paths.isEmpty { return .none }
        var lists: [CRLDER] = []
        var octetsLeft = maximumTotalLength
        for path in paths {
            let octets: [UInt8]
            do throws(FileProblem) { octets = try files.read(path, limit: min(maximumFileLength, octetsLeft)) } catch {
                throw CRLFileError(file: path, line: nil, reason: error.reason)
            }
            octetsLeft -= octets.count
            lists += try Self.lists(octets, path, limit: maximumLists - lists.count)
        }
        return CRLSet(lists, source: paths.map { "file \(EscapedText($0))" }.joined(separator: " + "))
    }

    private static func lists(_ octets: [UInt8], _ path: String, limit: Int) throws(CRLFileError) -> [CRLDER] {
        if octets.isEmpty { throw CRLFileError(file: path, line: nil, reason: "the file is empty") }
        var limits = PEMLimits(blocks: limit)
        // The first one decides.
        limits.problems = 1
        let bundle = CRLBundle(octets, file: path, limits: limits)
        if let problem = bundle.problems.first {
            let isTooMany = problem.reason == .tooManyBlocks(limit: limit)
            throw CRLFileError(
                file: path, line: problem.line,
                reason: isTooMany ? "more than the limit of \(maximumLists) lists" : problem.reason.description)
        }
        guard bundle.lists.isEmpty else { return bundle.lists }
        if let other = bundle.skipped.first {
            throw CRLFileError(file: path, line: other.line, reason: "\(other.label) is no X509 CRL, and there is none in the file")
        }
        throw CRLFileError(file: path, line: nil, reason: "there is no X509 CRL in it")
    }
}

/// Why a file gives no revocation lists.
public struct CRLFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was given.
    public let file: String
    /// The line, counted from 1; nil if it is about the whole file.
    public let line: Int?
    /// One clause, safe to print.
    public let reason: String

    /// `crl.pem:12: the block is empty`.
    public var description: String {
        let place = line.map { "\(EscapedText(file)):\($0)" } ?? EscapedText(file).description
        return "\(place): \(reason)"
    }
}
