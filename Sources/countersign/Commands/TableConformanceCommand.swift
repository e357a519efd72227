import ArgumentParser
import Conformance

/// `countersign conformance table DIRECTORY`
struct TableConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table", abstract: "Put every suite to every engine, and print how they stand beside other verifiers.",
        discussion: """
            Markdown: x509-limbo, NIST PKITS, service identity (RFC 9525, strict) and, if they are there, the tests of peers. 'this run': \
            measured now; 'recorded': what the suite's file or its makers' notes say of others.
            """)

    @Argument(
        help: ArgumentHelp(
            "Holds x509-limbo, pkits, hostnames and perhaps peers, each as .json or .json.xz.", valueName: "directory"))
    var directory: String

    @Option(help: ArgumentHelp("How many cases to judge at once; one for each core unless given.", valueName: "number"))
    var jobs = SuiteJob.defaultJobs

    func validate() throws { try SuiteOptions.validate(jobs: jobs) }

    func run() async throws {
        let table = try await SuiteDirectory(directory).table(jobs: jobs) { job, engine, format in
            try await SuiteOptions.answers(job, engine, format)
        }
        try StandardOutput.write(table.text)
    }
}
