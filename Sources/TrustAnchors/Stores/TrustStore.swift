public import ServerIdentity

/// Reads trust anchors from where people keep them: a bundle, a directory, the system's own store.
///
/// Whatever is left out is named with its file, its line where it has one, and the reason; a store that gives no anchor
/// is an error. It is *not* checked that an anchor is a CA, self-signed or still valid: the caller trusts it by naming
/// it, and engines judge it.
public enum TrustStore {
    /// Tells whether an engine can use a certificate: nil if it can, else one clause that says why not.
    public typealias Acceptance = (CertificateDER) -> String?

    /// 4,096 different certificates: the root programs of all systems together have under 1,000. Engines keep each of
    /// them decoded, in up to 20 KiB.
    public static let maximumAnchors = 4_096
    /// 8 MiB in all of them together: GnuTLS keeps 15 times their octets.
    public static let maximumOctets = 8 * 1_024 * 1_024

    /// Combines several stores into one, in the given order; a certificate that several hold is kept once, as the first
    /// one has it, with the earliest distrust date of all.
    ///
    /// What one of them distrusts is distrusted. Constraints are known if all of them know theirs.
    ///
    /// - Throws: `TrustStoreError.nothingToCombine` if there are none, `tooManyAnchors` beyond `maximumAnchors`.
    public static func combine(_ stores: [LoadedAnchors]) throws(TrustStoreError) -> LoadedAnchors {
        guard let first = stores.first else { throw .nothingToCombine }
        if stores.count == 1 { return first }
        return try collect(
            stores.flatMap(\.anchors.anchors), distrusted: stores.flatMap(\.anchors.distrusted),
            constraintKnowledge: stores.allSatisfy { $0.anchors.constraintKnowledge == .known } ? .known : .unknown,
            skipped: stores.flatMap(\.skipped), source: stores.map(\.anchors.source).joined(separator: " + "))
    }

    /// Makes the set, or the error that says why there is none.
    static func collect(
        _ anchors: [TrustAnchor], distrusted: [DistrustedCertificate] = [], constraintKnowledge: ConstraintKnowledge = .unknown,
        skipped: [SkippedBlock], source: String
    ) throws(TrustStoreError) -> LoadedAnchors {
        let set: TrustAnchorSet
        do throws(EmptyTrustAnchorSet) {
            set = try TrustAnchorSet(
                anchors, distrusted: distrusted, constraintKnowledge: constraintKnowledge, source: source)
        } catch {
            throw .noUsableCertificate(source: source, skipped: skipped)
        }
        return try LoadedAnchors(anchors: set, skipped: skipped).withinLimit()
    }
}
