import LocalFiles
import ServerIdentity

/// What a reader of PEM looks for.
enum PEMKind {
    case certificate
    case revocationList

    /// RFC 7468 sections 5.3 and 6: readers may treat the old names like the new ones.
    var labels: [String] {
        switch self {
        case .certificate: ["CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"]
        case .revocationList: ["X509 CRL", "CRL"]
        }
    }

    /// Octets of one block.
    var maximumLength: Int {
        switch self {
        case .certificate: CertificateDER.maximumLength
        case .revocationList: CRLDER.maximumLength
        }
    }
}

/// Reads the blocks of one kind from a PEM file, or the one DER element that a file is. The rules are told at
/// `PEMBundle`.
struct PEMReader {
    struct Block {
        let label: String
        let line: Int
        /// One DER element that fills them exactly.
        let octets: [UInt8]
    }

    private(set) var blocks: [Block] = []
    private(set) var skipped: [PEMSkippedBlock] = []
    private(set) var problems: [PEMProblem] = []
    /// Whether certificates came out of a PKCS#7 file, where their order says nothing.
    private(set) var isUnordered = false
    /// Whether a limit was passed: then the last problem says which, and nothing more was read.
    private(set) var isCutShort = false
    private let kind: PEMKind
    private let limits: PEMLimits

    init(_ octets: [UInt8], _ kind: PEMKind, _ limits: PEMLimits) {
        self.kind = kind
        self.limits = limits
        let known = OtherFileKind(der: octets)
        // Short ones are taken for DER if they are of a known kind, and nothing follows.
        if DERElement.looksLikeDER(octets) || known != nil && DERElement.problem(in: octets) == nil {
            switch (kind, known) {
            case (.certificate, .pkcs7): acceptPKCS7(octets, line: 1)
            // What is of no known kind may be a damaged one of the kind that is wanted.
            case (.certificate, .certificate), (.revocationList, .revocationList), (_, nil):
                accept(octets, label: kind.labels[0], line: 1)
            case (.certificate, let other?): fail(1, .otherKind(other))
            case (.revocationList, let other?): fail(1, .noRevocationList(other))
            }
            return
        }
        if let encoding = Self.encoding(of: octets) {
            fail(1, encoding)
            return
        }
        if octets.place(of: 0, from: 0) != nil {
            fail(1, .binary)
            return
        }
        read(PEMLines(octets))
        if blocks.isEmpty, skipped.isEmpty, problems.isEmpty, Self.isBareBase64(octets) {
            fail(1, .noBoundaries(label: kind.labels[0]))
        }
    }

    /// Which encoding a text has that is not read here; nil for any other file.
    private static func encoding(of octets: [UInt8]) -> PEMProblem.Reason? {
        // The mark of UTF-32 begins as that of UTF-16 does.
        if octets.starts(with: [0xFF, 0xFE, 0, 0]) || octets.starts(with: [0, 0, 0xFE, 0xFF]) { return .utf32 }
        if octets.starts(with: [0xFF, 0xFE]) || octets.starts(with: [0xFE, 0xFF]) { return .utf16 }
        // Without a mark: characters of ASCII, each beside a NUL.
        let begin = octets.prefix(64)
        guard begin.count >= 8 else { return nil }
        for isBigEndian in [false, true] {
            let isText = begin.enumerated().allSatisfy { place, octet in
                (place % 2 == 0) == isBigEndian ? octet == 0 : (0x09..<0x7F).contains(octet)
            }
            if isText { return .unmarkedUTF16(isBigEndian: isBigEndian) }
        }
        return nil
    }

    /// Whether a text is base64 from its beginning to its end, and what it encodes begins as a SEQUENCE of 128 octets
    /// or more does.
    private static func isBareBase64(_ octets: [UInt8]) -> Bool {
        guard let begin = octets.firstIndex(where: { !$0.isPEMSpace && $0 != 0x0A && $0 != 0x0D }),
            octets[begin...].starts(with: "MI".utf8)
        else { return false }
        var decoder = Base64Decoder()
        for octet in octets[begin...] where !octet.isPEMSpace && octet != 0x0A && octet != 0x0D {
            if decoder.take(octet) != nil { return false }
        }
        return decoder.finish() == nil && DERElement.looksLikeDER(decoder.octets)
    }

    private mutating func read(_ given: PEMLines) {
        var lines = given
        var block: OpenBlock?
        while !isCutShort, let (number, text, dash) = lines.next() {
            if number > limits.lines {
                cutShort(number, .tooManyLines(limit: limits.lines))
                return
            }
            switch PEMLine(text, firstDash: dash) {
            case .begin(let label):
                if let open = block { fail(open.line, .nestedBegin(label: open.shownLabel)) }
                block = OpenBlock(label: label, line: number, kind)
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
        case .otherLabel: skip(block)
        case .trustedCertificate: fail(block.line, .trustedCertificate)
        case .problem(let problem): fail(problem.line, problem.reason)
        case .base64(var decoder):
            if let problem = decoder.finish() {
                fail(block.lastLine, .base64(problem))
            } else if decoder.octets.isEmpty {
                fail(block.line, .empty)
            } else if block.isPKCS7 {
                acceptPKCS7(decoder.octets, line: block.line)
            } else {
                accept(decoder.octets, label: block.label, line: block.line)
            }
        }
    }

    private mutating func acceptPKCS7(_ octets: [UInt8], line: Int) {
        guard let certificates = PKCS7(octets, limit: limits.blocks) else {
            fail(line, .otherKind(.pkcs7))
            return
        }
        isUnordered = true
        if certificates.isEmpty { fail(line, .noCertificates) }
        for certificate in certificates {
            accept(Array(certificate), label: kind.labels[0], line: line)
            if isCutShort { return }
        }
    }

    private mutating func accept(_ octets: [UInt8], label: String, line: Int) {
        if blocks.count == limits.blocks {
            cutShort(line, .tooManyBlocks(limit: limits.blocks))
        } else if let reason = DERElement.problem(in: octets) {
            fail(line, reason)
        } else if octets.count > kind.maximumLength {
            fail(line, .tooLarge(limit: kind.maximumLength))
        } else {
            blocks.append(Block(label: label, line: line, octets: octets))
        }
    }

    private mutating func skip(_ block: OpenBlock) {
        if skipped.count == limits.otherBlocks {
            cutShort(block.line, .tooManyOtherBlocks(limit: limits.otherBlocks))
        } else {
            skipped.append(PEMSkippedBlock(label: block.shownLabel, line: block.line))
        }
    }

    private mutating func fail(_ line: Int, _ reason: PEMProblem.Reason) {
        if isCutShort { return }
        if problems.count == limits.problems {
            cutShort(line, .tooManyProblems(limit: limits.problems))
        } else {
            problems.append(PEMProblem(line: line, reason: reason))
        }
    }

    private mutating func cutShort(_ line: Int, _ reason: PEMProblem.Reason) {
        isCutShort = true
        problems.append(PEMProblem(line: line, reason: reason))
    }
}
