import ServerIdentity

/// The certificates of a PEM file, each with its line, and everything that should have been one and is not.
///
/// RFC 7468, strictly where it protects the reader: inside a block only base64 and white space, with correct padding, and
/// exactly one DER element; boundaries fill their line. Text outside blocks is allowed, as all trust bundles have it. A file
/// that is one DER certificate is taken as such.
///
/// Nothing is thrown: what was read and what was wrong stand beside each other, and the caller decides. The certificates are
/// *not* decoded. Takes time in proportion to the file.
public struct PEMBundle: Sendable {
    /// The certificates, in the order of the file; the line of a DER file is 1.
    public private(set) var certificates: [PEMBlock] = []
    /// Blocks of other labels.
    public private(set) var skipped: [PEMSkippedBlock] = []
    /// What is wrong, in the order of the file; empty for a sound one.
    public private(set) var problems: [PEMProblem] = []

    /// Reads the octets of a file, at most `maximumLength` of which are meant to be handed in.
    public init(_ octets: [UInt8]) {
        if DERElement.looksLikeDER(octets) {
            accept(octets, label: Self.certificateLabel, line: 1)
            return
        }
        if octets.contains(0) {
            problems.append(PEMProblem(line: 1, reason: .binary))
            return
        }
        read(PEMLines(octets))
    }

    /// 64 MiB. The system's bundle has a quarter of one; a hundred thousand certificates still fit.
    public static let maximumLength = 64 * 1_024 * 1_024

    private mutating func read(_ given: PEMLines) {
        var lines = given
        var block: OpenBlock?
        while let (number, text) = lines.next() {
            switch PEMLine(text) {
            case .begin(let label):
                if let open = block { fail(open.line, .nestedBegin(label: open.shownLabel)) }
                block = OpenBlock(label: label, line: number)
            case .end(let label):
                if let open = block {
                    close(open, asLabel: label)
                } else {
                    fail(number, .endWithoutBegin(label: EscapedText(label).description))
                }
                block = nil
            case .malformedBoundary:
                // A key's block is not looked into, but a damaged boundary may hide a certificate after it.
                fail(number, .malformedBoundary)
                block?.isDamaged = true
            case .text: block?.take(text, line: number)
            }
        }
        if let open = block { fail(open.line, .missingEnd(label: open.shownLabel)) }
    }

    private mutating func close(_ block: OpenBlock, asLabel label: String) {
        if block.isDamaged { return }
        if block.label != label {
            fail(block.line, .endLabelMismatch(begin: block.shownLabel, end: EscapedText(label).description))
            return
        }
        switch block.content {
        case .otherLabel: skipped.append(PEMSkippedBlock(label: block.shownLabel, line: block.line))
        case .trustedCertificate: fail(block.line, .trustedCertificate)
        case .problem(let problem): problems.append(problem)
        case .base64(var decoder):
            if let problem = decoder.finish() {
                fail(block.lastLine, .base64(problem))
            } else if decoder.octets.isEmpty {
                fail(block.line, .empty)
            } else {
                accept(decoder.octets, label: block.label, line: block.line)
            }
        }
    }

    private mutating func accept(_ octets: [UInt8], label: String, line: Int) {
        if let reason = DERElement.problem(in: octets) {
            fail(line, reason)
            return
        }
        do throws(CertificateChainError) {
            certificates.append(PEMBlock(label: label, line: line, der: try CertificateDER(octets)))
        } catch {
            fail(line, error == .emptyCertificate ? .empty : .tooLarge)
        }
    }

    private mutating func fail(_ line: Int, _ reason: PEMProblem.Reason) {
        problems.append(PEMProblem(line: line, reason: reason))
    }

    private static let certificateLabel = "CERTIFICATE"
}

/// A block between its boundaries.
private struct OpenBlock {
    let label: String
    let line: Int
    var lastLine: Int
    var content: Content
    var isDamaged = false

    enum Content {
        case base64(Base64Decoder)
        case problem(PEMProblem)
        /// Q: take the certificate and leave OpenSSL's trust settings out? A: no. They can say "rejected for servers", and a
        /// root that its owner rejected would become trusted. GnuTLS does not read these blocks either.
        case trustedCertificate
        case otherLabel
    }

    init(label: String, line: Int) {
        self.label = label
        self.line = line
        lastLine = line
        switch label {
        // RFC 7468 section 5.3: readers may treat the old names like CERTIFICATE.
        case "CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE": content = .base64(Base64Decoder())
        case "TRUSTED CERTIFICATE": content = .trustedCertificate
        default: content = .otherLabel
        }
    }

    var shownLabel: String { EscapedText(label).description }

    mutating func take(_ text: ArraySlice<UInt8>, line: Int) {
        guard case .base64(var decoder) = content else { return }
        // Let go of the enum's copy, so that the decoder's octets are not copied for each line.
        content = .otherLabel
        if !text.isEmpty { lastLine = line }
        for octet in text where !octet.isPEMSpace {
            if let problem = decoder.take(octet) {
                content = .problem(PEMProblem(line: line, reason: .base64(problem)))
                return
            }
        }
        if decoder.octets.count > CertificateDER.maximumLength {
            content = .problem(PEMProblem(line: self.line, reason: .tooLarge))
            return
        }
        content = .base64(decoder)
    }
}
