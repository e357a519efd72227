/// What GnuTLS said of a chain, and how it came to it.
public struct Verification: Sendable {
    /// The bits of the answer; empty means trusted.
    public let status: CertificateStatus
    /// The certificates that GnuTLS verified, in its order: the modern form of pyOpenSSL's verify callback.
    public let steps: [Step]

    /// The path that GnuTLS followed, DER, leaf first, as far as it got; the last issuer is included. A leaf that is itself an anchor
    /// is a path of one.
    public let path: [[UInt8]]

    init(status: CertificateStatus, steps: [Step], leaf: [UInt8]) {
        self.status = status
        self.steps = steps
        var path = [leaf]
        var current = leaf
        while let issuer = steps.first(where: { $0.certificate == current && $0.issuer != nil })?.issuer, !path.contains(issuer) {
            path.append(issuer)
            current = issuer
        }
        self.path = path
    }

    /// Whether GnuTLS accepts the chain: no bit at all is set.
    public var isTrusted: Bool { status.isEmpty }

    /// One certificate that GnuTLS verified.
    public struct Step: Sendable {
        /// The certificate as DER.
        public let certificate: [UInt8]
        /// The certificate's subject, RFC 4514 text as GnuTLS writes it (not escaped for printing).
        public let subject: String
        /// The issuer's name as the certificate gives it.
        public let issuerName: String
        /// Whether the certificate names itself as its issuer.
        public let isSelfIssued: Bool
        /// The issuer that GnuTLS tried, as DER; nil if it found none.
        public let issuer: [UInt8]?
        /// What the issuer that GnuTLS tried says of itself; nil if it found none.
        public let issuerFacts: IssuerFacts?
        /// What GnuTLS said of this certificate.
        public let status: CertificateStatus
        /// The certificate's notBefore in seconds since 1970, as GnuTLS reads it; -1 where it can't.
        public let notBefore: Int64
        /// The certificate's notAfter in seconds since 1970, as GnuTLS reads it; -1 where it can't.
        public let notAfter: Int64
        /// The key's size in bits.
        public let keyBits: Int
        /// Whether the key alone is below the security profile that was asked for.
        public let isKeyTooWeak: Bool
    }

    /// What an issuer says of itself, so that a refusal can be told by its cause.
    public struct IssuerFacts: Hashable, Sendable {
        /// The issuer's subject, RFC 4514 text as GnuTLS writes it (not escaped for printing).
        public let subject: String
        /// notBefore in seconds since 1970; -1 where GnuTLS can't read it.
        public let notBefore: Int64
        /// notAfter in seconds since 1970; -1 where GnuTLS can't read it.
        public let notAfter: Int64
        /// Whether its key usage forbids signing certificates (RFC 5280 section 4.2.1.3).
        public let mayNotSignCertificates: Bool
        /// Its pathLenConstraint (RFC 5280 section 4.2.1.9); nil if it has none.
        public let pathLength: Int?
    }
}
