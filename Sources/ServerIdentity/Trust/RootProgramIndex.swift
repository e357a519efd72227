/// What the root program of a set of anchors forbids, found by certificate: made once for a set, by each engine.
///
/// It compares octets and decodes nothing: issuer and serial number of a certificate are read by the engine that asks,
/// each by its own library.
public struct RootProgramIndex: Sendable {
    private let distrustedNumbers: [IssuerAndSerial: DistrustedCertificate]
    private let distrustedCertificates: [CertificateDER: DistrustedCertificate]
    /// Of anchors that have a distrust date.
    let dated: [CertificateDER: AnchorConstraints]

    /// Takes what the set says of its anchors and of distrusted certificates.
    public init(_ set: TrustAnchorSet) {
        var numbers: [IssuerAndSerial: DistrustedCertificate] = [:]
        var certificates: [CertificateDER: DistrustedCertificate] = [:]
        for entry in set.distrusted {
            numbers[entry.number] = entry
            if let certificate = entry.certificate { certificates[certificate] = entry }
        }
        distrustedNumbers = numbers
        distrustedCertificates = certificates
        var dated: [CertificateDER: AnchorConstraints] = [:]
        for anchor in set.anchors where anchor.constraints.serverDistrustAfter != nil {
            dated[anchor.certificate] = anchor.constraints
        }
        self.dated = dated
    }

    /// Whether any certificate is distrusted explicitly; if none is, nobody needs to read numbers.
    public var hasDistrusted: Bool { !distrustedNumbers.isEmpty }

    /// Whether any anchor has a distrust date.
    public var hasDates: Bool { !dated.isEmpty }

    /// The entry that distrusts a certificate; nil if none does.
    ///
    /// Q: Why by number where the entry has the octets? A: Whoever presents a certificate can change octets that nobody
    /// signed (the `s` of an ECDSA signature for `n - s`); issuer and serial number are signed, and a CA gives each
    /// number once (RFC 5280 section 4.1.2.2).
    ///
    /// - Parameters:
    ///   - certificate: which certificate.
    ///   - number: its issuer and serial number; nil where the engine can't read them: then the octets alone are
    ///     compared.
    public func entry(for certificate: CertificateDER, number: IssuerAndSerial?) -> DistrustedCertificate? {
        if let number, let entry = distrustedNumbers[number] { return entry }
        return distrustedCertificates.isEmpty ? nil : distrustedCertificates[certificate]
    }

    /// What is wrong with a distrusted certificate; nil if no entry distrusts it.
    ///
    /// - Parameters:
    ///   - certificate: which certificate.
    ///   - number: its issuer and serial number; nil where the engine can't read them.
    ///   - depth: its place in the chain as presented; nil if it was not presented.
    ///   - subject: its name, escaped for printing; only asked for where there is a finding.
    ///   - origin: who looks it up.
    ///   - anchor: the certificate's name if it is an anchor that was not presented; only asked for where there is a
    ///     finding.
    ///   - native: the adapter's words; only asked for where there is a finding.
    public func finding(
        about certificate: CertificateDER, number: IssuerAndSerial?, depth: Int?, subject: @autoclosure () -> String,
        origin: Origin = .anchor, anchor: @autoclosure () -> String? = nil, native: @autoclosure () -> NativeDetail? = nil
    ) -> Finding? {
        guard hasDistrusted, let entry = entry(for: certificate, number: number) else { return nil }
        return Finding(
            .distrusted(subject: subject(), label: entry.label), depth: depth, rule: Self.distrustRule, origin: origin,
            anchor: anchor(), native: native())
    }

    /// The source of findings about distrusted certificates: RFC 5280 lets a verifier "further limit the set of valid
    /// certification paths that begin with a particular trust anchor", and NSS's list has the limits.
    public static let distrustRule = "RFC 5280 section 6.2, NSS CKT_NSS_NOT_TRUSTED"
}
