import ServerIdentity

/// Whether the leaf's key was used in the handshake as its keyUsage allows (RFC 5280 section 4.2.1.3).
///
/// GnuTLS breaks such a handshake off, unless its priorities say `%COMPAT`; OpenSSL and most clients let it be.
enum HandshakeUsage {
    /// - Parameters:
    ///   - tls: what was negotiated; a signature of the server's is named there.
    ///   - leaf: nil if it could not be decoded.
    ///   - isBrokenOff: whether the library itself found it.
    static func findings(_ tls: TLSFacts, _ leaf: CertificateFacts?, isBrokenOff: Bool = false) -> [Finding] {
        let signs = tls.signature != nil || tls.version == "TLS1.3"
        guard isBrokenOff || signs && leaf?.maySign == false else { return [] }
        let detail =
            "its keyUsage lacks digitalSignature, and its key signs in a handshake of \(tls.version)"
            + (isBrokenOff ? "; GnuTLS broke the handshake off" : "")
        return [
            Finding(
                .other(.keyUsageViolation, .noDigitalSignature, detail: detail), depth: 0,
                rule: "RFC 5280 section 4.2.1.3, RFC 8446 section 4.4.2.2", origin: .caller)
        ]
    }
}
