import ServerIdentity

/// The certificates of a PEM file, each with its line, and everything that should have been one and is not.
///
/// RFC 7468, strictly where it protects the reader: inside a block only base64 and white space, with correct padding,
/// and exactly one DER element; boundaries fill their line. Text outside blocks is allowed, as all trust bundles have
/// it. A file that is one DER certificate is taken as such. The certificates of a PKCS#7 file (`.p7b`), PEM or DER, are
/// taken out of it.
///
/// Nothing is thrown: what was read and what was wrong stand beside each other, and the caller decides. The
/// certificates are *not* decoded. Takes time in proportion to the file, and reads no further than `PEMLimits`.
public struct PEMBundle: Sendable {
    /// The certificates, in the order of the file; the line of a DER file is 1.
    public private(set) var certificates: [PEMBlock] = []
    /// Blocks of other labels.
    public let skipped: [PEMSkippedBlock]
    /// Whether certificates came out of a PKCS#7 file, where their order says nothing.
    public let isUnordered: Bool
    /// What is wrong, in the order of the file; empty for a sound one.
    public private(set) var problems: [PEMProblem]
    /// Whether one of the limits was passed: then a problem says which, and the rest of the file was not read.
    public let isCutShort: Bool

    /// Reads the octets of a file, at most `maximumLength` of which are meant to be handed in.
    public init(_ octets: [UInt8], limits: PEMLimits = PEMLimits()) {
        let reader = PEMReader(octets, .certificate, limits)
        (skipped, problems, isUnordered) = (reader.skipped, reader.problems, reader.isUnordered)
        isCutShort = reader.isCutShort
        for block in reader.blocks {
            do throws(CertificateChainError) {
                certificates.append(PEMBlock(label: block.label, line: block.line, der: try CertificateDER(block.octets)))
            } catch {
                problems.append(PEMProblem(line: block.line, reason: .tooLarge(limit: CertificateDER.maximumLength)))
            }
        }
    }

    /// The lines that begin with a number sign, without it; each with its number, counted as the blocks' lines are. RFC
    /// 7468 has no comments, but most bundles do.
    public static func comments(in octets: [UInt8]) -> [(line: Int, text: String)] {
        var lines = PEMLines(octets)
        var comments: [(line: Int, text: String)] = []
        while let (number, text, _) = lines.next() {
            if text.first == UInt8(ascii: "#") { comments.append((number, String(decoding: text.dropFirst(), as: UTF8.self))) }
        }
        return comments
    }

    /// 64 MiB. The system's bundle has a quarter of one.
    public static let maximumLength = 64 * 1_024 * 1_024
}
