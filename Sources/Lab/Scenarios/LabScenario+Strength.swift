/// Servers whose signatures or keys do not hold.
extension LabScenario {
    static let strength: [LabScenario] = [
        LabScenario("weak-key", "a leaf with an RSA key of 1024 bits", .refused(finding: "weak_key")) { host in
            .tls { pki in
                try pki.rsa.identity(LabRequest(commonName: host, names: [.dns(host)], key: pki.weakKey))
            }
        },
        LabScenario("bad-signature", "a leaf whose signature has one wrong bit", .refused(finding: "bad_signature")) {
            host in
            .tls { pki in
                // RSA: a wrong bit at the signature's end leaves valid DER, which is not certain for ECDSA.
                var identity = try pki.rsa.identity(pki.rsa.request(host))
                guard var leaf = identity.chain.first, let last = leaf.popLast() else { return identity }
                identity.chain[0] = leaf + [last ^ 1]
                return identity
            }
        },
    ]
}
