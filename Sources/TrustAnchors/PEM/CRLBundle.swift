public import ServerIdentity

/// The certificate revocation lists of a PEM file, each with its line, and everything that should have been one and is
/// not.
///
/// The rules are those of `PEMBundle`; the label is `X509 CRL` (RFC 7468 section 6) or the old `CRL`. A file that is
/// one DER element is taken as such. The lists are *not* decoded: whoever judges says what is wrong inside.
public struct CRLBundle: Sendable {
    /// The lists, in the order of the file, each named by `file:line`; the line of a DER file is 1.
    public let lists: [CRLDER]
    /// Blocks of other labels.
    public let skipped: [PEMSkippedBlock]
    /// What is wrong, in the order of the file; empty for a sound one.
    public let problems: [PEMProblem]

    /// Reads the octets of a file, by whose name the lists are named.
    public init(_ octets: [UInt8], file: String, limits: PEMLimits = PEMLimits(blocks: CRLFiles.maximumLists)) {
        let reader = PEMReader(octets, .revocationList, limits)
        lists = reader.blocks.map { CRLDER($0.octets, origin: "\(file):\($0.line)") }
        (skipped, problems) = (reader.skipped, reader.problems)
    }
}
