import Countersigning
import LocalFiles
import ConformanceSuites
import LocalFiles
import InternationalNames
import ServerIdentity

/// One suite put to one engine.
struct SuiteJob {
    /// A path, or `-`.
    let file: String
    let engine: SuiteEngineName
    let policy: SuitePolicyArgument
    let jobs: Int

    /// 64 MiB: PKITS has 2. What its tests share stands anywhere in the file, so that it is read at once.
    private static let maximumPKITSLength = 64 * 1_024 * 1_024
    private static let chunk = 65_536

    /// The suite's name in messages.
    var name: String { file == "-" ? "standard input" : EscapedText(file).description }

    /// Asks the engine about every case, and shows on a terminal how far it is.
    ///
    /// - Throws: `InputProblem` if the file is no suite.
    func answers(_ format: SuiteAnswers.Format) async throws -> SuiteAnswers {
        switch format {
        case .limbo: try await limbo()
        case .pkits: try await pkits()
        }
    }

    private func limbo() async throws -> SuiteAnswers {
        let stream: PackedInput
        do throws(FileProblem) { stream = try PackedInput(file) } catch { throw InputProblem(error) }
        let parts = SuiteParts(name, member: "testcases") { () throws(InputProblem) in
            do throws(FileProblem) { return try stream.next() } catch { throw InputProblem(error) }
        }
        let chosen = policy.policy
        let suite = LimboSuite(
            policy: { chosen ?? LimboSuite.ownPolicy(of: $0) }, now: SystemClock.now(), asciiForm: InternationalNames.asciiForm)
        return try await run(.limbo, parts, suite.suiteCase)
    }

    private func pkits() async throws -> SuiteAnswers {
        let octets = try SuiteOctets.read(file, limit: Self.maximumPKITSLength)
        let suite: PKITSSuite
        do throws(SuiteFieldError) { suite = try PKITSSuite(octets, policy: policy.policy ?? .default) } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(name) is no PKITS suite: \(error)")
        }
        var rest = octets[...]
        let parts = SuiteParts(name, member: "tests") { () throws(InputProblem) in
            if rest.isEmpty { return nil }
            defer { rest = rest.dropFirst(Self.chunk) }
            return Array(rest.prefix(Self.chunk))
        }
        return try await run(.pkits, parts, suite.suiteCase)
    }

    private func run(
        _ format: SuiteAnswers.Format, _ parts: SuiteParts, _ suiteCase: @escaping @Sendable (SuitePart) -> SuiteCase
    ) async throws -> SuiteAnswers {
        let progress = ProgressLine("countersign: \(engine.rawValue)", refused: "damaged")
        let showing = progress.run()
        defer {
            showing.cancel()
            progress.clear()
        }
        let results = try await SuiteRun(jobs: jobs, engine: engine, suiteCase: suiteCase).run(parts, progress)
        if results.isEmpty { throw InputProblem(code: .inputUnreadable, text: "there is no case in \(name)") }
        return SuiteAnswers(format: format, engine: engine.make(), results: results)
    }
}
