extension DecodedCertificate {
    /// Whether another certificate may be the issuer of this one: its subject is this one's issuer (RFC 5280 section 6.1.3 (a)(4)),
    /// and the key identifiers agree where both give one (sections 4.2.1.1 and 4.2.1.2).
    ///
    /// A link by names is a possibility, not a proof: the signature is not checked.
    func isLinked(to issuer: DecodedCertificate) -> Bool {
        guard self.issuer == issuer.subject else { return false }
        guard let asked = authorityKeyIdentifier, let given = issuer.subjectKeyIdentifier else { return true }
        return asked == given
    }
}
