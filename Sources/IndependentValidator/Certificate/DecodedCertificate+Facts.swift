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
            spkiSHA256: sha256(subjectPublicKeyInfo)
        )
    }

    private func sha256(_ octets: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: octets)) }
}
