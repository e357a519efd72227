import GnuTLS
import IndependentValidator
import ServerIdentity
import TokenDistrust
import TrustAnchors
import VerdictReport

/// Anchors from PKCS#11 tokens, read through GnuTLS, so that all engines see the same certificates; what is distrusted by number is asked of p11-kit itself.
///
/// A token says which certificates it trusts, and p11-kit's trust module for what, and which are distrusted; it has no distrust dates, so that constraints stay unknown.
enum PKCS11Anchors {
    /// Whether an argument names tokens and no file.
    static func isURL(_ argument: String) -> Bool { argument.hasPrefix("pkcs11:") }

    /// - Parameter accepts: says why a certificate can't be an anchor; nil if it can.
    /// - Throws: `InputProblem` if the tokens can't be read or trust no usable certificate.
    static func load(_ url: String, accepts: TrustStore.Acceptance) throws(InputProblem) -> LoadedAnchors {
        let found: TokenCertificates
        do throws(GnuTLSError) { found = try TokenCertificates(url: url) } catch {
            throw InputProblem(code: .inputUnreadable, text: "can't read \(EscapedText(url)): \(EscapedText(error.description))")
        }
        let distrusted = try distrusted(found, url)
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
                anchors.append(TrustAnchor(der, origin: EscapedText(entry.label).description))
            }
        }
        for entry in found.forOtherPurposes {
            let reason = "not trusted for TLS servers by its module, only for other purposes"
            skipped.append(SkippedBlock(file: "\(url) \(entry.label)", line: nil, reason: reason))
        }
        do throws(EmptyTrustAnchorSet) {
            let set = try TrustAnchorSet(
                anchors, distrusted: distrusted, source: "tokens \(EscapedText(url))")
            return LoadedAnchors(anchors: set, skipped: skipped)
        } catch {
            let others = found.unmarked + found.distrusted.count
            let why =
                skipped.first.map { "the first of \(skipped.count) that can't be used: \($0.reason)" }
                ?? "\(others) other certificates fit, of which the tokens mark none as trusted"
            throw InputProblem(code: .inputUnreadable, text: "no trusted certificate in \(EscapedText(url)): \(why)")
        }
    }

    /// Whatever of the tokens is distrusted: by octets and number where they have the certificate, by number alone where they do not.
    private static func distrusted(_ found: TokenCertificates, _ url: String) throws(InputProblem) -> [DistrustedCertificate] {
        let byNumber: [TokenDistrust.Entry]
        do throws(TokenDistrustError) { byNumber = try TokenDistrust(url: url).entries } catch {
            throw InputProblem(
                code: .inputUnreadable,
                text: "can't read what \(EscapedText(url)) distrusts, so nothing of it is used: \(EscapedText(error.description))")
        }
        let labels = Set(byNumber.map(\.label))
        if let lost = found.distrusted.first(where: { $0.der.isEmpty && !labels.contains($0.label) }) {
            throw InputProblem(
                code: .inputUnreadable,
                text:
                    "\(EscapedText(url)) distrusts '\(EscapedText(lost.label))' without saying which certificate that is, so nothing of it is used"
            )
        }
        let entries = found.distrusted.compactMap(distrusted)
        let numbers = Set(entries.map(\.number))
        let others = byNumber.map {
            DistrustedCertificate(issuer: $0.issuer, serial: $0.serial, label: EscapedText($0.label).description)
        }
        return entries + others.filter { !numbers.contains($0.number) }
    }

    /// What can't be decoded is distrusted by its octets alone; nil where there are none.
    private static func distrusted(_ entry: TokenCertificates.Entry) -> DistrustedCertificate? {
        guard let der = try? CertificateDER(entry.der) else { return nil }
        let decoded = try? DecodedCertificate(der)
        return DistrustedCertificate(
            issuer: decoded?.issuer.octets ?? [], serial: decoded?.serialNumber ?? [], certificate: der,
            label: EscapedText(entry.label).description)
    }
}
