import GnuTLS
import ServerIdentity
import TrustAnchors

/// Anchors from PKCS#11 tokens, read through GnuTLS, so that all engines see the same certificates, with what the
/// tokens have against certificates.
///
/// A token says which certificates it trusts, and p11-kit's trust module for what, which are distrusted and from when
/// on. Whether it has all that its root program says nobody can tell: constraints stay unknown.
enum PKCS11Anchors {
    /// Whether an argument names tokens and no file.
    static func isURL(_ argument: String) -> Bool { argument.hasPrefix("pkcs11:") }

    /// - Parameter accepts: says why a certificate can't be an anchor; nil if it can.
    /// - Throws: `InputProblem` if the tokens can't be read or trust no usable certificate.
    static func load(_ url: String, accepts: TrustStore.Acceptance) throws(InputProblem) -> LoadedAnchors {
        let (found, constraints) = try TokenThread.ask(url) { () throws(InputProblem) in try ask(url) }
        var anchors: [TrustAnchor] = []
        var skipped: [SkippedBlock] = []
        for entry in found.trusted {
            let origin = "\(url) \(entry.label)"
            guard let der = try? CertificateDER(entry.der) else {
                skipped.append(SkippedBlock(file: origin, line: nil, reason: "the object has no octets, or too many"))
                continue
            }
            if let reason = accepts(der) {
                skipped.append(SkippedBlock(file: origin, line: nil, reason: reason))
            } else {
                let origin = EscapedText(entry.label).description
                anchors.append(TrustAnchor(der, origin: origin, constraints: constraints.constraints(of: der)))
            }
        }
        for entry in found.forOtherPurposes {
            let reason = "not trusted for TLS servers by its module, only for other purposes"
            skipped.append(SkippedBlock(file: "\(url) \(entry.label)", line: nil, reason: reason))
        }
        do throws(EmptyTrustAnchorSet) {
            let set = try TrustAnchorSet(anchors, distrusted: constraints.distrusted, source: "tokens \(EscapedText(url))")
            return LoadedAnchors(anchors: set, skipped: skipped)
        } catch {
            let others = found.unmarked + found.distrusted.count
            let why =
                skipped.first.map { "the first of \(skipped.count) that can't be used: \($0.reason)" }
                ?? "\(others) other certificates fit, of which the tokens mark none as trusted"
            throw InputProblem(code: .inputUnreadable, text: "no trusted certificate in \(EscapedText(url)): \(why)")
        }
    }

    private static func ask(_ url: String) throws(InputProblem) -> (TokenCertificates, TokenConstraints) {
        let found: TokenCertificates
        do throws(GnuTLSError) { found = try TokenCertificates(url: url) } catch {
            throw InputProblem(code: .inputUnreadable, text: "can't read \(EscapedText(url)): \(EscapedText(error.description))")
        }
        return (found, try TokenConstraints(url, about: found))
    }
}
