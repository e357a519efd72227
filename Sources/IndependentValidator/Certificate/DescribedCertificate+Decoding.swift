public import ServerIdentity

extension DecodedCertificate {
    /// What lists of certificates ask for.
    public var described: DescribedCertificate {
        DescribedCertificate(der, facts: facts, issuer: issuer.octets, subject: subject.octets, serial: serialNumber)
    }
}

extension DescribedCertificate {
    /// Decodes one certificate, as `DecodedCertificate` does, for those who need no more of it than its description.
    ///
    /// - Throws: `CertificateDecodingError` with the field and what is wrong with it.
    public init(decoding der: CertificateDER) throws(CertificateDecodingError) { self = try DecodedCertificate(der).described }
}
