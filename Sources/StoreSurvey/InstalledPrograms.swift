import Foundation
import LocalFiles

/// The programs of this machine, as a shell with this environment would find them.
struct InstalledPrograms {
    let environment: [String: String]

    /// Where a program is, by PATH and the usual folders; nil if it is missing.
    func path(of name: String) -> String? {
        let search = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (search + ["/usr/bin", "/bin", "/usr/local/bin"]).map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The first line that a program prints, without the spaces around it; nil if it is missing, fails or prints
    /// nothing.
    func line(_ name: String, _ arguments: [String]) -> String? {
        guard let path = path(of: name), let text = ChildProcess.output(of: [path] + arguments) else { return nil }
        let line = text.split(separator: "\n").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        return line.isEmpty ? nil : line
    }
}
