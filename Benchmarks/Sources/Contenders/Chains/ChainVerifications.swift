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
            for engines in [EngineSet.both(), .knowingIssuers(), .gnuTLS(), .swift(), .swiftKnowingIssuers()] {
                try add(engines.name, .ours) { try CountersignChains($0, $1, engines) }
            }
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
