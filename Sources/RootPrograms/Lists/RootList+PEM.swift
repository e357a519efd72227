import Foundation
public import ServerIdentity

/// Text of a PEM bundle with what a reader of it should know, and a list made of such a bundle.
extension RootList {
    /// Roots of this list as a PEM bundle: each with its label, its SHA-256, and in a comment what PEM can't say.
    ///
    /// - Parameters:
    ///   - chosen: the roots, selected for the purpose.
    ///   - purpose: what they are trusted for.
    ///   - program: who made the file. No time is in it: the same roots give the same text.
    public func pem(of chosen: [ListedRoot], for purpose: RootPurpose, madeBy program: String) -> String {
        let dated = chosen.count { $0.distrustAfter(for: purpose) != nil }
        var text = """
            # \(chosen.count) roots for \(purpose.words), made by \(program) from \(Self.comment(source))
            # SHA-256 of the list: \(hexadecimal(sourceSHA256))

            """
        if let version { text += "# Version of the list: \(Self.comment(version))\n" }
        text += "# A PEM file can't say for what a root is trusted, nor what is distrusted (\(distrusted.count) entries). "
        text +=
            "\(dated) of these roots have a date after which\n# new certificates below them are not trusted; it stands beside them, and no "
        text += "program reads it here. The sidecar holds all of it.\n"
        for root in chosen {
            text += "\n# \(Self.comment(root.shownLabel))\n# SHA-256: \(hexadecimal(root.sha256))\n"
            if let date = root.distrustAfter(for: purpose) {
                text += "# Not trusted for certificates of \(purpose.words) that are issued after \(date)\n"
            }
            text += Self.block(root.certificate.der)
        }
        return text
    }

    private static func block(_ der: CertificateDER) -> String {
        let base64 = Data(der.octets).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN CERTIFICATE-----\n\(base64)\n-----END CERTIFICATE-----\n"
    }

    /// A label must not look like a boundary.
    private static func comment(_ text: String) -> String {
        EscapedText(text).description.replacing("-----", with: "- - -")
    }

    /// The certificates of a PEM file as a list that can't say what they are trusted for.
    ///
    /// - Parameters:
    ///   - certificates: decoded, each with its line.
    ///   - source: the file.
    ///   - sha256: of the file.
    public init(certificates: [(root: DescribedCertificate, line: Int)], source: String, sha256: [UInt8]) {
        var seen: Set<DescribedCertificate> = []
        let roots = certificates.filter { seen.insert($0.root).inserted }.map { certificate in
            ListedRoot(
                label: certificate.root.facts.subject, certificate: certificate.root, trust: PurposeTrust(), line: certificate.line)
        }
        self.init(roots: roots, distrusted: [], source: source, sourceSHA256: sha256, knowledge: .unknown)
    }
}

extension RootPurpose {
    /// `TLS servers`, `mail`, `programs`.
    public var words: String {
        switch self {
        case .server: "TLS servers"
        case .email: "mail"
        case .code: "programs"
        }
    }
}
