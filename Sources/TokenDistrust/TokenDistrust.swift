import CP11Kit

/// What PKCS#11 modules have against certificates of TLS servers beyond what GnuTLS asks them: certificates that are
/// distrusted, also by issuer and serial number alone, and the dates after which roots are not trusted for new
/// certificates.
///
/// p11-kit's trust module knows both: it has an NSS trust object for each certificate of which it knows trust or
/// distrust, also where it has no certificate, and keeps the dates that its files give. Asked are the modules of
/// p11-kit's configuration. One that does not answer is passed over, unless that configuration calls it a source of
/// trust: `certificates` says whose tokens were asked. *Not* read: trust, distrust by a hash alone, and the trust
/// objects of PKCS#11 3.2, which p11-kit 0.24 does not have.
public struct TokenDistrust: Sendable {
    /// In the modules' order; one certificate may be there several times.
    public let entries: [Entry]
    /// Certificates with a distrust date for TLS servers.
    public let dates: [DistrustDate]
    /// DER of every certificate that was seen: for others than these the answer says nothing.
    public let certificates: Set<[UInt8]>
    /// How many certificates are marked as distrusted of which the modules have no octets; they are among the entries.
    public let distrustedWithoutOctets: Int

    /// Which modules are asked.
    public enum Modules: Sendable {
        /// All of p11-kit's configuration.
        case all
        /// Those that the configuration calls a source of trust (`trust-policy: yes`).
        case trustPolicy
    }

    /// A certificate that is distrusted: the module has its octets, or its issuer and serial number, or all.
    public struct Entry: Hashable, Sendable {
        /// The DER encoding of the issuer's Name, as the module has it; empty where it has none.
        public let issuer: [UInt8]
        /// The content octets of the serial number; empty where it has none.
        public let serial: [UInt8]
        /// DER; empty where the module has no certificate.
        public let certificate: [UInt8]
        /// The object's label, not escaped for printing; empty if it has none.
        public let label: String
    }

    /// A certificate below which new certificates are not trusted.
    public struct DistrustDate: Hashable, Sendable {
        /// DER.
        public let certificate: [UInt8]
        /// CKA_NSS_SERVER_DISTRUST_AFTER as the module has it: the text of a UTCTime or a GeneralizedTime, unless it is
        /// broken.
        public let date: [UInt8]
        /// The object's label, not escaped for printing; empty if it has none.
        public let label: String
    }

    /// Asks the tokens that a URL (RFC 7512) fits: `pkcs11:model=p11-kit-trust`, `pkcs11:` for all tokens. What it says
    /// of slots and objects narrows nothing: distrust holds for whatever the token is asked about. Nobody is asked for
    /// a PIN.
    ///
    /// - Throws: `TokenDistrustError` if the text is no such URL, a token breaks off, a source of trust does not
    ///   answer, or an entry can't be told: then distrust would be lost.
    public init(url: String, of modules: Modules = .all) throws(TokenDistrustError) {
        var found = FoundDistrust()
        try Tokens.forEach(url, of: modules) { (token) throws(TokenDistrustError) in
            try token.forEach(cp11kit_object_trust) { (values) throws(TokenDistrustError) in try found.takeTrust(values) }
            try token.forEach(cp11kit_object_certificate) { (values) throws(TokenDistrustError) in try found.takeCertificate(values)
            }
        }
        (entries, dates) = (found.entries, found.dates)
        (certificates, distrustedWithoutOctets) = (found.certificates, found.withoutOctets)
    }
}

/// Why nobody can tell what tokens distrust.
public struct TokenDistrustError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One clause, not escaped for printing: a module's labels may be in it.
    public let description: String

    init(_ reason: String) { description = reason }
}
