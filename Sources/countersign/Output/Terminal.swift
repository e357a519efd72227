import Foundation
import Glibc
import VerdictReport

/// Whether somebody looks at a terminal.
enum Terminal {
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }
    static var isError: Bool { isatty(STDERR_FILENO) == 1 }

    /// How text looks on it.
    static var outputStyle: Style {
        Style(isTerminal: isOutput, environment: ProcessInfo.processInfo.environment)
    }
}
