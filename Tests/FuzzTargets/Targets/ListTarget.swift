import ServerIdentity

enum ListTarget {
    /// The serial number that the lists of PKITS revoke most.
    private static let serial: UInt8 = 0x0F
    private static let leaf = MadeAuthority.root.issued(
        .server, serial: [serial], extensions: [MadeAuthority.serverName])
    /// With a distribution point: every URI `http://a/`, all reasons.
    private static let pointing = MadeAuthority.root.issued(
        .server, serial: [serial],
        extensions: [
            MadeAuthority.serverName,
            DERParts.extension(
                31,
                DERParts.sequence(
                    DERParts.sequence(DERParts.value(0xA0, DERParts.value(0xA0, DERParts.value(0x86, Array("http://a/".utf8))))))),
        ])

    static func check(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        guard let leaf, let pointing else { throw BrokenInvariant("no leaf could be made") }
        for answer in try SwiftEngine.answers([leaf], anchors: MadeAuthority.anchors, lists: [octets]) {
            try require(!answer.verdict.isAccepted, "accepted by a list that nobody signed")
            let revokes = (answer.verdict.findings + answer.notes).contains { $0.id == .revoked }
            try require(!revokes, "revoked by a list that nobody signed")
        }
        guard let resigned = resigned(octets) else { return 0 }
        var accepted = 0
        for certificate in [leaf, pointing] {
            for answer in try SwiftEngine.answers(
                [certificate], anchors: MadeAuthority.anchors, lists: [resigned], policies: [.default, .rfc5280])
            where answer.verdict.isAccepted {
                accepted += 1
                try require(!plainlyRevokes(resigned), "accepted, and the list revokes it")
            }
            // A second list beside it: the older and the newer one, complete and delta.
            _ = try SwiftEngine.answers(
                [certificate], anchors: MadeAuthority.anchors, lists: [resigned, octets], revocation: .leaf, policies: [.default])
        }
        return accepted
    }

    /// The list as the made root would have issued it: the same contents but for algorithm and issuer.
    private static func resigned(_ octets: [UInt8]) -> [UInt8]? {
        guard let outer = DERParts.inside(octets[...]), let content = outer.first,
            var fields = DERParts.inside(content.whole)?.map(\.whole)
        else { return nil }
        let start = fields.first?.first == 0x02 ? 1 : 0
        guard fields.count > start + 1 else { return nil }
        fields[start] = DERParts.ed25519[...]
        fields[start + 1] = MadeAuthority.root.name[...]
        return MadeAuthority.root.signed(DERParts.value(0x30, fields.flatMap(\.self)))
    }

    /// Whether an entry has the leaf's serial number, in a list where nothing can make it mean something else:
    /// certificateIssuer, removeFromCRL.
    private static func plainlyRevokes(_ list: [UInt8]) -> Bool {
        guard let content = DERParts.inside(list[...])?.first, let fields = DERParts.inside(content.whole) else { return false }
        // After version, algorithm and issuer, the entries are the only SEQUENCE.
        guard let entries = fields.dropFirst(3).first(where: { $0.tag == 0x30 }), !contains(list, [0x55, 0x1D, 0x1D]),
            !contains(list, [0x0A, 0x01, 0x08])
        else { return false }
        return DERParts.leading(entries.content).contains {
            DERParts.inside($0.whole)?.first?.whole.elementsEqual([0x02, 0x01, serial]) ?? false
        }
    }

    private static func contains(_ octets: [UInt8], _ part: [UInt8]) -> Bool {
        octets.indices.contains { octets[$0...].starts(with: part) }
    }
}
