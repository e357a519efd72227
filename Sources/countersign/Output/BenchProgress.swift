import HandshakeBench
import ServerIdentity

/// One line on the terminal that counts handshakes while a row is measured; nothing where standard error is no terminal.
struct BenchProgress {
    let row: BenchRow
    let counters: BenchCounters

    private static let interval = Duration.milliseconds(250)

    /// Shows the line again and again until the task is cancelled, then wipes it.
    func run() async {
        guard Terminal.isError else { return }
        let start = ContinuousClock.now
        var shown = 0
        while !Task.isCancelled {
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let text = line(after: seconds)
            StandardError.write("\r" + text + String(repeating: " ", count: max(0, shown - text.count)))
            shown = text.count
            try? await Task.sleep(for: Self.interval)
        }
        StandardError.write("\r" + String(repeating: " ", count: shown) + "\r")
    }

    private func line(after seconds: Double) -> String {
        let handshakes = counters.handshakes
        let perSecond = seconds > 0 ? Double(handshakes) / seconds : 0
        return
            "countersign bench: \(row.name), \(FixedPoint(seconds, places: 0)) of \(FixedPoint(row.load.duration, places: 1)) s, "
            + "\(handshakes) handshakes, \(FixedPoint(perSecond, places: 0)) a second, \(counters.errors) errors"
    }
}
