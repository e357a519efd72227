public import ServerIdentity

/// Something whose trust under two lists is asked for.
public struct ImpactSubject: Sendable {
    /// The host, or the name of the file.
    public let host: String
    /// By what its trust can be told.
    public let evidence: Evidence

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
        let certificates: [RecordedCertificate]
        /// When the leaf was issued.
        let issued: Instant
    }

    /// A certificate as a record has it.
    public struct RecordedCertificate: Sendable {
        let sha256: [UInt8]
        /// Nil where the record does not name it: an anchor that was not sent.
        let number: RecordedNumber?
    }
}

/// Issuer and serial number as reports have them: in words, which two issuers may share, and without zeros in front.
public struct RecordedNumber: Sendable {
    let issuer: String
    let serial: [UInt8]

    init(issuer: String, serial: [UInt8]) {
        self.issuer = issuer
        self.serial = Array(serial.drop { $0 == 0 })
    }

    init(_ root: DescribedCertificate) { self.init(issuer: root.facts.issuer, serial: root.serial) }
}
