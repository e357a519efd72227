import VerdictReport

/// A table of GitHub-flavoured Markdown whose columns are aligned in the source too.
struct MarkdownTable {
    private let header: [String]
    private let numbers: Range<Int>
    private var rows: [[String]] = []

    /// Takes the header, and which of the columns hold numbers.
    init(_ header: [String], numbers: Range<Int>) {
        self.header = header
        self.numbers = numbers
    }

    /// Adds a row of as many cells as the header has.
    mutating func add(_ cells: [String]) { rows.append(cells.map { printable($0).split(separator: "|").joined(separator: "\\|") }) }

    /// The lines, each ended by a line feed.
    var text: String {
        let widths = header.indices.map { column in
            max(3, ([header] + rows).map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0)
        }
        let rule = widths.enumerated().map { column, width in
            String(repeating: "-", count: width - 1) + (numbers.contains(column) ? ":" : "-")
        }
        return ([padded(header, widths), rule] + rows.map { padded($0, widths) })
            .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private func padded(_ cells: [String], _ widths: [Int]) -> [String] {
        zip(cells, widths).enumerated().map { column, cell in
            let padding = String(repeating: " ", count: cell.1 - cell.0.count)
            return numbers.contains(column) ? padding + cell.0 : cell.0 + padding
        }
    }
}
