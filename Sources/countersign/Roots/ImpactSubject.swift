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
        /// SHA-256 of each certificate, leaf first, anchor last.
        let digests: [[UInt8]]
        /// When the leaf was issued.
        let issued: Instant
    }
}
