import Foundation
import GRDB

extension Row {
    /// A column as octets. Throws where GRDB's subscripts would trap.
    func octets(_ index: Int) throws -> [UInt8] { [UInt8](try decode(Data.self, atIndex: index)) }

    /// A column as text, past a NUL too, where GRDB's own would end.
    func text(_ index: Int) throws -> String { String(decoding: try decode(Data.self, atIndex: index), as: UTF8.self) }

    /// The same, where there may be none.
    func textIfPresent(_ index: Int) throws -> String? { hasNull(atIndex: index) ? nil : try text(index) }
}

extension String {
    /// As SQLite keeps it whole: a text with a NUL, which a question's `id` may have, is a blob.
    var stored: DatabaseValue { utf8.contains(0) ? Data(utf8).databaseValue : databaseValue }
}

extension RowCursor {
    /// What is made of each row, one row in memory at a time.
    func array<Value>(_ make: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        while let row = try next() { values.append(try make(row)) }
        return values
    }
}
