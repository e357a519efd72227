import Foundation
import Glibc
import VerdictReport

/// Whether somebody looks at a terminal.
enum Terminal {
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }
    static var isError: Bool { isatty(STDERR_FILENO) == 1 }

    /// Colour on a terminal, unless NO_COLOR (no-color.org) or TERM=dumb says otherwise.
    static var outputStyle: Style {
        let environment = ProcessInfo.processInfo.environment
        let refused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return isOutput && !refused ? .ansi : .plain
    }
}
