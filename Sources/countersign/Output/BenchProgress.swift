import HandshakeBench
import ServerIdentity

/// A status line that counts handshakes while a row is measured.
struct BenchProgress {
    let row: BenchRow
    let counters: BenchCounters

    /// Shows the line again and again until the task is cancelled, then wipes it.
    func run() async {
        let start = ContinuousClock.now
        var line = StatusLine()
        while !Task.isCancelled {
            line.show(text(after: (ContinuousClock.now - start) / .seconds(1)))
            try? await Task.sleep(for: StatusLine.interval)
        }
        line.clear()
    }

    private func text(after seconds: Double) -> String {
        let handshakes = counters.handshakes
        let perSecond = seconds > 0 ? Double(handshakes) / seconds : 0
        return
            "countersign bench: \(row.name), \(FixedPoint(seconds, places: 0)) of \(FixedPoint(row.load.duration, places: 1)) s, "
            + "\(handshakes) handshakes, \(FixedPoint(perSecond, places: 0)) a second, \(counters.errors) errors"
    }
}
