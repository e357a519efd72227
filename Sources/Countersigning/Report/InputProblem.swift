public import LocalFiles
import ServerIdentity

/// Why a target or its input could not be used.
public struct InputProblem: Error, Hashable, Sendable {
    /// Which kind of problem; decides the exit code.
    public let code: Code
    /// One sentence that names the argument, file or line.
    public let text: String

    /// Takes a problem.
    public init(code: Code, text: String) {
        self.code = code
        self.text = text
    }

    /// The kinds of problems, after sysexits.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// An argument or a line that names no target; exit 64.
        case usage
        /// A file that can't be read or holds nothing usable; exit 66.
        case inputUnreadable = "input_unreadable"
        /// A fault of the program itself; exit 70.
        case internalError = "internal"
        /// An output that can't be created; exit 73.
        case cannotCreateOutput = "cannot_create_output"
        /// Reading or writing broke off; exit 74.
        case inputOutput = "io"
    }
}

extension InputProblem {
    /// Says of a file what can't be done with it.
    ///
    /// - Parameters:
    ///   - problem: what was tried with which file, and why it failed.
    ///   - option: the option that named the file, to begin the sentence with.
    public init(_ problem: FileProblem, option: String? = nil) {
        let name = problem.path == "-" ? "standard input" : EscapedText(problem.path).description
        let (code, words): (Code, String) =
            switch problem.attempt {
            case .read: (.inputUnreadable, "read \(name)")
            case .readOn: (.inputOutput, "read \(name)")
            case .create: (.cannotCreateOutput, "create \(name)")
            case .write: (.inputOutput, "write to \(name)")
            case .createLock: (.cannotCreateOutput, "open the lock \(name)")
            case .lock: (.inputOutput, "lock \(name)")
            }
        self.init(code: code, text: "\(option.map { "\($0): " } ?? "")can't \(words): \(problem.reason)")
    }
}
