// ReadRecords < records.jsonl: what 'countersign verify --json' wrote.
import VerdictRecords

while let line = readLine() {
    do {
        let record = try StoredRecord(line)
        print(record.target, record.exitCode, record.findings.map(\.id).joined(separator: " "))
    } catch {
        print("no record: \(error)")
    }
}
