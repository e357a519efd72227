public import ServerIdentity

/// Something whose trust under two lists is asked for.
public struct ImpactSubject: Sendable {
    /// The host, or the name of the file.
    public let host: String
    /// By what its trust can be told.
    public let evidence: Evidence

    /// Takes a host, and by what its trust can be told.
    public init(host: String, evidence: Evidence) {
        self.host = host
        self.evidence = evidence
    }

    /// By what the trust of a host can be told.
    public enum Evidence: Sendable {
        /// What a server presented.
        case chain(CertificateChain)
        /// What one of our records says of the path along which a host was accepted.
        case accepted(RecordedPath)
        /// A record of a host that was not accepted, or not reached.
        case notAccepted
    }

    /// A path as a record has it.
    public struct RecordedPath: Sendable {
        /// Leaf first, anchor last.
        public let certificates: [RecordedCertificate]
        /// When the leaf was issued.
        public let issued: Instant

        /// Takes the certificates, leaf first, and when the leaf was issued.
        public init(certificates: [RecordedCertificate], issued: Instant) {
            self.certificates = certificates
            self.issued = issued
        }
    }

    /// A certificate as a record has it.
    public struct RecordedCertificate: Sendable {
        /// SHA-256 of its DER encoding.
        public let sha256: [UInt8]
        /// Nil where the record does not name it: an anchor that was not sent.
        public let number: RecordedNumber?

        /// Takes what a record says of a certificate.
        public init(sha256: [UInt8], number: RecordedNumber?) {
            self.sha256 = sha256
            self.number = number
        }
    }
}

/// Issuer and serial number as reports have them: in words, which two issuers may share, and without zeros in front.
public struct RecordedNumber: Sendable {
    /// The issuer's name in words.
    public let issuer: String
    /// The serial number's octets, without zeros in front.
    public let serial: [UInt8]

    /// Takes a name and a number, with or without zeros in front.
    public init(issuer: String, serial: [UInt8]) {
        self.issuer = issuer
        self.serial = Array(serial.drop { $0 == 0 })
    }

    init(_ root: DescribedCertificate) { self.init(issuer: root.facts.issuer, serial: root.serial) }
}
