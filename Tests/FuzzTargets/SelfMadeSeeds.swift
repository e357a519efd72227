import Crypto
import Foundation
import ServerIdentity

extension FuzzTarget {
    /// Inputs of our own to begin with, each with what it is; the suites add certificates and lists of others.
    package var selfMadeSeeds: [(what: String, octets: [UInt8])] {
        switch self {
        case .certificate: [("server", MadeSeeds.server)]
        case .list: MadeSeeds.lists
        case .entries: MadeSeeds.entries
        case .staple: MadeSeeds.staples
        case .name: MadeSeeds.names.map { ($0.split(separator: "\n").last.map(String.init) ?? "", Array($0.utf8)) }
        case .constraints: MadeSeeds.constraints
        case .path: [("two", MadeSeeds.chain)]
        case .key: MadeSeeds.keys
        case .pem: [("text", Array(MadeSeeds.pem.utf8)), ("der", MadeSeeds.server)]
        case .certdata: MadeSeeds.lists(of: MadeSeeds.root)
        case .knownhosts: MadeSeeds.knownHosts
        }
    }
}

private enum MadeSeeds {
    /// Nothing here is signed by the root that the targets trust: they sign anew, and must refuse what they did not
    /// sign.
    static let server = MadeAuthority.unsigned(
        MadeAuthority.content(
            issuer: MadeAuthority.root.name, MadeAuthority.server.name, MadeAuthority.server.subjectPublicKeyInfo,
            serial: [5],
            DERParts.ed25519, [MadeAuthority.serverName]))
    static let chain =
        (MadeAuthority.intermediate.issued(.server, extensions: [MadeAuthority.serverName])?.octets ?? [])
        + (MadeAuthority.intermediate.issued(.intermediate, extensions: MadeAuthority.authority)?.octets ?? [])

    static let root = MadeAuthority.unsigned(
        MadeAuthority.content(
            issuer: MadeAuthority.root.name, MadeAuthority.root.name, MadeAuthority.root.subjectPublicKeyInfo,
            serial: [5],
            DERParts.ed25519, MadeAuthority.authority))

    // MARK: Lists of roots

