import ServerIdentity

enum ConstraintsTarget {
    static func check(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        guard octets.count >= 2 else { return 0 }
        let length = min(Int(octets[0]) << 8 | Int(octets[1]), octets.count - 2)
        let constraints = Array(octets[2..<2 + length])
        let names = Array(octets[(2 + length)...])
        guard
            let authority = MadeAuthority.root.issued(
                .intermediate, extensions: MadeAuthority.authority + [DERParts.extension(30, constraints, isCritical: true)]),
            let leaf = MadeAuthority.intermediate.issued(.server, extensions: [DERParts.extension(17, names)])
        else { return 0 }
        let answers = try SwiftEngine.answers(
            [leaf, authority], anchors: MadeAuthority.anchors, policies: [.default, .legacy], named: false)
        let accepted = answers.count(where: \.verdict.isAccepted)
        if accepted == 0 { return 0 }
        let permitted = subtrees(constraints, 0xA0)
        let excluded = subtrees(constraints, 0xA1)
        for name in DERParts.inside(names[...]) ?? [] {
            switch name.tag {
            case 0x82: try checkDomain(lower(name.content), permitted, excluded)
            case 0x87: try checkAddress(Array(name.content), permitted, excluded)
            default: break
            }
        }
        return accepted
    }

    private static func subtrees(_ constraints: [UInt8], _ tag: UInt8) -> [DERParts.Element] {
        let list = DERParts.inside(constraints[...])?.first { $0.tag == tag }
        return DERParts.leading(list?.content ?? []).compactMap { DERParts.inside($0.whole)?.first }
    }

    /// RFC 5280 section 4.2.1.10 for dNSNames, once more and in other words.
    private static func checkDomain(
        _ name: String, _ permitted: [DERParts.Element], _ excluded: [DERParts.Element]
    ) throws(BrokenInvariant) {
        let allowed = permitted.filter { $0.tag == 0x82 }.map { lower($0.content) }
        try require(allowed.isEmpty || allowed.contains { isWithin(name, $0) }, "'\(name)' lies in none of \(allowed)")
        for base in excluded where base.tag == 0x82 {
            let domain = lower(base.content)
            try require(!isWithin(name, domain), "'\(name)' lies in the excluded '\(domain)'")
            // A wildcard stands for the excluded name itself too.
            if name.hasPrefix("*."), !domain.hasPrefix("."), let dot = domain.firstIndex(of: ".") {
                try require(domain[dot...] != name.dropFirst(), "'\(name)' may be the excluded '\(domain)'")
            }
        }
    }

    private static func isWithin(_ name: String, _ base: String) -> Bool {
        if base.isEmpty { return true }
        if base.hasPrefix(".") { return name.hasSuffix(base) && name != base }
        return name == base || name.hasSuffix("." + base)
    }

    private static func checkAddress(
        _ address: [UInt8], _ permitted: [DERParts.Element], _ excluded: [DERParts.Element]
    ) throws(BrokenInvariant) {
        let allowed = permitted.filter { $0.tag == 0x87 }.map { Array($0.content) }
        try require(allowed.isEmpty || allowed.contains { isWithin(address, $0) }, "\(address) lies in none of \(allowed)")
        for base in excluded where base.tag == 0x87 {
            try require(!isWithin(address, Array(base.content)), "\(address) lies in the excluded \(Array(base.content))")
        }
    }

    private static func isWithin(_ address: [UInt8], _ network: [UInt8]) -> Bool {
        network.count == 2 * address.count
            && address.indices.allSatisfy { (address[$0] ^ network[$0]) & network[address.count + $0] == 0 }
    }

    private static func lower(_ octets: ArraySlice<UInt8>) -> String { String(decoding: octets, as: UTF8.self).lowercased() }
}
