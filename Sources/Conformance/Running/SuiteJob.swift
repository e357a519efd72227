import Countersigning
import Foundation
import InternationalNames
public import ServerIdentity

/// One suite put to one engine.
///
/// ```swift
/// let job = SuiteJob(file: "x509-limbo.json.xz", engine: .swift)
/// print(try await job.answers(.limbo).score)
/// ```
public struct SuiteJob: Sendable {
    private let file: String
    private let engine: @Sendable () -> SuiteEngine
    private let policy: Policy?
    private let jobs: Int

    /// 256: each has a thread and engines of its own.
    public static let maximumJobs = 256
    /// One for each core.
    public static let defaultJobs = min(maximumJobs, max(1, ProcessInfo.processInfo.activeProcessorCount))

    /// 64 MiB: PKITS has 2. What its tests share stands anywhere in the file, so that it is read at once.
    private static let maximumPKITSLength = 64 * 1_024 * 1_024
    private static let chunk = 65_536

    /// Says what is asked of which engine.
    ///
    /// - Parameters:
    ///   - file: a path, or `-` for standard input; plain, or packed by xz.
    ///   - engine: who answers.
    ///   - policy: by which policy; nil for the one that the suite has in mind.
    ///   - jobs: how many cases are judged at once, at most `maximumJobs`.
    public init(file: String, engine: SuiteEngineName, policy: Policy? = nil, jobs: Int = defaultJobs) {
        self.init(file: file, policy: policy, jobs: jobs) { engine.make() }
    }

    /// The same with any engine.
    ///
    /// - Parameters:
    ///   - file: a path, or `-` for standard input; plain, or packed by xz.
    ///   - policy: by which policy; nil for the one that the suite has in mind.
    ///   - jobs: how many cases are judged at once, at most `maximumJobs`.
    ///   - engine: makes the engine; called once for each thread.
    public init(
        file: String, policy: Policy? = nil, jobs: Int = defaultJobs, engine: @escaping @Sendable () -> SuiteEngine
    ) {
        self.file = file
        self.engine = engine
        self.policy = policy
        self.jobs = min(Self.maximumJobs, max(1, jobs))
    }

    /// The suite's name in messages.
    public var name: String { file == "-" ? "standard input" : EscapedText(file).description }

    /// Asks the engine about every case.
    ///
    /// - Parameters:
    ///   - format: which suite the file holds.
    ///   - onProgress: called with each outcome as soon as it is there, by any of the threads.
    /// - Throws: `InputProblem` if the file is no suite.
    public func answers(
        _ format: SuiteAnswers.Format, onProgress: @escaping @Sendable (SuiteOutcome) -> Void = { _ in }
    ) async throws -> SuiteAnswers {
        switch format {
        case .limbo: try await limbo(onProgress)
        case .pkits: try await pkits(onProgress)
        }
    }

    private func limbo(_ onProgress: @escaping @Sendable (SuiteOutcome) -> Void) async throws -> SuiteAnswers {
        let parts = SuiteParts(name, member: "testcases", source: try SuiteOctets.chunks(file))
        let suite = LimboSuite(policy: policy, now: SystemClock.now(), asciiForm: InternationalNames.asciiForm)
        return try await run(.limbo, parts, suite.suiteCase, onProgress)
    }

    private func pkits(_ onProgress: @escaping @Sendable (SuiteOutcome) -> Void) async throws -> SuiteAnswers {
        let octets = try SuiteOctets.read(file, limit: Self.maximumPKITSLength)
        let suite: PKITSSuite
        do throws(SuiteFieldError) { suite = try PKITSSuite(octets, policy: policy ?? .default) } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(name) is no PKITS suite: \(error)")
        }
        var rest = octets[...]
        let parts = SuiteParts(name, member: "tests") { () throws(InputProblem) in
            if rest.isEmpty { return nil }
            defer { rest = rest.dropFirst(Self.chunk) }
            return Array(rest.prefix(Self.chunk))
        }
        return try await run(.pkits, parts, suite.suiteCase, onProgress)
    }

    private func run(
        _ format: SuiteAnswers.Format, _ parts: SuiteParts, _ suiteCase: @escaping @Sendable (SuitePart) -> SuiteCase,
        _ onProgress: @escaping @Sendable (SuiteOutcome) -> Void
    ) async throws -> SuiteAnswers {
        let run = SuiteRun(jobs: jobs, engine: engine, suiteCase: suiteCase, onProgress: onProgress)
        let results = try await run.run(parts)
        if results.isEmpty { throw InputProblem(code: .inputUnreadable, text: "there is no case in \(name)") }
        return SuiteAnswers(format: format, engine: engine(), results: results)
    }
}

/// The name of a policy preset, or that of the suite's own.
public enum SuitePolicyName: String, CaseIterable, Sendable {
    /// A preset.
    case `default`, rfc5280, webpki, legacy
    /// The one that the suite has in mind.
    case suite

    /// Nil: the suite's own.
    public var policy: Policy? { Policy.presets.first { $0.preset == rawValue } }
}
