/// Servers that a client must accept.
extension LabScenario {
    static let sound: [LabScenario] = [
        LabScenario("good-rsa", "RSA 2048: leaf, intermediate; root trusted", .accepted) { host in
            .tls { try $0.rsa.identity($0.rsa.request(host)) }
        },
        LabScenario("good-ecdsa", "ECDSA P-256: leaf, intermediate; root trusted", .accepted) { host in
            .tls { try $0.ecdsa.identity($0.ecdsa.request(host)) }
        },
        LabScenario("good-ed25519", "Ed25519: leaf, intermediate; root trusted", .accepted) { host in
            .tls { try $0.ed25519.identity($0.ed25519.request(host)) }
        },
        LabScenario("tls12-only", "a good server that speaks TLS 1.2 only", .accepted) { host in
            .tls(priority: "NORMAL:-VERS-ALL:+VERS-TLS1.2") { try $0.rsa.identity($0.rsa.request(host)) }
        },
        LabScenario("long-chain", "a good chain with five intermediates", .accepted) { host in
            .tls { pki in
                var issuer = pki.ecdsa.intermediate
                var presented = try [issuer.der]
                for number in 2...5 {
                    issuer = try issuer.issue(LabHierarchy.authority("Lab intermediate ECDSA \(number)", key: LabKey.ecdsa()))
                    presented.insert(try issuer.der, at: 0)
                }
                let leaf = try issuer.issue(pki.ecdsa.request(host))
                return try LabIdentity(chain: [leaf.der] + presented, key: pki.ecdsa.leafKey)
            }
        },
        LabScenario("wrong-order", "a good chain, its intermediates in the wrong order", .accepted) { host in
            .tls { pki in
                let second = try pki.ecdsa.intermediate.issue(
                    LabHierarchy.authority("Lab intermediate ECDSA 2", key: LabKey.ecdsa()))
                let leaf = try second.issue(pki.ecdsa.request(host))
                return try LabIdentity(chain: [leaf.der, pki.ecdsa.intermediate.der, second.der], key: pki.ecdsa.leafKey)
            }
        },
        LabScenario("extra-certificates", "a good chain, its root, two unneeded certificates", .accepted) { host in
            .tls { pki in
                var identity = try pki.ecdsa.identity(pki.ecdsa.request(host))
                identity.chain += try [pki.ecdsa.root.der, pki.unknown.intermediate.der, pki.unknown.root.der]
                return identity
            }
        },
        LabScenario("expired-unused-extra", "a good chain, then an expired, unneeded cross-sign", .accepted) {
            host in
            .tls { pki in
                var crossSign = LabHierarchy.authority("Lab intermediate ECDSA", key: pki.ecdsa.intermediate.key)
                crossSign.validity = -400 ... -10
                var identity = try pki.ecdsa.identity(pki.ecdsa.request(host))
                identity.chain.append(try pki.unknown.root.issue(crossSign).der)
                return identity
            }
        },
    ]
}
