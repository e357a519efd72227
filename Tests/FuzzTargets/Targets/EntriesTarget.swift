import ServerIdentity

/// The index of a revocation list's entries against a plain walk over them.
enum EntriesTarget {
    /// Serial numbers asked about, at most: those of the first entries, and one that no entry has.
    private static let maximumAsked = 6
    private static let absent: [UInt8] = [0x6E, 0x6F, 0x6E, 0x65]

    /// - Parameter octets: the content of revokedCertificates; from an odd first octet on, of an indirect list.
    static func check(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        guard let first = octets.first else { return 0 }
        let (content, isIndirect) = (octets.dropFirst(), !first.isMultiple(of: 2))
        let entries = DERParts.leading(content).compactMap { DERParts.inside($0.whole) }
        let list = list(Array(content), isIndirect)
        var asked = [absent]
        for entry in entries {
            guard let serial = entry.first, serial.tag == 0x02, (1...20).contains(serial.content.count) else {
                continue
            }
            if asked.count < maximumAsked, !asked.contains(Array(serial.content)) {
                asked.append(Array(serial.content))
            }
        }
        var accepted = 0
        for serial in asked {
            guard let leaf = MadeAuthority.root.issued(.server, serial: serial, extensions: [MadeAuthority.serverName])
            else {
                continue
            }
            let of = entries.filter { $0.first?.content.elementsEqual(serial) == true }
            for answer in try SwiftEngine.answers(
                [leaf], anchors: MadeAuthority.anchors, lists: [list], policies: [.default])
            {
                let isRevoked = answer.verdict.findings.contains { $0.id == .revoked }
                try require(!isRevoked || !of.isEmpty, "revoked, and no entry has its number")
                if answer.verdict.isAccepted {
                    accepted += 1
                    try require(!of.contains { isPlain($0) } || isIndirect, "accepted, and an entry revokes it")
                }
            }
        }
        return accepted
    }

    /// Whether an entry says nothing but that its certificate was revoked.
    private static func isPlain(_ entry: [DERParts.Element]) -> Bool { entry.count == 2 }

    private static func list(_ entries: [UInt8], _ isIndirect: Bool) -> [UInt8] {
        let scope = DERParts.extension(28, DERParts.sequence([0x84, 0x01, 0xFF]), isCritical: true)
        let extensions = [DERParts.extension(20, [0x02, 0x01, 0x02])] + (isIndirect ? [scope] : [])
        return MadeAuthority.root.signed(
            DERParts.sequence(
                [0x02, 0x01, 0x01], DERParts.ed25519, MadeAuthority.root.name,
                DERParts.value(0x17, Array("251201000000Z".utf8)), DERParts.value(0x17, Array("260201000000Z".utf8)),
                entries.isEmpty ? [] : DERParts.value(0x30, entries),
                DERParts.value(0xA0, DERParts.value(0x30, extensions.flatMap(\.self)))))
    }
}
