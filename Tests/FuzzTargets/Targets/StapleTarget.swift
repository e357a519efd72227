import Crypto
import ServerIdentity

enum StapleTarget {
    private static let leaf = MadeAuthority.root.issued(.server, extensions: [MadeAuthority.serverName])
    /// Promises a stapled response (RFC 7633).
    private static let promising = MadeAuthority.root.issued(
        .server,
        extensions: [
            MadeAuthority.serverName,
            DERParts.sequence(
                DERParts.identifier([0x2B, 6, 1, 5, 5, 7, 1, 24]), DERParts.value(0x04, DERParts.sequence([0x02, 0x01, 0x05]))),
        ])

    /// CertID of the leaf, with SHA-1.
    static let certificateID = DERParts.sequence(
        DERParts.sequence(DERParts.identifier([0x2B, 0x0E, 0x03, 0x02, 0x1A]), [0x05, 0x00]),
        DERParts.value(0x04, Array(Insecure.SHA1.hash(data: MadeAuthority.root.name))),
        DERParts.value(0x04, Array(Insecure.SHA1.hash(data: MadeAuthority.root.subjectPublicKeyInfo.suffix(32)))),
        [0x02, 0x01, 0x05])

    static func check(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        guard let leaf, let promising else { throw BrokenInvariant("no leaf could be made") }
        for answer in try SwiftEngine.answers([leaf], anchors: MadeAuthority.anchors, staple: .response(octets), revocation: .leaf)
        {
            try require(!answer.verdict.isAccepted, "accepted by a response that nobody signed")
            let revokes = (answer.verdict.findings + answer.notes).contains { $0.id == .revoked }
            try require(!revokes, "revoked by a response that nobody signed")
        }
        var accepted = 0
        let good = certificateID + [0x80, 0x00]
        for signer in [MadeAuthority.root, .intermediate] {
            guard let resigned = resigned(octets, by: signer) else { return 0 }
            let answers = try SwiftEngine.answers(
                [leaf], anchors: MadeAuthority.anchors, staple: .response(resigned), revocation: .leaf, policies: [.default])
            for answer in answers where answer.verdict.isAccepted {
                accepted += 1
                try require(isPart(good, of: resigned), "accepted, and no response says that the certificate is good")
            }
            _ = try SwiftEngine.answers(
                [promising], anchors: MadeAuthority.anchors, staple: .response(resigned), policies: [.rfc5280])
        }
        return accepted
    }

    /// The response as the root, or whom it put in charge, would have signed it: all but algorithm and signature stay.
    private static func resigned(_ octets: [UInt8], by signer: MadeAuthority) -> [UInt8]? {
        guard let outer = DERParts.inside(octets[...]), outer.count == 2, let bytes = DERParts.inside(outer[1].whole)?.first,
            let fields = DERParts.inside(bytes.whole), fields.count == 2, let basic = DERParts.inside(fields[1].content),
            let data = basic.first
        else { return nil }
        let certificates = basic.last.flatMap { $0.tag == 0xA0 ? Array($0.whole) : nil } ?? []
        return response(signer.signed(Array(data.whole), followedBy: certificates), status: Array(outer[0].whole))
    }

    static func response(_ basic: [UInt8], status: [UInt8] = [0x0A, 0x01, 0x00]) -> [UInt8] {
        DERParts.sequence(
            status,
            DERParts.value(
                0xA0,
                DERParts.sequence(
                    DERParts.identifier([0x2B, 6, 1, 5, 5, 7, 48, 1, 1]), DERParts.value(0x04, basic))))
    }

    private static func isPart(_ part: [UInt8], of octets: [UInt8]) -> Bool {
        octets.indices.contains { octets[$0...].starts(with: part) }
    }
}
