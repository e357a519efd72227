/// How much of a PEM file is taken in. Reading ends where a limit is passed, with a problem that says which: a file of
/// 64 MiB may hold two million lines that begin a block.
public struct PEMLimits: Hashable, Sendable {
    /// Blocks of the kind that is read. Default: 8,192, twice as many as a store may have anchors
    /// (`TrustStore.maximumAnchors`): a bundle may hold a certificate twice.
    public var blocks = 8_192
    /// Blocks of other kinds. Default: 10,000; a file of revocation lists may hold the certificates of their issuers.
    public var otherBlocks = 10_000
    /// Problems. Default: 1,000; in a file of certificates, each is one certificate that is missing.
    public var problems = 1_000
    /// Lines. Default: 4,000,000, twice as many as the largest file of revocation lists has (`CRLFiles`).
    public var lines = 4_000_000

    /// The defaults.
    public init() {}

    /// The defaults but for the number of blocks.
    public init(blocks: Int) { self.blocks = blocks }
}
