import IndependentValidator
import ServerIdentity

enum CertificateTarget {
    static func check(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        guard let der = try? CertificateDER(octets) else { return 0 }
        let decoded = try decode(der)
        let answers = try SwiftEngine.answers([der], anchors: MadeAuthority.anchors)
        try require(!answers.contains { $0.verdict.isAccepted }, "accepted without a signature of the anchor")
        if decoded != nil, let alone = try? TrustAnchorSet([TrustAnchor(der)], source: "fuzz") {
            // A leaf that is itself trusted.
            _ = try SwiftEngine.answers([der], anchors: alone)
        }
        return try resigned(octets).map(checkResigned) ?? 0
    }

    /// Decoded twice, with the same outcome, and fit to be printed.
    private static func decode(_ der: CertificateDER) throws(BrokenInvariant) -> DecodedCertificate? {
        let first = Result { () throws(CertificateDecodingError) in try DecodedCertificate(der) }
        let second = Result { () throws(CertificateDecodingError) in try DecodedCertificate(der) }
        switch (first, second) {
        case (.success(let one), .success(let other)):
            try require(one.facts == other.facts && one.names == other.names, "decoded twice to different facts")
            try checkFacts(one)
            return one
        case (.failure(let one), .failure(let other)):
            try require(one == other, "decoded twice with different errors")
            try requirePrintable(one.description)
            return nil
        default: throw BrokenInvariant("decoded once of twice")
        }
    }

    private static func checkFacts(_ certificate: DecodedCertificate) throws(BrokenInvariant) {
        let facts = certificate.facts
        for text in [facts.subject, facts.issuer, facts.serial, facts.key, facts.signatureAlgorithm] { try requirePrintable(text) }
        for name in facts.names + certificate.commonNames.map(PresentedIdentity.commonName) {
            try requirePrintable(name.description)
        }
        try require(facts.sha256.count == 32 && facts.spkiSHA256.count == 32, "a digest of another length")
        try require(
            (1...3).contains(certificate.version) && !certificate.serialNumber.isEmpty, "an impossible version or serial number")
        // Strict: nothing may follow, nothing may lack.
        let octets = certificate.der.octets
        for other in [octets + [0], Array(octets.dropLast())] {
            let isTaken = (try? CertificateDER(other)).map { (try? DecodedCertificate($0)) != nil } ?? false
            try require(!isTaken, "decoded with an octet more or less")
        }
    }

    /// The certificate as the made root would have issued it: the same contents but for algorithm, issuer and validity.
    private static func resigned(_ octets: [UInt8]) -> CertificateDER? {
        guard let outer = DERParts.inside(octets[...]), let content = outer.first,
            var fields = DERParts.inside(content.whole)?.map(\.whole)
        else { return nil }
        let start = fields.first?.first == 0xA0 ? 1 : 0
        guard fields.count > start + 4 else { return nil }
        fields[start + 1] = DERParts.ed25519[...]
        fields[start + 2] = MadeAuthority.root.name[...]
        fields[start + 3] = MadeAuthority.validity[...]
        return try? CertificateDER(MadeAuthority.root.signed(DERParts.value(0x30, fields.flatMap(\.self))))
    }

    private static func checkResigned(_ der: CertificateDER) throws(BrokenInvariant) -> Int {
        var accepted = 0
        let decoded = try? DecodedCertificate(der)
        for named in [true, false] {
            for answer in try SwiftEngine.answers([der], anchors: MadeAuthority.anchors, named: named)
            where answer.verdict.isAccepted {
                accepted += 1
                try require(decoded != nil, "accepted, and can't be decoded")
                guard case .accepted(let path) = answer.verdict, path.first == der, path.count == 2 else {
                    throw BrokenInvariant("accepted along another path")
                }
                if named { try require(decoded.map(isNamed) ?? false, "accepted under a name that it does not present") }
            }
        }
        return accepted
    }

    /// Whether some name could be www.example.org, read loosely.
    private static func isNamed(_ certificate: DecodedCertificate) -> Bool {
        let presented =
            certificate.names.compactMap { if case .dns(let octets) = $0 { octets } else { nil } } + certificate.commonNames
        return presented.contains { octets in
            let text = String(decoding: octets, as: UTF8.self).lowercased()
            return text == "www.example.org" || (text.contains("*") && text.hasSuffix(".example.org"))
        }
    }
}
