import CGnuTLSPeer
import COpenSSLPeer

/// All contenders in the handshakes through memory.
enum MemoryHandshakes {
    static func contenders(_ pki: BenchmarkPKI, _ roster: inout Roster) throws {
        for version in MemoryScenario.Version.allCases {
            for isResumed in [false, true] {
                for kind in KeyKind.allCases {
                    let scenario = MemoryScenario(version: version, kind: kind, isResumed: isResumed)
                    try add(scenario, pki, &roster)
                }
            }
        }
    }

    private static func add(_ scenario: MemoryScenario, _ pki: BenchmarkPKI, _ roster: inout Roster) throws {
        func add(_ name: String, _ role: Role, _ make: @escaping MemoryHandshake.ClientMaker) throws {
            roster.add(try MemoryHandshake(name, role, scenario, pki, make))
        }
        let judged = scenario.isResumed ? GNUTLSPEER_JUDGE_RESUMED : 0
        try add("C GnuTLS", .limit) { try GnuTLSMemoryClient($0, $1, flags: judged) }
        if scenario.isResumed {
            try add("C GnuTLS, not judged again", .floor) { try GnuTLSMemoryClient($0, $1, flags: 0) }
        } else {
            try add("C GnuTLS, not verified", .floor) {
                try GnuTLSMemoryClient($0, $1, flags: GNUTLSPEER_NOT_VERIFIED)
            }
        }
        try add("GnuTLS.Session, verified", .ours) { try CountersignMemoryClient($0, $1, .session) }
        try addJudged(.gnuTLS(), add)
        try addJudged(.both(), add)
        try addJudged(.knowingIssuers(), add)
        try addJudged(.remembering(), add)
        if unsafe opensslpeer_version() != nil {
            try add("OpenSSL", .peer) { try OpenSSLMemoryClient($0, $1) }
        } else {
            roster.miss("OpenSSL", scenario.task, "its headers were missing when this was built")
        }
        if scenario.isResumed {
            roster.miss("NIOSSL", scenario.task, "its API resumes no sessions")
        } else {
            try add("NIOSSL", .peer) { try NIOSSLMemoryClient($0, $1) }
        }
    }

    /// The session verifies nothing; the engines judge the chain afterwards.
    private static func addJudged(
        _ engines: EngineSet, _ add: (String, Role, @escaping MemoryHandshake.ClientMaker) throws -> Void
    ) throws {
        try add("judged by \(engines.name)", .ours) { try CountersignMemoryClient($0, $1, .engines(engines)) }
    }
}
