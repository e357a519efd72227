import Countersigning
import ServerIdentity

/// Certificates that are used for what they are not for.
extension FailureRow {
    static let rights = [
        FailureRow("a server that issued a certificate") { pki in
            let other = try pki.server {
                $0.subject = FailureName.common("mail.good.example"); $0.key = try FailureKey("mail")
            }
            return try pki.report([pki.server(by: other), other, pki.ca])
        },
        FailureRow("an intermediate that is no CA, but may sign") { pki in
            try pki.report([pki.leaf, pki.authority { $0.basicConstraints = SoundDER.sequence() }])
        },
        FailureRow("an intermediate without basicConstraints") { pki in
            try pki.report([pki.leaf, pki.authority { $0.basicConstraints = nil }])
        },
        FailureRow("an intermediate of version 1") { pki in
            try pki.report([pki.leaf, pki.authority { $0.isVersion1 = true }])
        },
        FailureRow("an intermediate without keyCertSign") { pki in
            try pki.report([pki.leaf, pki.authority { $0.usages = [0, 6] }])
        },
        FailureRow("a trusted root without keyCertSign") { pki in
            try pki.report([pki.leaf, pki.ca], trusting: [pki.root { $0.usages = [6] }])
        },
        FailureRow("a trusted root that is no CA") { pki in
            try pki.report([pki.leaf, pki.ca], trusting: [pki.root { $0.basicConstraints = SoundDER.sequence() }])
        },
        FailureRow("more CAs than pathLenConstraint allows") { pki in
            let ca = try pki.authority { $0.basicConstraints = SoundDER.sequence(SoundDER.yes, SoundDER.integer(0)) }
            let below = try pki.authority("Good CA 2", by: ca)
            return try pki.report([pki.server(by: below), below, ca])
        },
        FailureRow("more CAs than the trusted root allows") { pki in
            let root = try pki.root { $0.basicConstraints = SoundDER.sequence(SoundDER.yes, SoundDER.integer(0)) }
            return try pki.report([pki.leaf, pki.ca], trusting: [root])
        },
        FailureRow("more CAs than the policy allows") { pki in
            try pki.report([pki.leaf, pki.ca]) { $0.policy.maximumIntermediates = 0 }
        },
        FailureRow("a certificate for clients") { pki in
            try pki.report([pki.server { $0.purposes = [2] }, pki.ca])
        },
        FailureRow("a CA for clients") { pki in try pki.report([pki.leaf, pki.authority { $0.purposes = [2] }]) },
        FailureRow("a trusted root for clients") { pki in
            try pki.report([pki.leaf, pki.ca], trusting: [pki.root { $0.purposes = [2] }])
        },
        FailureRow("a key for signing CRLs alone") { pki in try pki.report([pki.server { $0.usages = [6] }, pki.ca]) },
        FailureRow("no valid policy where one is required") { pki in
            let constraint = SoundExtension.make(36, SoundDER.sequence(SoundDER.value(0x80, [0])), isCritical: true)
            return try pki.report([pki.leaf, pki.authority { $0.others = [constraint] }])
        },
    ]

    static let constraints = [
        FailureRow("a host name outside the permitted ones") { pki in
            let ca = try pki.authority { $0.others = [FailureName.constraints(0, FailureName.dns("other.example"))] }
            return try pki.report([pki.leaf, ca])
        },
        FailureRow("a host name among the excluded ones") { pki in
            let ca = try pki.authority { $0.others = [FailureName.constraints(1, FailureName.dns("good.example"))] }
            return try pki.report([pki.leaf, ca])
        },
        FailureRow("a host name that the trusted root excludes") { pki in
            let root = try pki.root { $0.others = [FailureName.constraints(1, FailureName.dns("good.example"))] }
            return try pki.report([pki.leaf, pki.ca], trusting: [root])
        },
        FailureRow("an address outside the permitted ones") { pki in
            let ca = try pki.authority {
                $0.others = [FailureName.constraints(0, FailureName.ip([198, 51, 100, 0, 255, 255, 255, 0]))]
            }
            let leaf = try pki.server {
                $0.names = [FailureName.dns(FailurePKI.host), FailureName.ip([192, 0, 2, 1])]
            }
            return try pki.report([leaf, ca])
        },
        FailureRow("a common name outside the permitted host names") { pki in
            let ca = try pki.authority { $0.others = [FailureName.constraints(0, FailureName.dns("good.example"))] }
            let leaf = try pki.server {
                $0.subject = FailureName.common("www.bad.example")
                $0.names = [FailureName.ip([192, 0, 2, 1])]
            }
            return try pki.report([leaf, ca], for: "192.0.2.1")
        },
    ]
}
