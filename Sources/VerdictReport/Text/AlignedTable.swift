/// Columns of text, each as wide as its widest cell; the last column is not padded.
struct AlignedTable {
    let header: [String]
    private(set) var rows: [[String]] = []

    init(_ header: [String]) { self.header = header }

    /// Adds a row. Cells are made printable here, so that no cell can break a line; missing cells are empty, further ones are
    /// left out.
    mutating func add(_ cells: [String]) {
        let kept = cells.prefix(header.count).map { printable($0) }
        rows.append(kept + [String](repeating: "", count: header.count - kept.count))
    }

    /// The lines: header first, each after `indent`; none if there are no rows.
    func lines(_ style: Style, indent: String = "") -> [String] {
        if rows.isEmpty { return [] }
        var widths = header.map(\.count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        let line = { (cells: [String]) in indent + Self.join(cells, widths) }
        return [style.paint(line(header), .strong)] + rows.map(line)
    }

    private static func join(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            line += cell
            if column + 1 < cells.count { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
