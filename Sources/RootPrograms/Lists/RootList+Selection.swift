public import ServerIdentity

extension RootList {
    /// The roots that are trusted for a purpose, in the order of the list.
    ///
    /// Dates after which new certificates are distrusted do *not* take a root out: they are about the certificates
    /// below it, and the root is still needed for those issued before. What is explicitly distrusted is never among
    /// them.
    ///
    /// - Parameters:
    ///   - purpose: what the certificates below the root are used for.
    ///   - levels: which levels count; `notTrusted` never does.
    public func selected(for purpose: RootPurpose, levels: Set<TrustLevel> = [.trustedDelegator]) -> [ListedRoot] {
        // A PEM file has no levels: whoever made it has selected already.
        if knowledge == .unknown { return roots }
        return roots.filter { $0.trust[purpose] != .notTrusted && levels.contains($0.trust[purpose]) }
    }

    /// What no path may hold that is used for a purpose.
    public func distrusted(for purpose: RootPurpose) -> [DistrustedCertificate] {
        let entries = distrusted.filter { $0.trust[purpose] == .notTrusted }.map { entry in
            DistrustedCertificate(
                issuer: entry.issuer, serial: entry.serial, certificate: entry.certificate?.der, label: entry.shownLabel)
        }
        return entries
            + roots.filter { $0.trust[purpose] == .notTrusted }.map { root in
                DistrustedCertificate(
                    issuer: root.certificate.issuer, serial: root.certificate.serial, certificate: root.certificate.der,
                    label: root.shownLabel)
            }
    }

    /// The anchors for TLS servers with everything that the program demands of them.
    ///
    /// - Throws: `EmptyTrustAnchorSet` if no root is trusted for servers.
    public func serverAnchors(source: String) throws(EmptyTrustAnchorSet) -> TrustAnchorSet {
        let anchors = selected(for: .server).map { root in
            TrustAnchor(
                root.certificate.der, origin: root.shownLabel,
                constraints: AnchorConstraints(serverDistrustAfter: root.serverDistrustAfter))
        }
        return try TrustAnchorSet(anchors, distrusted: distrusted(for: .server), constraintKnowledge: knowledge, source: source)
    }
}
