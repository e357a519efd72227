import Countersigning
import ServerIdentity

@testable import Countersigning

/// What a root program, or the caller, asks beside what RFC 5280 asks.
extension FailureRow {
    static let demands = [
        FailureRow("issued after the day until which the root is trusted") { pki in
            try pki.report([pki.leaf, pki.ca], until: FailurePKI.day(-60))
        },
        FailureRow("the root is distrusted explicitly") { pki in
            let other = try pki.root("Other Root")
            return try pki.report([pki.leaf, pki.ca], trusting: [pki.root, other], distrusted: [pki.root])
        },
        FailureRow("the intermediate is distrusted explicitly") { pki in
            try pki.report([pki.leaf, pki.ca], distrusted: [pki.ca])
        },
        FailureRow("the server's certificate is distrusted explicitly") { pki in
            try pki.report([pki.leaf, pki.ca], distrusted: [pki.leaf])
        },
        FailureRow("another key than the pinned one") { pki in
            let pin = try pki.root.pin
            return try pki.report([pki.leaf, pki.ca]) { $0.pins = [pin] }
        },
        FailureRow("another key than at first use") { pki in
            let report = try pki.report([pki.leaf, pki.ca])
            guard case .judged(var judgement) = report.outcome else { return report }
            let now = try pki.leaf.pin
            let before = try pki.root.pin
            let entry = FirstUse.Entry(line: 3, pin: before, firstSeen: FailurePKI.day(-100), facts: nil)
            let use = FirstUse(host: "www.good.example:443", file: "known_hosts", outcome: .changed, entry: entry)
            let detail = "its key is \(now); since \(entry.firstSeen) the key of \(use.host) was \(entry.pin)"
            let finding = Finding(
                .other(.pinMismatch, .keyChanged, detail: detail), depth: 0, rule: "--tofu, known_hosts:3",
                origin: .caller)
            judgement.keyDemand = KeyDemand(firstUse: use, findings: [finding])
            return Report(target: report.target, outcome: .judged(judgement))
        },
        FailureRow("a key for encryption alone, which signs in a handshake of TLS 1.3") { pki in
            let report = try pki.report([pki.server { $0.usages = [2] }, pki.ca])
            guard case .judged(var judgement) = report.outcome else { return report }
            let tls = TLSFacts(version: "TLS1.3", cipher: "", group: nil, signature: "", alpn: nil, serverName: nil)
            judgement.handshakeFindings = HandshakeUsage.findings(tls, nil, isBrokenOff: true)
            return Report(target: report.target, outcome: .judged(judgement))
        },
    ]

    /// Certificates whose subject says little, or what nobody should print.
    static let subjects = [
        FailureRow("no subject", unsaid: ["''", "()"]) { pki in
            try pki.report([
                pki.server {
                    $0.subject = FailureName.none; $0.days = -90 ... -1
                }, pki.ca,
            ])
        },
        FailureRow("no subject, issued by nobody known", unsaid: ["''", "()"]) { pki in
            try pki.report([pki.server { $0.subject = FailureName.none }], trusting: [pki.root("Other Root")])
        },
        FailureRow("no subject and no name", unsaid: ["''", "()"]) { pki in
            try pki.report([
                pki.server {
                    $0.subject = FailureName.none; $0.names = nil
                }, pki.ca,
            ])
        },
        FailureRow("an expired issuer without a name", unsaid: ["''", "()"]) { pki in
            let ca = try pki.authority {
                $0.subject = FailureName.none
                $0.days = -900 ... -2
            }
            return try pki.report([pki.server(by: ca), ca])
        },
        FailureRow("a subject beyond ASCII") { pki in
            let ca = try pki.authority("Zażółć gęślą jaźń CA", by: pki.root)
            return try pki.report([pki.server(by: ca)])
        },
        FailureRow("a subject with an escape sequence and a mark for writing from right to left", unsaid: ["\u{1B}", "\u{202E}"]) {
            pki in
            let ca = try pki.authority("Good\u{1B}[2J \u{202E}AC", by: pki.root)
            return try pki.report([pki.server(by: ca)])
        },
    ]
}