    static func lists(of root: [UInt8]) -> [(String, [UInt8])] {
        let name = octal("CKA_ISSUER", MadeAuthority.root.name) + octal("CKA_SERIAL_NUMBER", [0x02, 0x01, 0x05])
        let date = octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("241130235959Z".utf8))
        let certificate =
            "CKA_CLASS CK_OBJECT_CLASS CKO_CERTIFICATE\nCKA_LABEL UTF8 \"A\\xc3\\xa1\"\n" + name + octal("CKA_VALUE", root) + date
        let sha1 = octal("CKA_CERT_SHA1_HASH", Array(Insecure.SHA1.hash(data: root)))
        func trust(_ more: String, _ level: String) -> String {
            "\n# B\nCKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST\n" + more + name + "CKA_TRUST_SERVER_AUTH CK_TRUST \(level)\n"
        }
        let anchor = trust(sha1, "CKT_NSS_TRUSTED_DELEGATOR")
        let distrust = trust("", "CKT_NSS_NOT_TRUSTED")
        let sidecar = """
            {"schema_version":1,"source":{"name":"a","sha256":"\(String(repeating: "0", count: 64))","version":null},"problems":[],"roots":[\
            {"label":"A","sha256":"\(hexadecimal(Array(SHA256.hash(data: root))))","subject":"","issuer":"","serial":"","not_before":"","not_after":"",\
            "key":"","trust":{"server":"trusted_delegator","email":"unknown","code":"not_trusted"},"server_distrust_after":"2024-11-30T23:59:59Z",\
            "email_distrust_after":null,"line":1,"der":"\(Data(root).base64EncodedString())"}],"distrusted":[{"label":"","issuer_der":"MAA=","serial":"05",\
            "sha256":null,"trust":{"server":"not_trusted","email":"trusted","code":"unstated"},"line":0,"der":null}]}
            """
        return [
            ("root", certificate + anchor), ("distrust", distrust), ("both", certificate + anchor + distrust),
            ("alone", certificate),
        ].map { ($0, Array("# x\nBEGINDATA\n\n\($1)".utf8)) } + [("sidecar", Array(sidecar.utf8))]
    }

    private static func octal(_ name: String, _ octets: [UInt8]) -> String {
        let digits = octets.map { octet in
            let text = String(octet, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - text.count) + text
        }
        return "\(name) MULTILINE_OCTAL\n\(digits.joined())\nEND\n"
    }

    // MARK: Lists

    static var lists: [(String, [UInt8])] {
        let reasons = DERParts.extension(21, [0x0A, 0x01, 0x01])
        let other = DERParts.extension(29, DERParts.sequence(DERParts.value(0xA4, DERParts.name("Other"))), isCritical: true)
        let scope = DERParts.value(0xA0, DERParts.value(0xA0, DERParts.value(0x86, Array("http://a/".utf8))))
        return [
            ("empty", list([], [])), ("revoking", list([entry(0x0F, [reasons])], [])),
            ("other-entries", list([entry(3, []), entry(4, [])], [])),
            ("indirect", list([entry(0x0F, [other])], [distribution([0x84, 0x01, 0xFF])])),
            ("distribution-point", list([entry(0x0F, [])], [distribution(scope)])),
            ("some-reasons", list([], [distribution([0x83, 0x02, 0x05, 0x60])])),
            (
                "delta",
                list(
                    [entry(0x0F, [DERParts.extension(21, [0x0A, 0x01, 0x08])])],
                    [DERParts.extension(27, [0x02, 0x01, 0x01], isCritical: true)])
            ),
        ]
    }

    static var entries: [(String, [UInt8])] {
        let other = DERParts.extension(
            29, DERParts.sequence(DERParts.value(0xA4, DERParts.name("Other"))), isCritical: true)
        let own = DERParts.extension(
            29, DERParts.sequence(DERParts.value(0xA4, MadeAuthority.root.name)), isCritical: true)
        let removed = DERParts.extension(21, [0x0A, 0x01, 0x08])
        return [
            ("none", [0]), ("three", [0] + entry(3, []) + entry(4, []) + entry(3, [])),
            ("twice", [0] + entry(3, [removed]) + entry(3, [])),
            ("indirect", [1] + entry(3, []) + entry(4, [other]) + entry(5, []) + entry(3, [own])),
        ]
    }

    static var knownHosts: [(String, [UInt8])] {
        let pin = "sha256//\(Data(SHA256.hash(data: server)).base64EncodedString())"
        let date = "2026-11-25T07:00:00Z"
        let hosts = [
            "a.example:443", "A.Example.:0443", "[2001:db8::1]:443", "192.0.2.1:8443", "b\u{fc}cher.example:443",
            "[fe80::1%eth0]:1",
        ]
        return [
            ("hosts", Array(("# x\n\n" + hosts.map { "\($0) \(pin) \(date)\n" }.joined()).utf8)),
            ("certificate", Array("a.example:443\t\(pin) \(date) \(Data(server).base64EncodedString())\r\n".utf8)),
            ("bad", Array("[a.example]:443 \(pin) \(date)".utf8)),
        ]
    }

    private static func distribution(_ content: [UInt8]) -> [UInt8] {
        DERParts.extension(28, DERParts.sequence(content), isCritical: true)
    }

    private static func entry(_ serial: UInt8, _ extensions: [[UInt8]]) -> [UInt8] {
        DERParts.sequence(
            [0x02, 0x01, serial], DERParts.value(0x17, Array("251215120000Z".utf8)),
            extensions.isEmpty ? [] : DERParts.value(0x30, extensions.flatMap(\.self)))
    }

    private static func list(_ entries: [[UInt8]], _ extensions: [[UInt8]]) -> [UInt8] {
        MadeAuthority.unsigned(
            DERParts.sequence(
                [0x02, 0x01, 0x01], DERParts.ed25519, MadeAuthority.root.name, DERParts.value(0x17, Array("251201000000Z".utf8)),
                DERParts.value(0x17, Array("260201000000Z".utf8)),
                entries.isEmpty ? [] : DERParts.value(0x30, entries.flatMap(\.self)),
                DERParts.value(
                    0xA0, DERParts.value(0x30, ([DERParts.extension(20, [0x02, 0x01, 0x02])] + extensions).flatMap(\.self)))))
    }

    // MARK: Stapled responses

    static var staples: [(String, [UInt8])] {
        let revoked = DERParts.value(0xA1, time("20251215120000Z"), DERParts.value(0xA0, [0x0A, 0x01, 0x01]))
        let byKey = DERParts.value(
            0xA2, DERParts.value(0x04, Array(Insecure.SHA1.hash(data: MadeAuthority.root.subjectPublicKeyInfo.suffix(32)))))
        let nonce = DERParts.value(
            0xA1,
            DERParts.sequence(
                DERParts.sequence(DERParts.identifier([0x2B, 6, 1, 5, 5, 7, 48, 1, 2]), DERParts.value(0x04, [4, 1, 0]))))
        let usage = DERParts.extension(37, DERParts.sequence(DERParts.identifier([0x2B, 6, 1, 5, 5, 7, 3, 9])))
        let delegate = MadeAuthority.root.issued(.intermediate, extensions: [usage])?.octets ?? []
        let byDelegate = data(DERParts.value(0xA1, MadeAuthority.intermediate.name), [single([0x80, 0x00])])
        let certificates = DERParts.value(0xA0, DERParts.sequence(delegate))
        return [
            ("good", staple(byName, [single([0x80, 0x00])])), ("revoked", staple(byName, [single(revoked)])),
            ("unknown", staple(byName, [single([0x82, 0x00])])), ("by-key", staple(byKey, [single([0x80, 0x00])])),
            ("two", staple(byName, [single([0x82, 0x00]), single([0x80, 0x00])], nonce)),
            ("delegate", StapleTarget.response(MadeAuthority.unsigned(byDelegate, followedBy: certificates))),
            ("later", DERParts.sequence([0x0A, 0x01, 0x03])),
        ]
    }

    private static let byName = DERParts.value(0xA1, MadeAuthority.root.name)

    private static func time(_ text: String) -> [UInt8] { DERParts.value(0x18, Array(text.utf8)) }

    private static func single(_ status: [UInt8]) -> [UInt8] {
        DERParts.sequence(
            StapleTarget.certificateID, status, time("20251201000000Z"), DERParts.value(0xA0, time("20260201000000Z")))
    }

    private static func data(_ responder: [UInt8], _ singles: [[UInt8]], _ extensions: [UInt8] = []) -> [UInt8] {
        DERParts.sequence(responder, time("20251201000000Z"), DERParts.value(0x30, singles.flatMap(\.self)), extensions)
    }

    private static func staple(_ responder: [UInt8], _ singles: [[UInt8]], _ extensions: [UInt8] = []) -> [UInt8] {
        StapleTarget.response(MadeAuthority.unsigned(data(responder, singles, extensions)))
    }

    // MARK: Names

    static let names = [
        "*.example.org\nwww.example.org", "f*o.example.org\nfoo.example.org", "www.example.org\nWWW.Example.Org.",
        "192.0.2.1\n192.0.2.1", "a\n[2001:db8::1]", "a\n::ffff:192.0.2.1", "_imaps.example.org\nsrv:_imaps.example.org",
        "sip:example.org\nuri:sip:example.org", "xn--a*.example.org\nxn--ab.example.org", "*\nlocalhost", "*.org\nexample.org",
        "a\nfe80::1%eth0", "0x7f.1\ndns:0x7f.1", "a\nip:1.2.3.4",
    ]

    // MARK: Name constraints

    static var constraints: [(String, [UInt8])] {
        let dns = (tag: UInt8(0x82), base: Array("example.org".utf8), name: Array("www.example.org".utf8))
        let uri = (tag: UInt8(0x86), base: Array(".example.org".utf8), name: Array("http://a@www.example.org:80/".utf8))
        let email = (tag: UInt8(0x81), base: Array("a@example.org".utf8), name: Array("a@example.org".utf8))
        let ip = (tag: UInt8(0x87), base: [192, 0, 2, 0, 255, 255, 255, 0] as [UInt8], name: [192, 0, 2, 1] as [UInt8])
        let directory = (tag: UInt8(0xA4), base: DERParts.name("A"), name: DERParts.name("A"))
        let wildcard = (tag: UInt8(0x82), base: Array("a.example.org".utf8), name: Array("*.example.org".utf8))
        // Just outside: one octet away from a mistake about where a label or a network ends.
        let nearDNS = (tag: UInt8(0x82), base: Array("example.org".utf8), name: Array("wwwexample.org".utf8))
        let nearURI = (tag: UInt8(0x86), base: Array(".example.org".utf8), name: Array("http://wwwexample.org/".utf8))
        let nearEmail = (tag: UInt8(0x81), base: Array("example.org".utf8), name: Array("a@wwwexample.org".utf8))
        let nearIP = (tag: UInt8(0x87), base: [192, 0, 2, 0, 255, 255, 254, 0] as [UInt8], name: [192, 0, 4, 1] as [UInt8])
        let kinds = [dns, uri, email, ip, directory, wildcard, nearDNS, nearURI, nearEmail, nearIP]
        return kinds.enumerated().flatMap { place, kind in
            [0xA0 as UInt8, 0xA1].map { list in
                let base = DERParts.sequence(DERParts.value(list, DERParts.sequence(DERParts.value(kind.tag, kind.base))))
                let names = DERParts.sequence(DERParts.value(kind.tag, kind.name))
                return ("\(list == 0xA0 ? "permitted" : "excluded")-\(place)", [0, UInt8(base.count)] + base + names)
            }
        }
    }

    // MARK: Keys

    static var keys: [(String, [UInt8])] {
        let p256 = (try? P256.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: 1, count: 32)))?.publicKey.derRepresentation
        let ecdsa = DERParts.sequence(DERParts.identifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]))
        let modulus = [0x00, 0x80] + [UInt8](repeating: 0x55, count: 255)
        let rsa = DERParts.sequence(
            DERParts.sequence(DERParts.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]), [0x05, 0x00]),
            DERParts.bits(DERParts.sequence(DERParts.value(0x02, modulus), [0x02, 0x03, 0x01, 0x00, 0x01])))
        let pkcs1 = DERParts.sequence(DERParts.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]), [0x05, 0x00])
        let sha256 = DERParts.sequence(DERParts.identifier([0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]), [0x05, 0x00])
        let mask = DERParts.sequence(DERParts.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x08]), sha256)
        let pss = DERParts.sequence(
            DERParts.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A]),
            DERParts.sequence(DERParts.value(0xA0, sha256), DERParts.value(0xA1, mask), DERParts.value(0xA2, [0x02, 0x01, 0x20])))
        let ed = DERParts.ed25519 + MadeAuthority.root.subjectPublicKeyInfo + [UInt8](repeating: 7, count: 64)
        return [
            ("ed25519", ed),
            ("p256", ecdsa + [UInt8](p256 ?? Data()) + DERParts.sequence([0x02, 0x01, 0x05], [0x02, 0x01, 0x06])),
            ("rsa", pkcs1 + rsa + [UInt8](repeating: 1, count: 256)), ("pss", pss + rsa + [UInt8](repeating: 1, count: 256)),
        ]
    }

    // MARK: PEM

    static let pem = """
        Subject: CN=a
        -----BEGIN CERTIFICATE-----
        MAMCAQU=
        -----END CERTIFICATE-----
        -----BEGIN X509 CRL-----
        MAMC
        AQU=
        -----END X509 CRL-----
        -----BEGIN PRIVATE KEY-----
        -----END PRIVATE KEY-----
        """
}
