import Countersigning
import ArgumentParser
import Foundation
import ServerIdentity
import VerdictReport

/// `countersign conformance table DIRECTORY`
struct TableConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table", abstract: "Put every suite to every engine, and print how they stand beside other verifiers.",
        discussion: """
            Markdown: x509-limbo, NIST PKITS, and service identity by the strict reading of RFC 9525. 'this run': measured now; 'recorded': \
            what the suite's file or its makers' notes say of others.
            """)

    @Argument(
        help: ArgumentHelp(
            "Holds x509-limbo.json, pkits.json and hostnames.json, each plain or packed (.json.xz).", valueName: "directory"))
    var directory: String

    @Option(help: ArgumentHelp("How many cases to judge at once; one for each core unless given.", valueName: "number"))
    var jobs = SuiteOptions.defaultJobs

    func validate() throws { try SuiteOptions.validate(jobs: jobs) }

    func run() async throws {
        let limbo = try await pathRows("x509-limbo", .limbo) + RecordedScores.limbo
        let pkits = try await pathRows("pkits", .pkits) + PKITSObservations.rows(try file("pkits"))
        let hostnames = try HostnameTable.rows(try file("hostnames"))
        let table = ConformanceTable([
            .init(
                title: "x509-limbo (C2SP, BetterTLS included; policies webpki and rfc5280 as the cases have in mind)", rows: limbo),
            .init(title: "NIST PKITS (policy default, certificate policies and CRLs of each test)", rows: pkits),
            .init(title: "Service identity (RFC 9525, strict; policy default)", rows: hostnames),
        ])
        try StandardOutput.write(table.text)
    }

    private func pathRows(_ suite: String, _ format: SuiteAnswers.Format) async throws -> [ConformanceTable.Row] {
        let file = try file(suite)
        var rows: [ConformanceTable.Row] = []
        for engine in SuiteEngineName.allCases {
            let answers = try await SuiteJob(file: file, engine: engine, policy: .suite, jobs: jobs).answers(format)
            if let first = answers.unusable.first { throw InputProblem(code: .inputUnreadable, text: first) }
            rows.append(ConformanceTable.Row(answers.title, answers.score, .measured))
        }
        return rows
    }

    private func file(_ suite: String) throws(InputProblem) -> String {
        let plain = "\(directory)/\(suite).json"
        for path in [plain, "\(plain).xz"] where FileManager.default.fileExists(atPath: path) { return path }
        throw InputProblem(
            code: .inputUnreadable, text: "can't read \(EscapedText(plain)): No such file or directory, nor the same packed (.xz)")
    }
}
