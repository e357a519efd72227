extension RootProgramIndex {
    /// What the program has against the certificates that a stapled OCSP response brings, as a clause about the
    /// response; nil if nothing.
    ///
    /// Whichever of them signed: who staples a distrusted one is not to be trusted by another. One that can't be read
    /// may be any.
    ///
    /// - Parameters:
    ///   - certificates: DER, in any order; nil if the engine can't take them out of the response.
    ///   - number: issuer and serial number as the engine reads them; nil if it can't.
    public func flaw(
        ofStapled certificates: (some Sequence<some Collection<UInt8>>)?, number: (CertificateDER) -> IssuerAndSerial?
    ) -> String? {
        guard hasDistrusted else { return nil }
        let unreadable = "brings certificates that can't be read, so that none is known not to be distrusted"
        guard let certificates else { return unreadable }
        for octets in certificates {
            guard let certificate = try? CertificateDER(Array(octets)) else { return unreadable }
            let number = number(certificate)
            if let entry = entry(for: certificate, number: number) {
                return "brings a certificate that the root program distrusts as '\(entry.label)'"
            }
            if number == nil { return unreadable }
        }
        return nil
    }
}
