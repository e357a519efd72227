public import ServerIdentity

/// One block of a PEM file, decoded.
public struct PEMBlock: Hashable, Sendable {
    /// `CERTIFICATE`, or one of its two old names.
    public let label: String
    /// The line of its `-----BEGIN`, counted from 1.
    public let line: Int
    /// The octets: one DER element that fills them exactly. Nothing inside has been checked.
    public let der: CertificateDER

    /// Takes a decoded block.
    public init(label: String, line: Int, der: CertificateDER) {
        self.label = label
        self.line = line
        self.der = der
    }
}

/// A block that is no certificate and was left alone: a key, a CRL, parameters.
public struct PEMSkippedBlock: Hashable, Sendable {
    /// The label, escaped for printing.
    public let label: String
    /// The line of its `-----BEGIN`, counted from 1.
    public let line: Int

    /// What it is, if that is often taken for a certificate; nil otherwise.
    public var kind: OtherFileKind? { OtherFileKind(label: label) }
}

/// Something in a PEM file that should have been a block of the kind that is read, and is none.
public struct PEMProblem: Error, Hashable, Sendable {
    /// The line, counted from 1: of the offending octet where there is one, else of the block's `-----BEGIN`.
    public let line: Int
    /// What is wrong there.
    public let reason: Reason

    /// Takes a place and a reason.
    public init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }

    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The file ends inside the block.
        case missingEnd(label: String)
        /// Another block begins inside this one.
        case nestedBegin(label: String)
        /// The `-----END` names another label.
        case endLabelMismatch(begin: String, end: String)
        /// An `-----END` outside any block.
        case endWithoutBegin(label: String)
        /// A line that holds `-----BEGIN` or `-----END` but is no boundary: indented, or without its closing dashes.
        case malformedBoundary
        /// Not strict base64.
        case base64(Base64Problem)
        /// A block without content.
        case empty
        /// More octets than a block of its kind may hold (`CertificateDER.maximumLength`, `CRLDER.maximumLength`).
        case tooLarge(limit: Int)
        /// The octets are no DER element of constructed type SEQUENCE.
        case notDER
        /// The DER element is longer than the block.
        case truncatedDER(octets: Int, expected: Int)
        /// Octets after the end of the DER element.
        case trailingOctets(Int)
        /// OpenSSL's `TRUSTED CERTIFICATE`, which may say that the certificate is *not* trusted for servers.
        case trustedCertificate
        /// The file is something else that people have at hand, where a certificate belongs.
        case otherKind(OtherFileKind)
        /// Likewise, where a revocation list belongs.
        case noRevocationList(OtherFileKind)
        /// The file is UTF-16, as editors on Windows may write it.
        case utf16
        /// The file is UTF-16 without a byte order mark.
        case unmarkedUTF16(isBigEndian: Bool)
        /// The file is UTF-32.
        case utf32
        /// The file is base64 alone, as a block holds it between its boundaries.
        case noBoundaries(label: String)
        /// A PKCS#7 file without certificates.
        case noCertificates
        /// The file is neither PEM text nor DER.
        case binary
        /// More blocks of the kind that is read than `PEMLimits.blocks`; the rest of the file was not read.
        case tooManyBlocks(limit: Int)
        /// More blocks of other kinds than `PEMLimits.otherBlocks`; likewise.
        case tooManyOtherBlocks(limit: Int)
        /// More problems than `PEMLimits.problems`; likewise.
        case tooManyProblems(limit: Int)
        /// More lines than `PEMLimits.lines`; likewise.
        case tooManyLines(limit: Int)
    }
}

extension PEMProblem.Reason: CustomStringConvertible {
    /// One clause, safe to print.
    public var description: String {
        switch self {
        case .missingEnd(let label): "the file ends inside a \(label) block: no -----END line"
        case .nestedBegin(let label): "another block begins inside a \(label) block: no -----END line"
        case .endLabelMismatch(let begin, let end): "a \(begin) block ends as \(end)"
        case .endWithoutBegin(let label): "-----END \(label) without a -----BEGIN line"
        case .malformedBoundary: "this is no PEM boundary: it must fill its line, as -----BEGIN CERTIFICATE-----"
        case .base64(.notBase64(let octet)): "'\(EscapedText([octet]))' is not base64"
        case .base64(.misplacedPadding): "base64 padding in the wrong place"
        case .base64(.incomplete): "the base64 text is cut short"
        case .base64(.strayBits): "the last base64 character holds stray bits"
        case .empty: "the block is empty"
        case .tooLarge(let limit): "the block holds more than \(limit) octets"
        case .notDER: "the block holds no DER"
        case .truncatedDER(let octets, let expected): "the DER is cut short: \(octets) octets of \(expected)"
        case .trailingOctets(let count): "\(count) octets follow the DER"
        case .trustedCertificate:
            "OpenSSL's TRUSTED CERTIFICATE is not read: it may carry distrust that would be lost; if it is to be "
                + "trusted, take the certificate out: openssl x509 -in FILE -out leaf.pem"
        case .otherKind(let kind): "\(kind.naming); \(kind.advice)"
        case .noRevocationList(let kind): "\(kind.naming); \(kind.adviceForRevocationList)"
        case .utf16: "the file is UTF-16; save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE"
        case .unmarkedUTF16(let isBigEndian):
            "the file is UTF-16 without a byte order mark; save it as UTF-8: "
                + "iconv -f UTF-16\(isBigEndian ? "BE" : "LE") -t UTF-8 FILE"
        case .utf32: "the file is UTF-32; save it as UTF-8: iconv -f UTF-32 -t UTF-8 FILE"
        case .noBoundaries(let label):
            "the file is base64 alone: the line -----BEGIN \(label)----- before it and the line -----END \(label)----- "
                + "after it are missing"
        case .noCertificates: "this is a PKCS#7 file that holds no certificate"
        case .binary: "the file is neither PEM nor DER"
        case .tooManyBlocks(let limit): "more than the limit of \(limit) in a file; what follows is not read"
        case .tooManyOtherBlocks(let limit): "more than the limit of \(limit) other blocks; what follows is not read"
        case .tooManyProblems(let limit): "more than the limit of \(limit) problems; what follows is not read"
        case .tooManyLines(let limit): "more than the limit of \(limit) lines; what follows is not read"
        }
    }
}

extension PEMProblem: CustomStringConvertible {
    /// `line 12: the block is empty`.
    public var description: String { "line \(line): \(reason)" }
}
