/// Servers that differ in the names their certificates present (RFC 9525).
extension LabScenario {
    static let names: [LabScenario] = [
        LabScenario("wrong-host", "a valid certificate of another host", .refused(finding: "name_mismatch")) { _ in
            .tls { try $0.ecdsa.identity($0.ecdsa.request("other-host.lab.example")) }
        },
        LabScenario("wildcard", "a wildcard for the whole left-most label", .accepted) { _ in
            .tls { try $0.ecdsa.identity($0.ecdsa.request("*.lab.example")) }
        },
        LabScenario(
            "partial-wildcard", "a partial wildcard: *wildcard.lab.example",
            .knownDifference(ledgerID: "partial-wildcard")
        ) { _ in .tls { try $0.ecdsa.identity($0.ecdsa.request("*wildcard.lab.example")) } },
        LabScenario(
            "cn-only", "the name is in the common name only",
            .knownDifference(ledgerID: "common-name-fallback")
        ) { host in .tls { try $0.ecdsa.identity(LabRequest(commonName: host, key: $0.ecdsa.leafKey)) } },
        LabScenario("nul-in-name", "a dNSName that ends in a NUL and another domain", .refused(finding: "name_mismatch")) {
            host in
            .tls { pki in
                let name = LabName.dns("\(host)\0.evil.example")
                return try pki.ecdsa.identity(LabRequest(commonName: "nul in name", names: [name], key: pki.ecdsa.leafKey))
            }
        },
        LabScenario(
            "ip-san", "dialled by its address, presented as iPAddress", identity: loopback, serverName: nil, .accepted,
            .tls { pki in
                let request = LabRequest(commonName: "ip-san", names: [.ip(loopbackOctets)], key: pki.ecdsa.leafKey)
                return try pki.ecdsa.identity(request)
            }),
        LabScenario(
            "ip-but-dns-only", "dialled by its address, only DNS names presented", identity: loopback,
            serverName: nil, .refused(finding: "no_usable_name"),
            .tls { try $0.ecdsa.identity($0.ecdsa.request("ip-but-dns-only.lab.example")) }),
        LabScenario(
            "ip-as-dns", "dialled by its address, presented as a dNSName", identity: loopback, serverName: nil,
            .refused(finding: "no_usable_name"), .tls { try $0.ecdsa.identity($0.ecdsa.request(loopback)) }),
        LabScenario(
            "international-name", "a name beyond ASCII, presented as A-labels", identity: "straße.lab.example",
            serverName: "xn--strae-oqa.lab.example", .accepted,
            .tls { try $0.ecdsa.identity($0.ecdsa.request("xn--strae-oqa.lab.example")) }),
        LabScenario(
            "srv-id", "expected and presented as SRV-ID (RFC 4985)", identity: "srv:_imaps.srv-id.lab.example",
            serverName: "srv-id.lab.example", .accepted,
            .tls { pki in
                let name = LabName.srv("_imaps.srv-id.lab.example")
                return try pki.ecdsa.identity(LabRequest(commonName: "srv-id", names: [name], key: pki.ecdsa.leafKey))
            }),
        LabScenario(
            "uri-id", "expected and presented as URI-ID", identity: "uri:sip:uri-id.lab.example",
            serverName: "uri-id.lab.example", .accepted,
            .tls { pki in
                let name = LabName.uri("sip:uri-id.lab.example")
                return try pki.ecdsa.identity(LabRequest(commonName: "uri-id", names: [name], key: pki.ecdsa.leafKey))
            }),
    ]

    private static let loopback = "127.0.0.1"
    private static let loopbackOctets: [UInt8] = [127, 0, 0, 1]
}
