extension ChainQuestion {
    /// The places on a path, 0 for the leaf, of certificates whose revocation status the policy demands: those below
    /// the first anchor. Of a leaf that is an anchor itself only `leaf` and `chain` want to know.
    ///
    /// Engines end their paths at different anchors where several lie on one; what is demanded does not hang on that.
    ///
    /// - Parameter path: leaf first, anchor last.
    public func placesOfDemandedStatus(on path: [CertificateDER]) -> Range<Int> {
        let requirement = policy.revocation
        let hasCRLs = !crls.lists.isEmpty
        guard requirement.demandsStatus(at: 0, hasCRLs: hasCRLs) else { return 0..<0 }
        let trusted = path.firstIndex { certificate in
            anchors.anchors.contains { $0.certificate == certificate }
        }
        let end = trusted ?? max(0, path.count - 1)
        if end == 0 { return requirement == .leaf || requirement == .chain ? 0..<1 : 0..<0 }
        return 0..<(requirement.demandsStatus(at: 1, hasCRLs: hasCRLs) ? end : 1)
    }
}
