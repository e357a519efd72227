import Histogram
import NIOCore

/// How long handshakes took: a histogram of microseconds, three digits of which are kept, so that it stays small
/// however many there are.
struct LatencyHistogram: Sendable {
    private var counts = Histogram<UInt64>(highestTrackableValue: longest, numberOfSignificantValueDigits: .three)

    /// An hour in microseconds: the largest `--timeout`.
    private static let longest: UInt64 = 3_600_000_000

    mutating func record(_ time: TimeAmount) {
        counts.record(min(UInt64(max(0, time.nanoseconds / 1_000)), Self.longest))
    }

    mutating func merge(_ other: LatencyHistogram) { counts.add(other.counts) }

    /// The percentiles; all zero if nothing was recorded.
    var latency: BenchLatency {
        // A percentile is the upper end of its bucket, which may lie above the longest time that was measured.
        let longest = counts.maxRecorded
        let value = { (percentile: Double) in Int64(min(counts.valueAtPercentile(percentile), longest)) }
        return BenchLatency(p50: value(50), p90: value(90), p99: value(99), max: Int64(longest))
    }
}
