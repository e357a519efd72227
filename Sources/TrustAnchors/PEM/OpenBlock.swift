import ServerIdentity

/// A PEM block between its boundaries.
struct OpenBlock {
    let label: String
    let line: Int
    var lastLine: Int
    var content: Content
    var isDamaged = false

    enum Content {
        case base64(Base64Decoder)
        case problem(PEMProblem)
        /// Q: take the certificate and leave OpenSSL's trust settings out? A: no. They can say "rejected for servers",
        /// and a root that its owner rejected would become trusted. GnuTLS does not read these blocks either.
        case trustedCertificate
        case otherLabel
    }

    /// Whether certificates are to be taken out of it.
    let isPKCS7: Bool
    private let maximumLength: Int
    private static let pieceLength = 65_536

    init(label: String, line: Int, _ kind: PEMKind) {
        self.label = label
        self.line = line
        isPKCS7 = kind == .certificate && OtherFileKind(label: label) == .pkcs7
        maximumLength = isPKCS7 ? CertificateChain.maximumOctets : kind.maximumLength
        lastLine = line
        if kind.labels.contains(label) || isPKCS7 {
            content = .base64(Base64Decoder())
        } else if kind == .certificate, label == "TRUSTED CERTIFICATE" {
            content = .trustedCertificate
        } else {
            content = .otherLabel
        }
    }

    var shownLabel: String { EscapedText(label).description }

    mutating func take(_ text: ArraySlice<UInt8>, line: Int) {
        guard case .base64(var decoder) = content else { return }
        // Let go of the enum's copy, so that the decoder's octets are not copied for each line.
        content = .otherLabel
        if !text.isEmpty { lastLine = line }
        var rest = text
        // In pieces, so that a line of megabytes ends with the limit.
        while !rest.isEmpty {
            let piece = rest.prefix(Self.pieceLength)
            rest = rest.dropFirst(piece.count)
            for octet in decoder.takeGroups(piece) where !octet.isPEMSpace {
                if let problem = decoder.take(octet) {
                    content = .problem(PEMProblem(line: line, reason: .base64(problem)))
                    return
                }
            }
            if decoder.octets.count > maximumLength {
                content = .problem(PEMProblem(line: self.line, reason: .tooLarge(limit: maximumLength)))
                return
            }
        }
        content = .base64(decoder)
    }
}
