import IndependentValidator
import ServerIdentity

enum KeyTarget {
    private static let issuer = DERParts.name("Fuzz Key")

    static func check(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        let parts = DERParts.leading(octets[...])
        guard parts.count >= 2 else { return 0 }
        let algorithm = Array(parts[0].whole)
        let key = Array(parts[1].whole)
        let signature = octets[parts[1].whole.endIndex...]
        guard let anchor = made(issuer, key, algorithm, signature, MadeAuthority.authority),
            let leaf = made(MadeAuthority.server.name, key, algorithm, signature, [MadeAuthority.serverName])
        else { return 0 }
        if let decoded = try? DecodedCertificate(leaf) {
            try requirePrintable(decoded.facts.key)
            try requirePrintable(decoded.facts.signatureAlgorithm)
            try require(decoded.subjectPublicKeyInfo == key, "another key than the one in the certificate")
        }
        let anchors = try? TrustAnchorSet([TrustAnchor(anchor, origin: "fuzz")], source: "fuzz")
        for answer in try SwiftEngine.answers([leaf], anchors: anchors, named: false) where answer.verdict.isAccepted {
            // A key of Ed25519 may be a point of small order, whose signatures anybody can make: that is its owner's
            // loss.
            try require(algorithm == DERParts.ed25519, "a signature out of nothing is accepted")
        }
        return 0
    }

    private static func made(
        _ subject: [UInt8], _ key: [UInt8], _ algorithm: [UInt8], _ signature: ArraySlice<UInt8>, _ extensions: [[UInt8]]
    ) -> CertificateDER? {
        let content = MadeAuthority.content(issuer: issuer, subject, key, serial: [9], algorithm, extensions)
        return try? CertificateDER(DERParts.sequence(content, algorithm, DERParts.bits(signature)))
    }
}
