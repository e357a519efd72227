/// What has to be known of a certificate to find its revocation status.
struct RevocationSubject: Sendable {
    /// The content octets of the serial number, without padding.
    let serialNumber: ArraySlice<UInt8>
    let issuer: DistinguishedName
    /// Whether basicConstraints say cA TRUE.
    let isCA: Bool
    /// cRLDistributionPoints; nil if there is no such extension.
    let distributionPoints: CRLDistributionPoints?

    /// Takes the serial number as encoded; octets of padding, which DER forbids, do not make it another number.
    init(
        serialNumber: ArraySlice<UInt8>, issuer: DistinguishedName, isCA: Bool, distributionPoints: CRLDistributionPoints?
    ) {
        self.serialNumber = Self.withoutPadding(serialNumber)
        self.issuer = issuer
        self.isCA = isCA
        self.distributionPoints = distributionPoints
    }

    /// The same number in as few octets as it needs.
    static func withoutPadding(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var octets = octets
        while octets.count > 1, let first = octets.first, first == 0 || first == 0xFF,
            octets[octets.startIndex + 1] & 0x80 == first & 0x80
        {
            octets = octets.dropFirst()
        }
        return octets
    }
}
