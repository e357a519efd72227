/// Servers with which no TLS session comes about.
extension LabScenario {
    static let faults: [LabScenario] = [
        LabScenario("refuses", "speaks TLS 1.2 with a cipher that nobody offers", .failure(code: "alert_received")) { host in
            .tls(priority: "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+ARCFOUR-128") {
                try $0.rsa.identity($0.rsa.request(host))
            }
        },
        LabScenario("stalls", "accepts the connection and says nothing", .failure(code: "timeout")) { _ in .fault(.stalls) },
        LabScenario("stalls-mid-handshake", "sends the beginning of its first flight and stops", .failure(code: "timeout")) {
            host in
            .tls(output: .cutAfter(200)) { try $0.ecdsa.identity($0.ecdsa.request(host)) }
        },
        LabScenario("stalls-at-the-end", "sends its first flight but for the last octet", .failure(code: "timeout")) { host in
            .tls(output: .withoutLastOctet) { try $0.ecdsa.identity($0.ecdsa.request(host)) }
        },
        LabScenario("floods", "sends handshake records without end", .failure(code: "limit_exceeded")) { _ in
            .fault(.floodsWithRecords)
        },
        LabScenario("floods-noise", "sends zeros without end", .failure(code: "not_tls")) { _ in .fault(.floodsWithZeros) },
        LabScenario("plain-http", "a web server without TLS", .failure(code: "not_tls")) { _ in .fault(.plainHTTP) },
        LabScenario("closes-early", "closes when the client has said hello", .failure(code: "closed_early")) { _ in .fault(.closes)
        },
        LabScenario("resets", "resets when the client has said hello", .failure(code: "reset")) { _ in .fault(.resets) },
    ]
}
