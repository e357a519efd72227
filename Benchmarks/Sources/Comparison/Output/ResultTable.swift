import Contenders

/// A result as rows of cells, for text and for Markdown.
struct ResultTable {
    let header: [String]
    let rows: [[String]]

    init(_ result: TaskResult) {
        let references = result.references
        let counted = result.rows.contains { $0.instructions != nil }
        header =
            ["", "µs CPU", "spread", "per second"] + (counted ? ["instructions"] : [])
            + references.map { (result.task.isScaling ? "× " : "÷ ") + $0.name }
        rows = result.rows.map { row in
            [
                Self.title(row), Numbers.microseconds(row.microseconds), Numbers.percent(row.spread), Numbers.count(row.perSecond),
            ] + (counted ? [row.instructions.map(Numbers.count) ?? "–"] : [])
                + references.map { Numbers.ratio(result.ratio(row, to: $0)) }
        }
    }

    private static func title(_ row: ResultRow) -> String {
        switch row.role {
        case .limit: "\(row.name) (limit)"
        case .floor: "\(row.name) (does less)"
        case .ours, .peer: row.name
        }
    }

    /// Columns under one another: the first to the left, the others to the right.
    var text: String {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + padding : padding + cell.0
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// A table in Markdown.
    var markdown: String {
        let rule = "| --- |" + String(repeating: " ---: |", count: header.count - 1)
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
        return ([line(header), rule] + rows.map(line)).joined(separator: "\n")
    }
}
