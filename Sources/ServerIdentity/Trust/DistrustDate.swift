/// The date until which a root program trusts an anchor for new certificates of servers: the one place that compares
/// it.
///
/// Q: The anchor's date and today? A: Nothing to do with each other. NSS compares the date with the leaf's notBefore,
/// so that what was issued before stays good until it ends. Three well-known converters of its list drop the anchor on
/// the day instead.
extension AnchorConstraints {
    /// Whether the anchor may be trusted for a server's certificate of this notBefore.
    ///
    /// - Parameter notBefore: nil where nobody can read it: then it may lie after any date.
    public func permits(leafIssuedAt notBefore: Instant?) -> Bool {
        guard let serverDistrustAfter else { return true }
        return notBefore.map { $0 <= serverDistrustAfter } ?? false
    }
}

extension RootProgramIndex {
    /// Why a leaf may not end at an anchor; nil if it may. The finding is about the leaf (depth 0): that is what must
    /// be replaced.
    ///
    /// The leaf's notBefore is compared, never today: what was issued before the date stays good until it ends. The
    /// date is about TLS servers alone.
    ///
    /// - Parameters:
    ///   - notBefore: the leaf's; nil where the engine can't read it: then the anchor is not trusted for it.
    ///   - anchor: where the path ends.
    ///   - name: the anchor's, escaped for printing; only asked for where there is a finding.
    ///   - purpose: what the leaf is to be used for.
    ///   - origin: who looks it up.
    ///   - native: the engine's own words; only asked for where there is a finding.
    public func finding(
        aboutLeafIssuedAt notBefore: Instant?, below anchor: CertificateDER, named name: @autoclosure () -> String,
        for purpose: Policy.Purpose, origin: Origin = .anchor, native: @autoclosure () -> NativeDetail? = nil
    ) -> Finding? {
        guard purpose == .serverAuthentication, hasDates, let constraints = dated[anchor],
            !constraints.permits(leafIssuedAt: notBefore),
            let date = constraints.serverDistrustAfter
        else { return nil }
        return Finding(
            .distrustedAfter(anchor: name(), date: date, notBefore: notBefore), depth: 0, rule: Self.dateRule,
            origin: origin, native: native())
    }

    /// The source of findings about certificates that were issued after an anchor's date.
    public static let dateRule = "RFC 5280 section 6.2, NSS CKA_NSS_SERVER_DISTRUST_AFTER"
}
