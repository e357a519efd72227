/// What the root program of a set of anchors forbids, found by certificate: made once for a set, by each engine.
///
/// It compares octets and decodes nothing: issuer and serial number of a certificate are read by the engine that asks, each by its own library.
public struct RootProgramIndex: Sendable {
    private let distrustedNumbers: [CertificateNumber: DistrustedCertificate]
    private let distrustedCertificates: [CertificateDER: DistrustedCertificate]
    private let dates: [CertificateDER: Instant]

    /// Takes what the set says of its anchors and of distrusted certificates.
    public init(_ set: TrustAnchorSet) {
        var numbers: [CertificateNumber: DistrustedCertificate] = [:]
        var certificates: [CertificateDER: DistrustedCertificate] = [:]
        for entry in set.distrusted {
            numbers[entry.number] = entry
            if let certificate = entry.certificate { certificates[certificate] = entry }
        }
        distrustedNumbers = numbers
        distrustedCertificates = certificates
        var dates: [CertificateDER: Instant] = [:]
        for anchor in set.anchors {
            if let date = anchor.constraints.serverDistrustAfter { dates[anchor.certificate] = date }
        }
        self.dates = dates
    }

    /// Whether any certificate is distrusted explicitly; if none is, nobody needs to read numbers.
    public var hasDistrusted: Bool { !distrustedNumbers.isEmpty }

    /// Whether any anchor has a distrust date.
    public var hasDates: Bool { !dates.isEmpty }

    /// The entry that distrusts a certificate; nil if none does.
    ///
    /// Q: Why by number where the entry has the octets? A: Whoever presents a certificate can change octets that nobody signed (the `s` of an ECDSA signature
    /// for `n - s`); issuer and serial number are signed, and a CA gives each number once (RFC 5280 section 4.1.2.2).
    ///
    /// - Parameters:
    ///   - certificate: which certificate.
    ///   - number: its issuer and serial number; nil where the engine can't read them: then the octets alone are compared.
    public func entry(for certificate: CertificateDER, number: CertificateNumber?) -> DistrustedCertificate? {
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
    ///   - anchor: the certificate's name if it is an anchor that was not presented; only asked for where there is a finding.
    ///   - native: the adapter's words; only asked for where there is a finding.
    public func finding(
        about certificate: CertificateDER, number: CertificateNumber?, depth: Int?, subject: @autoclosure () -> String,
        origin: Origin = .anchor, anchor: @autoclosure () -> String? = nil, native: @autoclosure () -> NativeDetail? = nil
    ) -> Finding? {
        guard hasDistrusted, let entry = entry(for: certificate, number: number) else { return nil }
        return Finding(
            .distrusted(subject: subject(), label: entry.label), depth: depth, rule: Self.distrustRule, origin: origin,
            anchor: anchor(), native: native())
    }

    /// Why a leaf may not end at an anchor; nil if it may. The finding is about the leaf (depth 0): that is what must be replaced.
    ///
    /// The leaf's notBefore is compared, never today: what was issued before the date stays good until it ends. The date is about TLS servers alone.
    ///
    /// - Parameters:
    ///   - notBefore: the leaf's; nil where the engine can't read it: then the anchor is not trusted for it.
    ///   - anchor: where the path ends.
    ///   - name: the anchor's, escaped for printing; only asked for where there is a finding.
    ///   - purpose: what the leaf is to be used for.
    ///   - origin: who looks it up.
    ///   - native: the adapter's words; only asked for where there is a finding.
    public func finding(
        aboutLeafIssuedAt notBefore: Instant?, below anchor: CertificateDER, named name: @autoclosure () -> String,
        for purpose: Policy.Purpose, origin: Origin = .anchor, native: @autoclosure () -> NativeDetail? = nil
    ) -> Finding? {
        guard purpose == .serverAuthentication, hasDates, let date = dates[anchor], notBefore.map({ $0 > date }) ?? true else {
            return nil
        }
        return Finding(
            .distrustedAfter(anchor: name(), date: date, notBefore: notBefore), depth: 0, rule: Self.dateRule, origin: origin,
            native: native())
    }

    /// The source of findings about distrusted certificates: RFC 5280 lets a verifier "further limit the set of valid certification paths that begin with a
    /// particular trust anchor", and NSS's list has the limits.
    public static let distrustRule = "RFC 5280 section 6.2, NSS CKT_NSS_NOT_TRUSTED"
    /// The source of findings about certificates that were issued after an anchor's date.
    public static let dateRule = "RFC 5280 section 6.2, NSS CKA_NSS_SERVER_DISTRUST_AFTER"
}

/// What a CA tells its certificates apart by (RFC 5280 section 4.1.2.2).
public struct CertificateNumber: Hashable, Sendable {
    /// The DER encoding of the issuer's Name.
    public let issuer: [UInt8]
    /// The content octets of the serialNumber INTEGER, without zeros in front.
    public let serial: [UInt8]

    /// Takes both as an engine's own library reads them. A serial number may come with the zero that keeps it positive, or without it, as many lists
    /// write it.
    public init(issuer: [UInt8], serial: [UInt8]) {
        self.issuer = issuer
        self.serial = serial.first == 0 ? Array(serial.drop { $0 == 0 }) : serial
    }

    /// Equal octets.
    public static func == (first: CertificateNumber, second: CertificateNumber) -> Bool {
        first.serial.isEqual(to: second.serial) && first.issuer.isEqual(to: second.issuer)
    }

    /// Hashes the serial number, which tells nearly all certificates apart.
    public func hash(into hasher: inout Hasher) { serial.hashWords(into: &hasher) }
}
