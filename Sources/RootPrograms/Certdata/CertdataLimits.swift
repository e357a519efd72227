/// How much of a certdata.txt is taken in. Mozilla's has 1.3 MB, 25,000 lines of at most 250 octets, and 335 objects.
public struct CertdataLimits: Hashable, Sendable {
    /// Octets of the file. Default: 32 MiB.
    public var octets = 32 * 1_024 * 1_024
    /// Octets of one line. Default: 16 KiB.
    public var octetsOfLine = 16 * 1_024
    /// Octets of one value. Default: 256 KiB, what a certificate may have (`CertificateDER.maximumLength`).
    public var octetsOfValue = 256 * 1_024
    /// Objects of the file. Default: 20,000.
    public var objects = 20_000
    /// Problems that are kept; after so many, reading ends with one more that says so. Default: 1,000.
    public var problems = 1_000

    /// The defaults.
    public init() {}
}
