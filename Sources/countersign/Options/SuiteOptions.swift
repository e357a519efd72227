public import ArgumentParser
import Conformance
import Countersigning
import ServerIdentity

/// How a path-validation suite is run.
struct SuiteOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The suite: JSON, or JSON packed by xz if the program xz is there; '-' is standard input.", valueName: "file"))
    var file: String

    @Option(help: "Who answers; countersigned: every engine that decides must accept.")
    var engine: SuiteEngineName = .swift

    @Option(help: ArgumentHelp("By which policy; suite: the one that the suite has in mind.", valueName: "preset"))
    var policy: SuitePolicyName = .suite

    @Option(help: ArgumentHelp("How many cases to judge at once; one for each core unless given.", valueName: "number"))
    var jobs = SuiteJob.defaultJobs

    @Flag(help: "Print the score by namespace instead of the results.")
    var summary = false

    @Option(
        name: [.short, .long], help: ArgumentHelp("Write the results to this file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Print instead where the answers differ from recorded ones in the suite's result format, those of another program or machine.",
            valueName: "results"))
    var against: String?

    func validate() throws {
        try Self.validate(jobs: jobs)
        if summary, against != nil { throw ValidationError("--summary and --against print different things; give one of them") }
    }

    static func validate(jobs: Int) throws {
        guard (1...SuiteJob.maximumJobs).contains(jobs) else {
            throw ValidationError("--jobs \(jobs): give 1 to \(SuiteJob.maximumJobs)")
        }
    }

    /// The answers to a suite; shows on a terminal how far it is.
    static func answers(
        _ job: SuiteJob, _ engine: SuiteEngineName, _ format: SuiteAnswers.Format
    ) async throws -> SuiteAnswers {
        let progress = ProgressLine("countersign: \(engine.rawValue)", refused: "damaged")
        return try await progress.showing {
            try await job.answers(format) { outcome in
                var isUnusable = false
                if case .unusable = outcome { isUnusable = true }
                progress.finished(isRefused: isUnusable) {}
            }
        }
    }

    /// Asks the engine about every case, and writes what came of it.
    ///
    /// - Throws: `InputProblem` if the file is no suite, or if cases of it are damaged, once all others are answered
    ///   and written.
    func run(_ format: SuiteAnswers.Format) async throws {
        let recorded = try against.map { path throws(InputProblem) in try RecordedResults(path, format: format) }
        let job = SuiteJob(file: file, engine: engine, policy: policy.policy, jobs: jobs)
        let answers = try await Self.answers(job, engine, format)
        if output != nil || !summary && recorded == nil {
            try StandardOutput.write(answers.document.description + "\n", orTo: output)
        }
        if summary { try StandardOutput.write(answers.table(style: Terminal.outputStyle).text) }
        if let recorded { try StandardOutput.write(answers.comparison(with: recorded, style: Terminal.outputStyle).text) }
        try answers.checkAllUsable(of: job.name)
    }
}

extension SuiteEngineName: ExpressibleByArgument {}
extension HostnameEngineName: ExpressibleByArgument {}

extension SuitePolicyName: ExpressibleByArgument {}
