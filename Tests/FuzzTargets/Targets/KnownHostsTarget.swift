import Countersigning
import ServerIdentity

/// A file of known hosts. What it holds is found again however it is spelt, and nothing in it is passed over unseen.
enum KnownHostsTarget {
    static func check(_ octets: [UInt8]) throws(BrokenInvariant) {
        let text = String(decoding: octets, as: UTF8.self)
        let entries: [KnownHosts.Entry]
        do throws(InputProblem) { entries = try KnownHosts.entries(of: text, name: "fuzz") } catch {
            try requirePrintable(error.text)
            try require(error.text.contains("fuzz:"), "an error that names no line: \(error.text)")
            return
        }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let contents = lines.map { $0.drop { $0 == " " || $0 == "\t" } }.filter {
            !$0.allSatisfy(\.isWhitespace) && $0.first != "#"
        }
        try require(entries.count == contents.count, "\(entries.count) entries in \(contents.count) lines")
        for entry in entries {
            try requirePrintable(entry.host)
            try require((1...lines.count).contains(entry.line), "line \(entry.line) of \(lines.count)")
            // Written in the form that it is found by, it is the same host.
            let again = (try? KnownHosts.entries(of: "\(entry.host) \(entry.pin) 2026-01-01T00:00:00Z")) ?? []
            try require(again.map(\.host) == [entry.host], "'\(entry.host)' is read as \(again.map(\.host))")
            try require(again.map(\.pin) == [entry.pin], "another key after writing")
        }
    }
}
