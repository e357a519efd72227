import Countersigning
import ServerIdentity

/// Keys and signatures that prove nothing.
extension FailureRow {
    static let strength = [
        FailureRow("a server's key of 1024 bits") { pki in
            try pki.report([pki.server { $0.key = try FailureKey.short.get() }, pki.ca])
        },
        FailureRow("an intermediate's key of 1024 bits") { pki in
            let ca = try pki.authority { $0.key = try FailureKey.short.get() }
            return try pki.report([pki.server(by: ca), ca])
        },
        FailureRow("a trusted root's key of 1024 bits") { pki in
            let root = try pki.root { $0.key = try FailureKey.short.get() }
            let ca = try pki.authority(by: root)
            return try pki.report([pki.server(by: ca), ca], trusting: [root])
        },
        FailureRow("a server's certificate signed with SHA-1") { pki in
            try pki.report([pki.server { $0.hash = .sha1 }, pki.ca])
        },
        FailureRow("an intermediate signed with SHA-1") { pki in
            try pki.report([pki.leaf, pki.authority { $0.hash = .sha1 }])
        },
        FailureRow("a server's certificate signed with MD5") { pki in
            let ca = try pki.authority { $0.key = try FailureKey.ordinaryRSA.get() }
            return try pki.report([pki.server(by: ca) { $0.hash = .md5 }, ca])
        },
        FailureRow("a signature of another kind than the issuer's key") { pki in
            try pki.report([pki.server { $0.hash = .md5 }, pki.ca])
        },
        FailureRow("the signature of the server's certificate is altered") { pki in
            try pki.report([pki.leaf.altered(), pki.ca])
        },
        FailureRow("the signature of the intermediate is altered") { pki in
            try pki.report([pki.leaf, pki.ca.altered()])
        },
        FailureRow("a key beyond the limits") { pki in
            try pki.report([pki.server { $0.key = .huge }, pki.ca])
        },
    ]

    private static let odd = SoundDER.identifier(1, 3, 6, 1, 4, 1, 55555, 1)

    /// Certificates that are made in another way than they should be.
    static let form = [
        FailureRow("a critical extension that nobody knows, in the server's certificate") { pki in
            try pki.report([
                pki.server { $0.others = [SoundExtension.make(odd, SoundDER.null, isCritical: true)] }, pki.ca,
            ])
        },
        FailureRow("a critical extension that nobody knows, in the intermediate") { pki in
            try pki.report([
                pki.leaf, pki.authority { $0.others = [SoundExtension.make(odd, SoundDER.null, isCritical: true)] },
            ])
        },
        FailureRow("the server's certificate is no certificate") { pki in try pki.report([pki.leaf.broken(), pki.ca]) },
        FailureRow("the intermediate is no certificate") { pki in try pki.report([pki.leaf, pki.ca.broken()]) },
        FailureRow("an extension that can't be decoded") { pki in
            try pki.report([pki.server { $0.others = [SoundExtension.make(31, [0x30, 0x05, 0x01])] }, pki.ca])
        },
        FailureRow("a serial number of zero, by the policy rfc5280", unsaid: ["--policy rfc5280"]) { pki in
            try pki.report([pki.server { $0.serial = [0] }, pki.ca]) { $0.policy = .rfc5280 }
        },
        FailureRow("no authority key identifier, by the policy rfc5280") { pki in
            try pki.report([pki.server { $0.hasAuthorityKeyIdentifier = false }, pki.ca]) { $0.policy = .rfc5280 }
        },
        FailureRow("no extendedKeyUsage, by the policy webpki") { pki in
            try pki.report([pki.server { $0.purposes = nil }, pki.ca]) { $0.policy = .webpki }
        },
        FailureRow("a common name that is no host name of the certificate, by the policy webpki") { pki in
            try pki.report([pki.server { $0.subject = FailureName.common("Our server") }, pki.ca]) {
                $0.policy = .webpki
            }
        },
        FailureRow("more extensions than anybody reads") { pki in
            let extensions = (0..<1_000).map {
                SoundExtension.make(SoundDER.identifier(1, 3, 6, 1, 4, 1, 55555, 2, $0), SoundDER.null)
            }
            return try pki.report([pki.server { $0.others = extensions }, pki.ca])
        },
    ]
}
