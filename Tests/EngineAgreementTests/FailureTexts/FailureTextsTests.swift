import Countersigning
import ServerIdentity
import TestKit
import Testing
import VerdictReport

/// Each failure with the first reason and the advice of its report, in `Snapshots/failure-texts.txt`: read it as
/// somebody who was woken by it.
@Suite("What a report says of failures")
struct FailureTextsTests {
    private struct Text {
        let name: String
        let heading: String
        let why: String
        let advice: String

        init(_ row: FailureRow, _ report: Report) throws {
            let lines = TextReport(report, style: Style(isColoured: false, showsLetters: true)).text.split(separator: "\n").map(
                String.init)
            func first(_ label: String) -> String? {
                lines.first { $0.hasPrefix("  \(label) ") }.map { String($0.dropFirst(9)) }
            }
            name = row.name
            heading = try #require(lines.first?.split(separator: ": ", maxSplits: 1).last.map(String.init))
            why = try #require(first("why") ?? first("says") ?? first("who"), "\(row.name): \(lines)")
            advice = first("do") ?? "(none)"
        }

        var text: String { "\(name)\n  \(heading)\n  why  \(why)\n  do   \(advice)\n" }
    }

    private func texts() async throws -> [(row: FailureRow, text: Text)] {
        let pki = try FailurePKI()
        var texts: [(FailureRow, Text)] = []
        for row in FailureRow.all { texts.append((row, try Text(row, await row.report(pki)))) }
        return texts
    }

    @Test func `every failure names who is at fault, and who should do what`() async throws {
        let texts = try await texts()
        #expect(texts.count >= 60)
        for (row, text) in texts {
            #expect(
                ["Server: ", "Client: ", "CA: "].contains { text.advice.hasPrefix($0) },
                "\(row.name): \(text.advice)")
            if text.heading.hasPrefix("refused") {
                #expect(
                    ["certificate ", "the trust anchor '", "the chain"].contains { text.why.hasPrefix($0) },
                    "\(row.name): \(text.why)")
            }
            for words in row.unsaid { #expect(!(text.why + text.advice).contains(words), "\(row.name): \(words)") }
        }
        try Snapshot.expect(texts.map(\.text.text).joined(separator: "\n"), is: "failure-texts.txt")
    }
}
