import Crypto
public import ServerIdentity

extension DecodedCertificate {
    /// What the certificate says of itself, for reports, with its fingerprints; computed at each call.
    public var facts: CertificateFacts {
        let name = subject.text
        return CertificateFacts(
            subject: name, issuer: issuer.octets == subject.octets ? name : issuer.text, serial: hexadecimal(serialNumber),
            validity: validity, names: names,
            key: keyDescription.text, signatureAlgorithm: signatureAlgorithmIdentifier.signatureAlgorithmName,
            sha256: sha256(der.octets),
            spkiSHA256: sha256(subjectPublicKeyInfo), maySign: extensions.keyUsage?.contains(.digitalSignature) ?? true, isCA: isCA
        )
    }

    private func sha256(_ octets: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: octets)) }
}

extension DescribedCertificate {
    /// Decodes one certificate, as `DecodedCertificate` does, for those who need no more of it than its description.
    ///
    /// - Throws: `UndecodableCertificate` with the field and what is wrong with it.
    public init(decoding der: CertificateDER) throws(UndecodableCertificate) {
        self = try Self.describe { () throws(CertificateDecodingError) in try DecodedCertificate(der) }
    }

    fileprivate static func describe(
        _ decode: () throws(CertificateDecodingError) -> DecodedCertificate
    ) throws(UndecodableCertificate) -> DescribedCertificate {
        do throws(CertificateDecodingError) {
            let decoded = try decode()
            return DescribedCertificate(
                decoded.der, facts: decoded.facts, issuer: decoded.issuer.octets, subject: decoded.subject.octets,
                serial: decoded.serialNumber)
        } catch {
            throw UndecodableCertificate(error.description)
        }
    }
}

extension DecodedAnchors {
    /// Decodes a certificate that is to become an anchor, keeps what was decoded for the validator, and describes it.
    ///
    /// - Throws: `UndecodableCertificate` with the field and what is wrong with it.
    public func describe(_ der: CertificateDER) throws(UndecodableCertificate) -> DescribedCertificate {
        try DescribedCertificate.describe { () throws(CertificateDecodingError) in try decode(der) }
    }
}
