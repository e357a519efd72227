import Countersigning
import Foundation
import ServerIdentity

/// A directory with x509-limbo.json, pkits.json and hostnames.json, each plain or packed (.json.xz).
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
    /// - Throws: `InputProblem` for a file that is not there, is no suite, or has a damaged case.
    public func table(
        jobs: Int = SuiteJob.defaultJobs, run: Running = { job, _, format in try await job.answers(format) }
    ) async throws -> ConformanceTable {
        let limbo = try await rows("x509-limbo", .limbo, jobs, run) + RecordedScores.limbo
        let pkits = try await rows("pkits", .pkits, jobs, run) + PKITSObservations.rows(try file("pkits"))
        let hostnames = try HostnameTable.rows(try file("hostnames"))
        return ConformanceTable([
            .init(
                title: "x509-limbo (C2SP, BetterTLS included; policies webpki and rfc5280 as the cases have in mind)", rows: limbo),
            .init(title: "NIST PKITS (policy default, certificate policies and CRLs of each test)", rows: pkits),
            .init(title: "Service identity (RFC 9525, strict; policy default)", rows: hostnames),
        ])
    }

    private func rows(
        _ suite: String, _ format: SuiteAnswers.Format, _ jobs: Int, _ run: Running
    ) async throws -> [ConformanceTable.Row] {
        let file = try file(suite)
        var rows: [ConformanceTable.Row] = []
        for engine in SuiteEngineName.allCases {
            let answers = try await run(SuiteJob(file: file, engine: engine, jobs: jobs), engine, format)
            try answers.checkAllUsable(of: EscapedText(file).description)
            rows.append(ConformanceTable.Row(answers.title, answers.score, .measured))
        }
        return rows
    }

    private func file(_ suite: String) throws(InputProblem) -> String {
        let plain = "\(path)/\(suite).json"
        for path in [plain, "\(plain).xz"] where FileManager.default.fileExists(atPath: path) { return path }
        throw InputProblem(
            code: .inputUnreadable, text: "can't read \(EscapedText(plain)): No such file or directory, nor the same packed (.xz)")
    }
}
