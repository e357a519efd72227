/// Why a library does not accept a sound chain: an entry of the ledger or a class of difference, and what such a chain
/// has.
struct SoundChainReason {
    let library: String
    let entry: String
    /// One of these.
    let features: Set<SoundFeature>
    /// What the library does, and who says that the chain is sound all the same.
    let why: String

    private init(_ library: String, _ entry: String, _ features: Set<SoundFeature>, _ why: String) {
        (self.library, self.entry, self.features, self.why) = (library, entry, features, why)
    }

    /// A CA that has more than one certificate.
    private static let alternatives: Set<SoundFeature> = [
        .crossSignedByUnknown, .crossSignedByExpired, .crossSignedByTrusted, .crossSignatureExpired,
        .rootUnderOtherRoot,
        .renewedCertificate,
    ]

    private static let otherKindsOfConstraint: Set<SoundFeature> = [
        .permittedAddress, .permittedMail, .permittedURI, .permittedDirectory, .excludedAddress, .excludedMail,
        .excludedURI, .excludedDirectory,
    ]

    static let all = [
        SoundChainReason(
            "gnutls", "constraints-on-other-kinds", otherKindsOfConstraint,
            "compares dNSName alone with all its constraints (RFC 5280 section 4.2.1.10)"),
        SoundChainReason(
            "gnutls", "name-constraint-on-common-name", [.constraintOnDNSWithoutDNSName],
            "holds a common name to constraints on dNSName (RFC 5280 section 4.2.1.10)"),
        SoundChainReason(
            "gnutls", "critical-policy-extension", [.policyRequired, .policyMapping],
            "does not know policyConstraints and policyMappings (RFC 5280 sections 4.2.1.5 and 4.2.1.11)"
        ),
        SoundChainReason(
            "gnutls", "self-issued-counted", [.selfIssuedIntermediate],
            "counts a self-issued CA against pathLenConstraint (RFC 5280 section 4.2.1.9)"),
        SoundChainReason(
            "gnutls", "anchor-before-presented", [.selfIssuedIntermediate],
            "takes the anchor of a name before a CA of that name that was sent (RFC 5280 section 6.1)"),
        SoundChainReason(
            "gnutls", "namesake-of-issuer", [.twoAnchorsOfOneName, .selfIssuedIntermediate],
            "does not come back from a CA of the same name (RFC 5280 section 6.1)"),
        SoundChainReason(
            "gnutls", "any-usage-ca", [.anyPurposeOfCA, .anyPurposeOfRoot],
            "wants serverAuth beside anyExtendedKeyUsage (RFC 5280 section 4.2.1.12)"),
        SoundChainReason(
            "gnutls", "issuer-compared-as-octets", [.issuerSpelledOtherwise],
            "compares names octet by octet (RFC 5280 section 7.1)"),
        SoundChainReason(
            "gnutls", "rare-kind-of-name", [.rareKindOfName],
            "decodes no certificate with an x400Address or ediPartyName (RFC 5280 section 4.2.1.6)"),
        SoundChainReason(
            "gnutls", "out_of_scope", [.rareKindOfName],
            "the same, and that certificate is the only anchor (RFC 5280 section 4.2.1.6)"),
        SoundChainReason(
            "gnutls", "path_building", [.issuerSpelledOtherwise],
            "is asked about other paths only where the octets of names link them (RFC 5280 section 7.1)"),
        SoundChainReason(
            "openssl", "path_building", alternatives.union([.serverIsAnchor, .intermediateIsAnchor]),
            "does not come back from a certificate that leads nowhere, nor stop at an anchor (RFC 4158 section 2.4)"),
        SoundChainReason(
            "openssl", "namesake-of-issuer", [.twoAnchorsOfOneName, .selfIssuedIntermediate],
            "does not come back from a CA of the same name (RFC 5280 section 6.1)"),
        SoundChainReason(
            "openssl", "authority-serial-differs", [.authorityIssuerAndSerial],
            "wants the very certificate that the authority key identifier names (RFC 5280 section 4.2.1.1)"),
        SoundChainReason(
            "openssl", "last-second", [.lastSecond],
            "takes the second of notAfter for too late (RFC 5280 section 4.1.2.5)"),
        SoundChainReason(
            "openssl", "any-usage-ca", [.anyPurposeOfCA, .anyPurposeOfRoot],
            "wants serverAuth beside anyExtendedKeyUsage (RFC 5280 section 4.2.1.12)"),
        SoundChainReason(
            "openssl", "any-usage-server", [.anyPurposeOfServer],
            "wants serverAuth beside anyExtendedKeyUsage (RFC 5280 section 4.2.1.12)"),
        SoundChainReason(
            "openssl", "issuer-compared-as-octets", [.issuerSpelledOtherwise],
            "folds the letters of ASCII alone (RFC 5280 section 7.1)"),
        SoundChainReason(
            "openssl", "mail-in-subject", [.mailAddressInSubject],
            "holds an emailAddress of the subject to constraints beside a subjectAltName (RFC 5280 section 4.2.1.10)"),
    ]
}
