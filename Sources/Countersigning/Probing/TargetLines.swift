public import LocalFiles
import ServerIdentity

/// What one line of a list of targets comes to.
public enum TargetLine: Sendable {
    /// What to verify.
    case target(String)
    /// A line that can't be: its report.
    case unusable(Report)
}

/// The targets of a run: some that were named, then the lines of a file; `#` begins a comment.
public actor TargetLines {
    private var named: ArraySlice<String>
    private let lines: LineReader?
    private var lineNumber = 0

    /// Takes targets and lines; either may be missing.
    public init(_ named: [String] = [], lines: LineReader? = nil) {
        self.named = named[...]
        self.lines = lines
    }

    /// Takes targets and a file; `-` is standard input.
    ///
    /// - Throws: `InputProblem` if the file can't be opened.
    public init(_ named: [String] = [], file: String) throws(InputProblem) {
        let lines: LineReader
        do throws(FileProblem) { lines = try LineReader(file) } catch { throw InputProblem(error) }
        self.init(named, lines: lines)
    }

    /// The next line; nil after the last one. Empty lines and comments are passed over.
    ///
    /// - Throws: `InputProblem` if the file breaks off.
    public func next() async throws(InputProblem) -> TargetLine? {
        if let target = named.popFirst() { return .target(target) }
        while let line = try await nextLine() {
            lineNumber += 1
            switch line {
            case .tooLong:
                let text = "line \(lineNumber) is longer than \(LineReader.maximumLine) octets"
                return .unusable(Report(target: "line \(lineNumber)", outcome: .unusable(InputProblem(code: .usage, text: text))))
            case .text(let text):
                // A byte order mark before the first line, as editors on Windows write it.
                let line =
                    lineNumber == 1 && text.unicodeScalars.first == "\u{FEFF}"
                    ? String(text.unicodeScalars.dropFirst()) : text
                let target = line.prefix { $0 != "#" }.trimmingSpaces
                if !target.isEmpty { return .target(target) }
            }
        }
        return nil
    }

    private func nextLine() async throws(InputProblem) -> LineReader.Line? {
        do throws(FileProblem) { return try await lines?.next() } catch { throw InputProblem(error) }
    }
}

extension Substring {
    /// Without spaces and tabs at either end; what stands between words stays, and is judged by whoever reads the
    /// words.
    fileprivate var trimmingSpaces: String {
        func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
