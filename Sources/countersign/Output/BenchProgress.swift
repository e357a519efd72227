import HandshakeBench

/// A status line that counts handshakes while a row is measured.
struct BenchProgress {
    let row: BenchRow
    let counters: BenchCounters

    /// Shows the line again and again until the task is cancelled, then wipes it.
    func run() async {
        let start = ContinuousClock.now
        var line = StatusLine()
        while !Task.isCancelled {
            line.show("countersign bench: " + row.progress(counters, after: (ContinuousClock.now - start) / .seconds(1)))
            try? await Task.sleep(for: StatusLine.interval)
        }
        line.clear()
    }
}
