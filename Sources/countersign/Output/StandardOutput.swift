import ArgumentParser
import Countersigning
import Foundation
import LocalFiles
import RootPrograms
import VerdictReport

/// Where answers go. A reader that has gone away ends the run with exit 74 instead of a signal.
enum StandardOutput {
    static func write(_ text: String) throws {
        do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch {
            StandardError.write("countersign: can't write to standard output\n")
            throw ExitCode(ExitStatus.inputOutput.rawValue)
        }
    }

    /// Writes to a file instead, if one is named.
    static func write(_ text: String, orTo file: String?) throws {
        if let file { try OutputFile.write(text, to: file) } else { try write(text) }
    }
}

/// Where warnings, errors and progress go; nobody listening is no error.
enum StandardError {
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// Writes each line behind the program's name.
    static func write(lines: [String]) { for line in lines { write("countersign: \(line)\n") } }

    static func warn(_ warnings: [Warning]) { write(lines: WarningText.lines(warnings)) }
}

extension LoadedRootList {
    /// The list, after what of it could not be used was named on standard error.
    func listAfterWarnings() -> RootList {
        StandardError.write(lines: WarningText.lines(of: self))
        return list
    }
}
