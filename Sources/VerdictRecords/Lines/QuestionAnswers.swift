import CrossCheck
public import Countersigning
import LocalFiles
import ServerIdentity
import TrustAnchors

/// Answers question lines with records, one for each line, in their order: what a bad line says is a record too.
///
/// What a line brings of its own (anchors, CRLs, instant, policy) decides its verdict; what it lacks is the verifier's.
/// Of a line without a name the chain alone is judged.
/// Nothing is dialled. Anchors of a line are handed to the engines as they are: what one of them can't decode, it says.
///
/// ```swift
/// let answers = QuestionAnswers(verifier)
/// try await answers.each(of: "questions.jsonl") { print($0.record.line) }
/// ```
public struct QuestionAnswers: Sendable {
    private let verifier: Verifier

    /// Takes the verifier for lines that bring nothing of their own.
    public init(_ verifier: Verifier) { self.verifier = verifier }

    /// The record of one line, and the exit code that it stands for.
    public struct Answer: Sendable {
        /// With the members `id` and `line`.
        public let record: JSONRecord
        /// `usage` for a line that is no question.
        public let status: ExitStatus
    }

    /// Answers one line.
    ///
    /// - Parameters:
    ///   - text: the line, without its line break.
    ///   - number: which line of its file it is, from 1.
    public func answer(_ text: String, line number: Int) -> Answer {
        let question: QuestionLine
        do throws(RecordProblem) { question = try QuestionLine(text, number: number) } catch {
            return unusable(InputProblem(code: .usage, text: error.description), QuestionLine.id(of: text), number)
        }
        do throws(InputProblem) {
            let judge = question.bringsItsOwnTrust ? try verifier.judging(by: question, line: number) : verifier
            let staple = question.staple.map(StapledResponse.response) ?? .unknown
            let report = judge.check(
                question.chain, for: question.name, staple: staple,
                name: question.target ?? question.name?.description ?? "line \(number)")
            return Answer(record: JSONRecord(report, id: question.id, line: number), status: report.exitStatus)
        } catch {
            return unusable(error, question.id, number)
        }
    }

    /// Answers the lines of a file; empty ones are passed over.
    ///
    /// - Parameters:
    ///   - path: the file; `-` is standard input.
    ///   - report: called with each answer, in the order of the lines.
    /// - Returns: the most serious status; `usage` if there was no line.
    /// - Throws: `InputProblem` if the file can't be read; what `report` throws; `CancellationError`.
    @discardableResult
    public func each(of path: String, report: (Answer) throws -> Void) async throws -> ExitStatus {
        let lines: LineReader
        do throws(FileProblem) { lines = try LineReader(path, limit: QuestionLine.maximumLength) } catch {
            throw InputProblem(error)
        }
        var statuses: Set<ExitStatus> = []
        var number = 0
        while let line = try await next(lines) {
            try Task.checkCancellation()
            number += 1
            let answer: Answer
            switch line {
            case .tooLong:
                let text = "line \(number) is longer than \(QuestionLine.maximumLength) octets"
                answer = unusable(InputProblem(code: .usage, text: text), nil, number)
            case .text(let text):
                if text.allSatisfy(\.isWhitespace) { continue }
                answer = self.answer(text, line: number)
            }
            statuses.insert(answer.status)
            try report(answer)
        }
        return ExitStatus.mostSerious(statuses)
    }

    private func next(_ lines: LineReader) async throws(InputProblem) -> LineReader.Line? {
        do throws(FileProblem) { return try await lines.next() } catch { throw InputProblem(error) }
    }

    private func unusable(_ problem: InputProblem, _ id: String?, _ number: Int) -> Answer {
        let report = Report(target: "line \(number)", outcome: .unusable(problem))
        return Answer(record: JSONRecord(report, id: id, line: number), status: report.exitStatus)
    }
}

extension Verifier {
    /// A verifier for what a line brings of its own.
    fileprivate func judging(by question: QuestionLine, line number: Int) throws(InputProblem) -> Verifier {
        var options = options
        let own = question.anchors?.enumerated().map { TrustAnchor($1, origin: "line \(number), anchor \($0)") }
        let known = anchors
        options.trust = [
            .anchors { _ throws(InputProblem) in
                guard let own else { return LoadedAnchors(anchors: known, skipped: []) }
                do throws(EmptyTrustAnchorSet) {
                    return LoadedAnchors(anchors: try TrustAnchorSet(own, source: "line \(number)"), skipped: [])
                } catch {
                    throw InputProblem(code: .usage, text: "line \(number): anchors: there is no certificate")
                }
            }
        ]
        if let crls = question.crls { options.crls = CRLSet(crls, source: "line \(number)") }
        if let instant = question.instant { options.time = .fixed(instant) }
        if let policy = question.policy {
            var policy = policy
            policy.revocation = options.policy.revocation
            options.policy = policy
        }
        return try Verifier(options)
    }
}
