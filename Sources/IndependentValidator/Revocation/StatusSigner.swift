/// A certificate that may have signed a list or an OCSP response, already validated by a path to the anchor of the certificate in question.
struct StatusSigner: Sendable {
    let subject: DistinguishedName
    /// The DER encoding of SubjectPublicKeyInfo.
    let subjectPublicKeyInfo: [UInt8]
    let key: PublicKey
    /// subjectKeyIdentifier; nil if there is none.
    let subjectKeyIdentifier: [UInt8]?
    /// False if keyUsage is present and lacks cRLSign (RFC 5280 section 6.3.3 (f)).
    let maySignLists: Bool
}
