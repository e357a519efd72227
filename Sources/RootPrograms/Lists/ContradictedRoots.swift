import ServerIdentity

/// Roots whose issuer and serial number something else of the same list distrusts: distrust by these holds for every
/// certificate that has them.
struct ContradictedRoots {
    /// The places of the roots, each with the line of what distrusts it.
    let lines: [Int: Int]

    init(_ roots: [ListedRoot], _ distrusted: [DistrustedRoot]) {
        var entries: [IssuerAndSerial: (line: Int, sha256: [UInt8]?)] = [:]
        // A root that is distrusted for one purpose and trusted for another contradicts others of its name, not itself.
        for root in roots where root.trust.contains(.notTrusted) {
            entries[root.certificate.number] = (root.line, root.sha256)
        }
        for entry in distrusted { entries[entry.number] = (entry.line, nil) }
        var lines: [Int: Int] = [:]
        if !entries.isEmpty {
            for (place, root) in roots.enumerated() {
                guard let entry = entries[root.certificate.number], entry.sha256 != root.sha256 else { continue }
                lines[place] = entry.line
            }
        }
        self.lines = lines
    }
}
