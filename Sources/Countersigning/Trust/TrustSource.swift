public import ServerIdentity
public import TrustAnchors

/// Where trust anchors come from. Several together: what any of them trusts is trusted, what any distrusts is not.
public enum TrustSource: Sendable {
    /// The store of this system: the usual files and directories, or else whatever GnuTLS was built with (p11-kit on
    /// some).
    case system
    /// A PEM bundle, or one DER certificate.
    case bundle(String)
    /// The files of a directory, hashed or not.
    case directory(String)
    /// A sidecar that `countersign roots import` wrote, plain or packed by xz, with distrust dates; `-` is standard
    /// input.
    case sidecar(String)
    /// PKCS#11 tokens by a `pkcs11:` URL, with what they distrust.
    case tokens(String)
    /// A source of the caller's own. It is handed a check that says why a certificate can't be an anchor, nil if it
    /// can, and throws `InputProblem` if it can't give any; what it leaves out it returns as skipped.
    case anchors(@Sendable (_ refusal: TrustStore.Acceptance) throws(InputProblem) -> LoadedAnchors)

    /// Anchors that the caller has already, DER each.
    ///
    /// - Parameters:
    ///   - certificates: at least one that can be an anchor.
    ///   - source: what to call them in reports.
    public static func certificates(_ certificates: [CertificateDER], source: String) -> TrustSource {
        .anchors { refusal throws(InputProblem) in
            var anchors: [TrustAnchor] = []
            var skipped: [SkippedBlock] = []
            for (index, certificate) in certificates.enumerated() {
                if let reason = refusal(certificate) {
                    skipped.append(SkippedBlock(file: source, line: nil, reason: "certificate \(index): \(reason)"))
                } else {
                    anchors.append(TrustAnchor(certificate, origin: source))
                }
            }
            do throws(EmptyTrustAnchorSet) {
                return LoadedAnchors(anchors: try TrustAnchorSet(anchors, source: source), skipped: skipped)
            } catch {
                let reason = skipped.first.map { ": \($0)" } ?? ""
                throw InputProblem(
                    code: .inputUnreadable, text: "no usable certificate in \(EscapedText(source))\(reason)")
            }
        }
    }
}
