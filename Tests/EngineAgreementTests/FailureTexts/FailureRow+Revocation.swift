import Countersigning
import ServerIdentity

/// What CRLs and stapled responses say, or do not say.
extension FailureRow {
    /// A chain of the tests' own PKI for the status of certificates, as its root trusts it.
    private static func status(
        _ name: String, unsaid: [String] = [], staple: StatusPKI.StapleKind? = nil,
        requirement: RevocationRequirement = .wherever, _ lists: (@Sendable (StatusPKI) throws -> [CRLDER])? = nil
    ) -> FailureRow {
        FailureRow(name, unsaid: unsaid) { pki in
            let status = try StatusPKI()
            let verifier = try pki.verifier(trusting: [TrustAnchor(status.certificate("Root"))]) {
                $0.policy.revocation = requirement
                if let lists { $0.crls = CRLSet(try lists(status), source: "crls.pem") }
            }
            let chain = try CertificateChain(["good.example", "Intermediate"].map { try status.certificate($0) })
            return verifier.check(
                chain, for: .dns(try DNSName(parsing: "good.example")),
                staple: try staple.map { .response(try status.staple($0)) } ?? .unknown, name: "chain.pem")
        }
    }

    static let revocation = [
        status("the CRL holds the server's certificate") {
            [
                try $0.list(about: "good.example", .usual, .revoked),
                try $0.list(about: "Intermediate", .usual, .none),
            ]
        },
        status("the CRL holds the server's certificate, and none is there for the intermediate") {
            [try $0.list(about: "good.example", .usual, .revoked)]
        },
        status("the root's CRL holds the intermediate") {
            [
                try $0.list(about: "good.example", .usual, .none),
                try $0.list(about: "Intermediate", .usual, .revoked),
            ]
        },
        status("an expired CRL holds the server's certificate") {
            [
                try $0.list(about: "good.example", .expired, .revoked),
                try $0.list(about: "Intermediate", .usual, .none),
            ]
        },
        FailureRow("the CRL puts the server's certificate on hold", unsaid: ["replace key"]) { pki in
            try pki.report([pki.leaf, pki.ca]) {
                $0.policy.revocation = .leaf
                $0.crls = CRLSet([try pki.list([(pki.leaf.serial, 6)])], source: "crls.pem")
            }
        },
        status("the stapled response says revoked", staple: .revoked),
        status("an expired stapled response says revoked", staple: .oldRevoked),
        status("revocation is required, and nothing is given", requirement: .chain),
        status("revocation is required of the leaf, and nothing is given", requirement: .leaf),
        status("the CRL has expired", unsaid: ["no CRL"]) {
            [
                try $0.list(about: "good.example", .expired, .none),
                try $0.list(about: "Intermediate", .usual, .none),
            ]
        },
        status("the CRL has no nextUpdate", unsaid: ["fetch a current CRL"]) {
            [
                try $0.list(about: "good.example", .undated, .none),
                try $0.list(about: "Intermediate", .usual, .none),
            ]
        },
        status("the CRL is signed by somebody else", unsaid: ["no CRL"]) {
            [
                try $0.list(about: "good.example", .byStranger, .none),
                try $0.list(about: "Intermediate", .usual, .none),
            ]
        },
        status("a CRL of the wrong CA", unsaid: ["give it with --crlfile"]) {
            [try $0.list(about: "Intermediate", .usual, .none)]
        },
        status("the CRL is signed with SHA-1") {
            [
                try $0.list(about: "good.example", .sha1, .none),
                try $0.list(about: "Intermediate", .usual, .none),
            ]
        },
        FailureRow("no staple, though the certificate promises one") { pki in
            let promise = SoundExtension.make(
                SoundDER.identifier(1, 3, 6, 1, 5, 5, 7, 1, 24), SoundDER.sequence(SoundDER.integer(5)))
            return try pki.report([pki.server { $0.others = [promise] }, pki.ca], staple: .missing)
        },
        status("the stapled response has expired", staple: .old),
        status("the stapled response is signed by somebody else", staple: .byStranger),
        status("the stapled response does not know the certificate", unsaid: ["fresh"], staple: .unknown),
        FailureRow("the staple is no OCSP response") { pki in
            try pki.report([pki.leaf, pki.ca], staple: .response([0x30, 0x03, 0x0A, 0x01, 0x03]))
        },
        FailureRow("the staple is nothing known") { pki in
            try pki.report([pki.leaf, pki.ca], staple: .response([0x04, 0x00]))
        },
    ]
}
