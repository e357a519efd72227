import GnuTLS
import IndependentValidator
import RootPrograms
import ServerIdentity
import TokenDistrust
import VerdictReport

/// What PKCS#11 modules have against certificates: those that they distrust, and from when on roots are not trusted for new ones.
struct TokenConstraints {
    /// By octets and number where a module has the certificate, by number alone where it does not.
    let distrusted: [DistrustedCertificate]
    private let dates: [CertificateDER: Instant]

    /// The module by which libraries that were built with p11-kit as their store trust.
    static let trustModule = "pkcs11:model=p11-kit-trust"

    init(distrusted: [DistrustedCertificate], dates: [CertificateDER: Instant]) {
        self.distrusted = distrusted
        self.dates = dates
    }

    /// Asks the tokens that a URL fits.
    ///
    /// - Parameter found: distrusted certificates that GnuTLS found there.
    /// - Throws: `InputProblem` if anything of it can't be told: nothing is trusted then whose distrust may be lost.
    init(_ url: String, beside found: [TokenCertificates.Entry] = []) throws(InputProblem) {
        func unusable(_ reason: String) -> InputProblem {
            InputProblem(
                code: .inputUnreadable,
                text: "can't read what \(EscapedText(url)) distrusts, so nothing of it is used: \(EscapedText(reason))")
        }
        let told: TokenDistrust
        do throws(TokenDistrustError) { told = try TokenDistrust(url: url) } catch { throw unusable(error.description) }
        var entries: [DistrustedCertificate] = []
        var seen: Set<DistrustedCertificate> = []
        for entry in found.map({ ($0.der, $0.label) }) + told.entries.map({ ($0.certificate, $0.label) }) where !entry.0.isEmpty {
            guard let distrusted = Self.distrusted(entry.0, entry.1) else {
                throw unusable("the object '\(entry.1)' distrusts a certificate that is too large")
            }
            if seen.insert(distrusted).inserted { entries.append(distrusted) }
        }
        let numbers = Set(entries.map(\.number))
        let others = told.entries.filter { $0.certificate.isEmpty }.map {
            DistrustedCertificate(issuer: $0.issuer, serial: $0.serial, label: EscapedText($0.label).description)
        }
        distrusted = entries + others.filter { !numbers.contains($0.number) }
        var dates: [CertificateDER: Instant] = [:]
        for dated in told.dates {
            // What is too large for a certificate is no anchor.
            guard let certificate = try? CertificateDER(dated.certificate) else { continue }
            guard let date = DistrustAfter(dated.date)?.instant else {
                throw unusable("the object '\(dated.label)' has a distrust date that is none")
            }
            dates[certificate] = min(dates[certificate] ?? date, date)
        }
        self.dates = dates
    }

    /// What is demanded of an anchor.
    func constraints(of anchor: CertificateDER) -> AnchorConstraints { AnchorConstraints(serverDistrustAfter: dates[anchor]) }

    /// What can't be decoded is distrusted by its octets alone; nil for what is too large.
    private static func distrusted(_ octets: [UInt8], _ label: String) -> DistrustedCertificate? {
        guard let der = try? CertificateDER(octets) else { return nil }
        let decoded = try? DecodedCertificate(der)
        return DistrustedCertificate(
            issuer: decoded?.issuer.octets ?? [], serial: decoded?.serialNumber ?? [], certificate: der,
            label: EscapedText(label).description)
    }
}
