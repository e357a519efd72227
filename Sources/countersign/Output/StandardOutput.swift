import Countersigning
import ArgumentParser
import Foundation

/// Where answers go. A reader that has gone away ends the run with exit 74 instead of a signal.
enum StandardOutput {
    static func write(_ text: String) throws {
        do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch {
            StandardError.write("countersign: can't write to standard output\n")
            throw ExitCode(ExitStatus.inputOutput.rawValue)
        }
    }
}

/// Where warnings, errors and progress go; nobody listening is no error.
enum StandardError {
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
