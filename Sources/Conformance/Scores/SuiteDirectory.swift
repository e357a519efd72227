import Countersigning
import Foundation
import ServerIdentity

/// A directory with x509-limbo.json, pkits.json, hostnames.json and perhaps peers.json, each plain or packed
/// (.json.xz).
public struct SuiteDirectory: Sendable {
    /// Puts a job to its engine; here a caller can show how far it is.
    public typealias Running = (SuiteJob, SuiteEngineName, SuiteAnswers.Format) async throws -> SuiteAnswers

    private let path: String

    /// Takes the directory's path.
    public init(_ path: String) { self.path = path }

    /// Puts every suite to every engine, and sets them beside what is recorded of other verifiers.
    ///
    /// - Parameters:
    ///   - jobs: how many cases are judged at once.
    ///   - run: called for each suite and engine, one after the other.
    /// - Throws: `InputProblem` for a file that is not there, is no suite, or has a damaged case; the peers' cases may
    ///   be absent, and one of them is damaged on purpose.
    public func table(
        jobs: Int = SuiteJob.defaultJobs, run: Running = { job, _, format in try await job.answers(format) }
    ) async throws -> ConformanceTable {
        let limbo = try await rows("x509-limbo", .limbo, jobs, run) + RecordedScores.limbo
        let pkits = try await rows("pkits", .pkits, jobs, run) + PKITSObservations.rows(try file("pkits"))
        let hostnames = try HostnameTable.rows(try file("hostnames"))
        var peers: [ConformanceTable.Row] = []
        if find("peers") != nil {
            peers =
                try await rows("peers", .limbo, policy: .default, mayBeDamaged: true, jobs, run) + RecordedScores.peers
        }
        let sections: [ConformanceTable.Section] = [
            .init(
                title: "x509-limbo (C2SP, BetterTLS included; policies webpki and rfc5280 as the cases have in mind)", rows: limbo),
            .init(title: "NIST PKITS (policy default, certificate policies and CRLs of each test)", rows: pkits),
            .init(title: "Service identity (RFC 9525, strict; policy default)", rows: hostnames),
            .init(title: "Peers' own tests (nine projects, by their own expectations; policy default)", rows: peers),
        ]
        return ConformanceTable(sections.filter { !$0.rows.isEmpty })
    }

    private func rows(
        _ suite: String, _ format: SuiteAnswers.Format, policy: Policy? = nil, mayBeDamaged: Bool = false, _ jobs: Int,
        _ run: Running
    ) async throws -> [ConformanceTable.Row] {
        let file = try file(suite)
        var rows: [ConformanceTable.Row] = []
        for engine in SuiteEngineName.allCases {
            let answers = try await run(
                SuiteJob(file: file, engine: engine, policy: policy, jobs: jobs), engine, format)
            if !mayBeDamaged { try answers.checkAllUsable(of: EscapedText(file).description) }
            rows.append(ConformanceTable.Row(answers.title, answers.score, .measured))
        }
        return rows
    }

    private func file(_ suite: String) throws(InputProblem) -> String {
        if let found = find(suite) { return found }
        throw InputProblem(
            code: .inputUnreadable,
            text:
                "can't read \(EscapedText("\(path)/\(suite).json")): No such file or directory, nor the same packed (.xz)"
        )
    }

    private func find(_ suite: String) -> String? {
        ["\(path)/\(suite).json", "\(path)/\(suite).json.xz"].first { FileManager.default.fileExists(atPath: $0) }
    }
}
