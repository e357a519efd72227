import ServerIdentity

/// Something whose trust under two lists is asked for.
struct ImpactSubject {
    /// The host, or the name of the file.
    let host: String
    let evidence: Evidence

    enum Evidence {
        /// What a server presented.
        case chain(CertificateChain)
        /// What one of our records says of the path along which a host was accepted.
        case accepted(RecordedPath)
        /// A record of a host that was not accepted, or not reached.
        case notAccepted
    }

    struct RecordedPath {
        /// Leaf first, anchor last.
        let certificates: [RecordedCertificate]
        /// When the leaf was issued.
        let issued: Instant
    }

    struct RecordedCertificate {
        let sha256: [UInt8]
        /// Nil where the record does not name it: an anchor that was not sent.
        let number: RecordedNumber?
    }
}

/// Issuer and serial number as reports have them: in words, which two issuers may share, and without zeros in front.
struct RecordedNumber {
    let issuer: String
    let serial: [UInt8]

    init(issuer: String, serial: [UInt8]) {
        self.issuer = issuer
        self.serial = Array(serial.drop { $0 == 0 })
    }

    init(_ root: DescribedCertificate) { self.init(issuer: root.facts.issuer, serial: root.serial) }
}
