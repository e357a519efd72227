import Testing

@testable import VerdictReport

@Suite("Aligned table and printable text")
struct AlignedTableTests {
    @Test func `columns are as wide as their widest cell, and nothing trails`() {
        var table = AlignedTable(["a", "bb", "c"])
        table.add(["xxx", "", "z"])
        table.add(["y"])
        table.add(["1", "2", "3", "left out"])
        #expect(table.lines(.plain, indent: "  ") == ["  a    bb  c", "  xxx      z", "  y", "  1    2   3"])
    }

    @Test func `numbers end where their column ends`() {
        var table = AlignedTable(["a", "count", "ms", "c"], numbers: 1..<3)
        table.add(["xxx", "7", "10.50", "z"])
        table.add(["y", "12345678", "-"])
        #expect(table.lines(.plain) == ["a       count     ms  c", "xxx         7  10.50  z", "y    12345678      -"])
    }

    @Test func `header and cells are made printable`() {
        var table = AlignedTable(["a\u{1B}[31m", "b\nX"])
        table.add(["\u{7}", "y"])
        #expect(table.lines(.plain) == ["a\\x1b[31m  b\\x0aX", "\\x07       y"])
    }

    @Test func `no rows, no lines`() {
        #expect(AlignedTable(["a"]).lines(.plain).isEmpty)
    }

    @Test(
        "printable",
        arguments: [
            ("plain", "plain"), ("a\nb", "a\\x0ab"), ("\u{1B}[2J", "\\x1b[2J"), ("é", "\\xc3\\xa9"),
            ("\u{202E}", "\\xe2\\x80\\xae"),
            ("already \\x1b", "already \\x1b"), ("…", "…"), ("a|b", "a\\x7cb"), ("\u{7F}", "\\x7f"), ("", ""),
        ])
    func printable(row: (String, String)) {
        #expect(VerdictReport.printable(row.0, alsoEscaping: "|") == row.1)
    }
}
