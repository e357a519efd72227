import ServerIdentity

/// Chains that do not lead to a trust anchor.
extension FailureRow {
    static let issuers = [
        FailureRow("a self-signed server") { pki in try pki.report([try FailureRequest.server().issued()]) },
        FailureRow("the server's certificate alone, without its intermediate") { pki in try pki.report([pki.leaf]) },
        FailureRow("without its intermediate, which the certificate says where to fetch") { pki in
            try pki.report([
                pki.server {
                    let place = SoundDER.sequence(
                        SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 48, 2),
                        SoundDER.text(0x86, "http://ca.good.example/ca.cer"))
                    $0.others = [
                        SoundExtension.make(
                            SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 1, 1), SoundDER.sequence(place))
                    ]
                }
            ])
        },
        FailureRow("the intermediate of another CA", unsaid: ["--cafile"]) { pki in
            try pki.report([pki.leaf, pki.authority("Other CA")])
        },
        FailureRow("the intermediate's old certificate, with another key and key identifier", unsaid: ["--cafile"]) { pki in
            try pki.report([pki.leaf, pki.authority { $0.key = try FailureKey("old CA") }])
        },
        FailureRow("the intermediate's old certificate, with another key, and no key identifiers", unsaid: ["--cafile"]) { pki in
            let leaf = try pki.server { $0.hasAuthorityKeyIdentifier = false }
            return try pki.report([leaf, pki.authority { $0.key = try FailureKey("old CA") }])
        },
        FailureRow("the intermediate is the right one, and the leaf asks for another key identifier") { pki in
            try pki.report([pki.server { $0.authorityKeyIdentifier = [1, 2, 3, 4] }, pki.ca])
        },
        FailureRow("the same key identifier with another key", unsaid: ["--cafile"]) { pki in
            let other = try FailureKey("old CA")
            let leaf = try pki.server { $0.authorityKeyIdentifier = other.identifier }
            return try pki.report([leaf, pki.authority { $0.key = other }])
        },
        FailureRow("a private CA, its root neither sent nor trusted") { pki in
            try pki.report([pki.leaf, pki.ca], trusting: [pki.root("Other Root")])
        },
        FailureRow("a private CA that is the issuer itself, not trusted") { pki in
            try pki.report([pki.server(by: pki.root)], trusting: [pki.root("Other Root")])
        },
        FailureRow("a private CA, its root sent and not trusted") { pki in
            try pki.report([pki.leaf, pki.ca, pki.root], trusting: [pki.root("Other Root")])
        },
        FailureRow("the trusted root has that name and another key") { pki in
            try pki.report([pki.leaf, pki.ca], trusting: [pki.root { $0.key = try FailureKey("new root") }])
        },
        FailureRow("the trusted root has that name and another key, and the old root is sent") { pki in
            try pki.report([pki.leaf, pki.ca, pki.root], trusting: [pki.root { $0.key = try FailureKey("new root") }])
        },
        FailureRow("the CA first in the file") { pki in try pki.report([pki.ca, pki.leaf]) },
        FailureRow("root, CA, server: the whole file upside down") { pki in
            try pki.report([pki.root, pki.ca, pki.leaf])
        },
        FailureRow("the CA alone") { pki in try pki.report([pki.ca]) },
        FailureRow("the intermediate between two others is missing") { pki in
            let below = try pki.authority("Good CA 2", by: pki.ca)
            return try pki.report([pki.server(by: below), below])
        },
    ]
}
