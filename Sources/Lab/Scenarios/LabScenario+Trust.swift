import X509

/// Servers whose chains lead to no trust anchor, or not by the rules (RFC 5280 section 6).
extension LabScenario {
    static let trust: [LabScenario] = [
        LabScenario("self-signed", "a self-signed leaf", .refused(finding: "self_signed")) { host in
            .tls { pki in
                let leaf = try LabAuthority.selfSigned(pki.ecdsa.request(host), calendar: pki.calendar)
                return try LabIdentity(chain: [leaf.der], key: pki.ecdsa.leafKey)
            }
        },
        LabScenario(
            "unknown-root", "a complete chain to a root that is not trusted", .refused(finding: "unknown_issuer")
        ) {
            host in .tls { try $0.unknown.identity($0.unknown.request(host)) }
        },
        LabScenario("missing-intermediate", "the leaf alone is sent", .refused(finding: "unknown_issuer")) { host in
            .tls { pki in
                var identity = try pki.ecdsa.identity(pki.ecdsa.request(host))
                identity.chain.removeLast()
                return identity
            }
        },
        LabScenario("leaf-as-ca", "a leaf that another leaf issued", .refused(finding: "not_a_ca")) { host in
            .tls { pki in
                let key = try LabKey.ecdsa()
                let issuer = try pki.ecdsa.intermediate.issue(
                    LabRequest(commonName: "no-ca.lab.example", names: [.dns("no-ca.lab.example")], key: key))
                let leaf = try issuer.issue(pki.ecdsa.request(host))
                return try LabIdentity(chain: [leaf.der, issuer.der, pki.ecdsa.intermediate.der], key: pki.ecdsa.leafKey)
            }
        },
        LabScenario(
            "name-constraint", "the intermediate may issue for other.example only",
            .refused(finding: "name_constraint_violation")
        ) { host in
            .tls { pki in
                var authority = LabHierarchy.authority("Lab intermediate ECDSA, constrained", key: try LabKey.ecdsa())
                authority.nameConstraints = NameConstraints(permittedDNSDomains: ["other.example"])
                let intermediate = try pki.ecdsa.root.issue(authority)
                let leaf = try intermediate.issue(pki.ecdsa.request(host))
                return try LabIdentity(chain: [leaf.der, intermediate.der], key: pki.ecdsa.leafKey)
            }
        },
        LabScenario("no-server-auth", "a leaf for TLS clients only", .refused(finding: "purpose_mismatch")) { host in
            .tls { pki in
                var request = pki.ecdsa.request(host)
                request.purpose = .clientAuth
                return try pki.ecdsa.identity(request)
            }
        },
    ]
}
