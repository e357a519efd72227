/// Columns of text, each as wide as its widest cell; the last column is not padded. Numbers end where their column
/// ends.
package struct AlignedTable {
    let header: [String]
    private(set) var rows: [[String]] = []
    private let numbers: Range<Int>

    /// Takes the header, which is made printable like every cell, and which of the columns hold numbers.
    package init(_ header: [String], numbers: Range<Int> = 0..<0) {
        self.header = header.map { printable($0) }
        self.numbers = numbers
    }

    /// Adds a row. Cells are made printable here, so that no cell can break a line; missing cells are empty, further
    /// ones are left out.
    package mutating func add(_ cells: [String]) {
        let kept = cells.prefix(header.count).map { printable($0) }
        rows.append(kept + [String](repeating: "", count: header.count - kept.count))
    }

    /// The lines: header first, each after `indent`; none if there are no rows.
    package func lines(_ style: Style, indent: String = "") -> [String] {
        if rows.isEmpty { return [] }
        let rows = rows.map { $0.map { style.shown($0) } }
        var widths = header.map(\.count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        let line = { (cells: [String]) in indent + join(cells, widths) }
        return [style.paint(line(header), .strong)] + rows.map(line)
    }

    private func join(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: widths[column] - cell.count)
            line += numbers.contains(column) ? padding + cell : cell + padding
            if column + 1 < cells.count { line += "  " }
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
