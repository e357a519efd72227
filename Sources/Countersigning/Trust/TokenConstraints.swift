import GnuTLS
import IndependentValidator
import RootPrograms
import ServerIdentity
import TokenDistrust

/// What PKCS#11 modules have against certificates: those that they distrust, and from when on roots are not trusted for
/// new ones.
package struct TokenConstraints: Sendable {
    /// By octets and number where a module has the certificate, by number alone where it does not.
    let distrusted: [DistrustedCertificate]
    private let dates: [CertificateDER: Instant]

    init(distrusted: [DistrustedCertificate], dates: [CertificateDER: Instant]) {
        self.distrusted = distrusted
        self.dates = dates
    }

    /// Asks the tokens that a URL fits, after GnuTLS found certificates there.
    ///
    /// - Throws: `InputProblem` if anything of it can't be told: nothing is trusted then whose distrust may be lost.
    init(_ url: String, about found: TokenCertificates) throws(InputProblem) {
        let told = try Self.ask(url, of: .all, as: url)
        let trusted = found.trusted.filter { !$0.der.isEmpty }
        let distrusted = found.distrusted.filter { !$0.der.isEmpty }
        if let unknown = (trusted + distrusted).first(where: { !told.certificates.contains($0.der) }) {
            throw Self.unusable(url, "p11-kit does not come to the token of the object '\(unknown.label)'")
        }
        if found.distrusted.count - distrusted.count > told.distrustedWithoutOctets {
            throw Self.unusable(url, "p11-kit does not come to all of the objects that are distrusted")
        }
        try self.init(told, url)
    }

    /// Asks those modules that p11-kit's configuration calls sources of trust.
    package static func ofTrustModules() throws(InputProblem) -> TokenConstraints {
        let source = "p11-kit"
        return try TokenThread.ask(source) { () throws(InputProblem) in
            try TokenConstraints(ask("pkcs11:", of: .trustPolicy, as: source), source)
        }
    }

    private static func ask(
        _ url: String, of modules: TokenDistrust.Modules, as source: String
    ) throws(InputProblem) -> TokenDistrust {
        do throws(TokenDistrustError) { return try TokenDistrust(url: url, of: modules) } catch {
            throw unusable(source, error.description)
        }
    }

    private static func unusable(_ source: String, _ reason: String) -> InputProblem {
        InputProblem(
            code: .inputUnreadable,
            text:
                "can't tell what \(EscapedText(source)) distrusts, so nothing of it is used: \(EscapedText(reason)); mend it there, "
                + "or take roots from a file")
    }

    private init(_ told: TokenDistrust, _ source: String) throws(InputProblem) {
        var entries: [DistrustedCertificate] = []
        var seen: Set<DistrustedCertificate> = []
        for entry in told.entries where !entry.certificate.isEmpty {
            guard let distrusted = Self.distrusted(entry) else {
                throw Self.unusable(source, "the object '\(entry.label)' distrusts a certificate that is too large")
            }
            if seen.insert(distrusted).inserted { entries.append(distrusted) }
        }
        let numbers = Set(entries.map(\.number))
        let others = told.entries.filter { $0.certificate.isEmpty }.map {
            DistrustedCertificate(issuer: $0.issuer, serial: $0.serial, label: EscapedText($0.label).description)
        }
        distrusted = entries + others.filter { !numbers.contains($0.number) && seen.insert($0).inserted }
        var dates: [CertificateDER: Instant] = [:]
        for dated in told.dates {
            // What is too large for a certificate is no anchor.
            guard let certificate = try? CertificateDER(dated.certificate) else { continue }
            guard let date = DistrustAfter(dated.date)?.instant else {
                throw Self.unusable(source, "the object '\(dated.label)' has a distrust date that is none")
            }
            dates[certificate] = min(dates[certificate] ?? date, date)
        }
        self.dates = dates
    }

    /// What is demanded of an anchor.
    func constraints(of anchor: CertificateDER) -> AnchorConstraints { AnchorConstraints(serverDistrustAfter: dates[anchor]) }

    /// By the number that the module gives, where the certificate can't be decoded; nil for what is too large.
    private static func distrusted(_ entry: TokenDistrust.Entry) -> DistrustedCertificate? {
        guard let der = try? CertificateDER(entry.certificate) else { return nil }
        let decoded = try? DecodedCertificate(der)
        return DistrustedCertificate(
            issuer: decoded?.issuer.octets ?? entry.issuer, serial: decoded?.serialNumber ?? entry.serial, certificate: der,
            label: EscapedText(entry.label).description)
    }
}
