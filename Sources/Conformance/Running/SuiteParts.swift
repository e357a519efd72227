import Countersigning
import Synchronization

/// The cases of a suite, handed out one at a time to whichever thread asks.
final class SuiteParts: Sendable {
    /// Where the octets come from: nil at the end.
    typealias Source = () throws(InputProblem) -> [UInt8]?

    private struct State {
        var splitter: CaseSplitter
        let source: Source
        var isAtEnd = false
    }

    private let state: Mutex<State>
    private let name: String

    /// - Parameters:
    ///   - name: the file, for messages.
    ///   - member: the member of the suite's object that holds the cases.
    init(_ name: String, member: String, source: sending @escaping Source) {
        self.name = name
        state = Mutex(State(splitter: CaseSplitter(member: member), source: source))
    }

    /// The next case, which is read now if it has to be; nil after the last one.
    ///
    /// - Throws: `InputProblem` where the file is no suite. Nothing comes after that.
    func next() throws(InputProblem) -> SuitePart? {
        let result: Result<SuitePart?, InputProblem> = state.withLock { state in
            do throws(InputProblem) { return .success(try Self.next(&state, name)) } catch {
                state.isAtEnd = true
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func next(_ state: inout State, _ name: String) throws(InputProblem) -> SuitePart? {
        while true {
            if let part = state.splitter.next() { return part }
            if state.isAtEnd { return nil }
            let chunk = try state.source()
            do throws(SuiteFileError) {
                if let chunk {
                    try state.splitter.take(chunk)
                } else {
                    state.isAtEnd = true
                    try state.splitter.finish()
                }
            } catch {
                throw InputProblem(code: .inputUnreadable, text: "\(name) is no suite: \(error)")
            }
        }
    }
}
