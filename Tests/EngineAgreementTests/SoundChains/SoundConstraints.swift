import TestKit

/// nameConstraints that names below them keep.
enum SoundConstraints {
    /// The content of the extension.
    ///
    /// - Parameters:
    ///   - below: every name of the certificates below, subjects included as directory names.
    ///   - base: what all subjects begin with.
    static func content(
        on below: [SoundName], base: SoundSubject, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) -> [UInt8] {
        var permitted: [[UInt8]] = []
        var excluded: [[UInt8]] = []
        // A URI without a host meets no constraint on URIs (RFC 5280 section 4.2.1.10).
        let hasHostlessURI = below.contains { if case .uri(let uri) = $0 { !uri.contains("//") } else { false } }
        let possible = Kind.allCases.filter { $0 != .uri || !hasHostlessURI }
        let kinds = possible.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
        for kind in kinds {
            if Bool.random(using: &random), let subtrees = kind.permitted(below, base, &random) {
                permitted += subtrees
                features.insert(kind.permittedFeature)
            } else {
                excluded.append(kind.excluded)
                features.insert(kind.excludedFeature)
            }
        }
        func list(_ tag: UInt8, _ bases: [[UInt8]]) -> [UInt8] {
            bases.isEmpty ? [] : SoundDER.tagged(tag, bases.flatMap { SoundDER.sequence($0) })
        }
        return SoundDER.sequence(list(0, permitted), list(1, excluded))
    }

    private enum Kind: CaseIterable {
        case dns, address, mail, uri, directory

        var permittedFeature: SoundFeature {
            switch self {
            case .dns: .permittedDNS
            case .address: .permittedAddress
            case .mail: .permittedMail
            case .uri: .permittedURI
            case .directory: .permittedDirectory
            }
        }

        var excludedFeature: SoundFeature {
            switch self {
            case .dns: .excludedDNS
            case .address: .excludedAddress
            case .mail: .excludedMail
            case .uri: .excludedURI
            case .directory: .excludedDirectory
            }
        }

        /// A subtree that holds no name of these chains.
        var excluded: [UInt8] {
            switch self {
            case .dns: SoundDER.text(0x82, "Never.Example")
            case .address: SoundDER.value(0x87, [10, 0, 0, 0, 255, 0, 0, 0])
            case .mail: SoundDER.text(0x81, ".never.example.org")
            case .uri: SoundDER.text(0x86, "never.example.org")
            case .directory:
                SoundDER.tagged(
                    4,
                    SoundDER.sequence(
                        SoundDER.set(of: [SoundDER.sequence(SoundDER.identifier(2, 5, 4, 6), SoundDER.text(0x13, "FR"))]
                        )))
            }
        }

        /// Subtrees that hold every name of the kind; nil if none can.
        func permitted(_ below: [SoundName], _ base: SoundSubject, _ random: inout SeededGenerator) -> [[UInt8]]? {
            var subtrees: [[UInt8]] = []
            for name in below {
                switch (self, name) {
                case (.dns, .dns(let host)): subtrees.append(SoundDER.text(0x82, Self.domain(of: host, &random)))
                case (.address, .address(let octets)):
                    subtrees.append(SoundDER.value(0x87, Self.network(of: octets, &random)))
                case (.mail, .mail(let mailbox)):
                    let host = String(mailbox.split(separator: "@").last ?? "")
                    let parent = String(host.drop { $0 != "." })
                    subtrees.append(
                        SoundDER.text(0x81, [mailbox, host, parent].randomElement(using: &random) ?? mailbox))
                case (.uri, .uri):
                    let form = Bool.random(using: &random) ? "www.example.org" : ".example.org"
                    subtrees.append(SoundDER.text(0x86, form))
                default: break
                }
            }
            if self == .directory {
                if base.isEmpty { return nil }
                subtrees.append(SoundDER.tagged(4, base.der))
            }
            if subtrees.isEmpty {
                // There is no name of the kind: any subtree will do.
                switch self {
                case .dns: subtrees = [SoundDER.text(0x82, "only.example.org")]
                case .address: subtrees = [SoundDER.value(0x87, [192, 0, 0, 0, 255, 255, 0, 0])]
                case .mail: subtrees = [SoundDER.text(0x81, "only.example.org")]
                case .uri: subtrees = [SoundDER.text(0x86, ".only.example.org")]
                case .directory: return nil
                }
            }
            return subtrees.shuffled(using: &random)
        }

        /// The host or a domain above it; of a wildcard what follows the asterisk.
        private static func domain(of host: String, _ random: inout SeededGenerator) -> String {
            var labels = host.split(separator: ".")
            if labels.first == "*" { labels.removeFirst() }
            labels.removeFirst(Int.random(in: 0..<labels.count, using: &random))
            return labels.joined(separator: ".")
        }

        /// A network that holds the address, as address and mask.
        private static func network(of octets: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
            let length = Int.random(in: 0...octets.count * 8, using: &random)
            let mask = octets.indices.map { place -> UInt8 in
                let bits = min(8, max(0, length - place * 8))
                return UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            }
            return zip(octets, mask).map { $0 & $1 } + mask
        }
    }
}
