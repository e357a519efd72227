import ServerIdentity
import VerdictReport

/// The targets of a run: the arguments, then the lines of a file.
actor TargetSource {
    /// What to verify, or why a line can't be.
    enum Item {
        case target(String)
        case unusable(Report)
    }

    private var arguments: ArraySlice<String>
    private let lines: LineReader?
    private var lineNumber = 0

    init(arguments: [String], lines: LineReader?) {
        self.arguments = arguments[...]
        self.lines = lines
    }

    /// The next item; nil after the last one. Empty lines and comments are passed over.
    ///
    /// - Throws: `InputProblem` if the file breaks off.
    func next() async throws(InputProblem) -> Item? {
        if let argument = arguments.popFirst() { return .target(argument) }
        while let line = try await lines?.next() {
            lineNumber += 1
            switch line {
            case .tooLong:
                let text = "line \(lineNumber) is longer than \(LineReader.maximumLine) octets"
                return .unusable(Report(target: "line \(lineNumber)", outcome: .unusable(InputProblem(code: .usage, text: text))))
            case .text(let text):
                let target = text.prefix { $0 != "#" }.trimmingSpaces
                if !target.isEmpty { return .target(target) }
            }
        }
        return nil
    }
}

extension Substring {
    /// Without spaces and tabs at either end; what stands between words stays, and is judged by whoever reads the words.
    fileprivate var trimmingSpaces: String {
        func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
