/// What GnuTLS said of a chain, and how it came to it.
public struct Verification: Sendable {
    /// The bits of the answer; empty means trusted.
    public private(set) var status: CertificateStatus
    /// The certificates that GnuTLS verified, in its order: the modern form of pyOpenSSL's verify callback.
    public let steps: [Step]

    /// The path that GnuTLS followed, DER, leaf first, as far as it got; the last issuer is included. A leaf that is
    /// itself an anchor is a path of one.
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

    /// The verification of a chain without a name, with what GnuTLS says of the leaf's names added: the status that one
    /// verification with that name would have given.
    public func adding(nameMatches: Bool) -> Verification {
        var complete = self
        if !nameMatches { complete.status.formUnion([.unexpectedOwner, .invalid]) }
        return complete
    }

    /// One certificate that GnuTLS verified.
    public struct Step: Sendable {
        /// The certificate as DER.
        public let certificate: [UInt8]
        /// The issuer that GnuTLS tried, as DER; nil if it found none.
        public let issuer: [UInt8]?
        /// What GnuTLS said of this certificate.
        public let status: CertificateStatus

        /// What the certificate says of itself; read from its octets at each call, because only refusals and reports
        /// ask.
        public var details: CertificateDetails? { CertificateDetails(der: certificate) }
        /// What the issuer that GnuTLS tried says of itself; nil if it found none. Read at each call.
        public var issuerDetails: CertificateDetails? { issuer.flatMap { CertificateDetails(der: $0) } }
    }
}
