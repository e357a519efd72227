import ServerIdentity

/// What the root program of the anchors forbids: certificates that no path may hold, and leaves that are younger than an anchor is trusted for.
///
/// Q: A distrusted certificate was presented, and a path around it holds? A: Refused, as GnuTLS does it with its blocklist: a server that presents one is not one
/// to trust by another way.
///
/// Q: The anchor's date and today? A: Nothing to do with each other. NSS compares the date with the leaf's notBefore, so that what was issued before stays good until
/// it ends (three well-known converters of its list drop the anchor on the day instead).
enum DistrustCheck {
    /// Why a certificate is distrusted by itself; nil if it is not.
    static func finding(_ certificate: PathCertificate, _ program: RootProgramIndex) -> Finding? {
        guard program.hasDistrusted else { return nil }
        let decoded = certificate.decoded
        return program.finding(
            about: decoded.der, number: CertificateNumber(issuer: decoded.issuer.octets, serial: decoded.serialNumber),
            depth: certificate.depth, subject: certificate.subjectText, anchor: certificate.anchorName)
    }

    /// Why a leaf may not end at an anchor; nil if it may.
    static func finding(
        _ leaf: PathCertificate, below anchor: PathCertificate, _ program: RootProgramIndex, _ purpose: Policy.Purpose
    ) -> Finding? {
        program.finding(
            aboutLeafIssuedAt: leaf.decoded.validity.notBefore, below: anchor.decoded.der, named: anchor.subjectText, for: purpose)
    }
}
