import COpenSSLPeer
import ServerIdentity

/// All contenders in the verification of stored chains.
enum ChainVerifications {
    static func contenders(_ pki: BenchmarkPKI, _ roster: inout Roster) throws {
        for kind in [KeyKind.rsa, .ecdsa] {
            func add(_ name: String, _ role: Role, _ make: @escaping ChainVerification.Maker) throws {
                roster.add(try ChainVerification(name, role, kind, pki, make))
            }
            try add("C GnuTLS", .limit) { try GnuTLSChains($0, $1) }
            try add("both engines", .ours) { try CountersignChains($0, $1, .both()) }
            try add("GnuTLSEngine", .ours) { try CountersignChains($0, $1, .gnuTLS()) }
            // As long as it judges no path and no signature it does less than the task.
            let scope = EngineSet.swift().scope
            let isWhole = scope.contains(.path) && scope.contains(.signatures)
            let swift = isWhole ? "SwiftValidator" : "SwiftValidator: names, dates, form"
            roster.add(
                try ChainVerification(swift, isWhole ? .ours : .floor, kind, pki, scope: scope) {
                    try CountersignChains($0, $1, .swift())
                })
            if unsafe opensslpeer_version() != nil {
                try add("OpenSSL", .peer) { try OpenSSLChains($0, $1) }
            } else {
                roster.miss("OpenSSL", BenchmarkTask(.chains, kind.rawValue), "its headers were missing when this was built")
            }
            roster.add(CertificatesChains(kind, pki))
        }
        for kind in [KeyKind.rsa, .ecdsa] {
            for threads in [1, 2] { roster.add(try ChainScaling(kind, pki, threads: threads, .both())) }
        }
    }
}
