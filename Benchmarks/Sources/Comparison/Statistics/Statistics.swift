/// The few numbers that stand for many.
enum Statistics {
    /// The middle of the values; 0 if there are none.
    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard let last = sorted.last else { return 0 }
        let middle = sorted.count / 2
        if sorted.count % 2 == 1 { return sorted[middle] }
        return middle == 0 ? last : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// From the smallest to the largest, in percent of the median.
    static func spread(_ values: [Double]) -> Double {
        let middle = median(values)
        guard let smallest = values.min(), let largest = values.max(), middle > 0 else { return 0 }
        return (largest - smallest) / middle * 100
    }

    /// The median of the ratios of each round: what drifts with the machine drifts for both.
    static func ratio(_ values: [Double], to others: [Double]) -> Double {
        median(zip(values, others).map { $1 > 0 ? $0 / $1 : 0 })
    }
}
