/// Servers whose certificates are not valid at the start of the lab.
extension LabScenario {
    static let time: [LabScenario] = [
        LabScenario("expired-leaf", "the leaf expired three days ago", .refused(finding: "expired")) { host in
            .tls { pki in
                var request = pki.ecdsa.request(host)
                request.validity = -93 ... -3
                return try pki.ecdsa.identity(request)
            }
        },
        LabScenario("expired-intermediate", "the leaf is valid, its issuer has expired", .refused(finding: "expired")) {
            host in
            .tls { pki in
                var authority = LabHierarchy.authority("Lab intermediate ECDSA, expired", key: try LabKey.ecdsa())
                authority.validity = -365 ... -1
                let intermediate = try pki.ecdsa.root.issue(authority)
                let leaf = try intermediate.issue(pki.ecdsa.request(host))
                return try LabIdentity(chain: [leaf.der, intermediate.der], key: pki.ecdsa.leafKey)
            }
        },
        LabScenario("not-yet-valid", "the leaf becomes valid in a week", .refused(finding: "not_yet_valid")) { host in
            .tls { pki in
                var request = pki.ecdsa.request(host)
                request.validity = 7...97
                return try pki.ecdsa.identity(request)
            }
        },
    ]
}
