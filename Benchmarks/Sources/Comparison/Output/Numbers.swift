import Foundation

/// Numbers as a table shows them.
enum Numbers {
    /// Three figures that mean something: `0.0623`, `4.27`, `379`.
    static func microseconds(_ value: Double) -> String {
        switch value {
        case ..<0.1: fixed(value, 3)
        case ..<10: fixed(value, 2)
        case ..<100: fixed(value, 1)
        default: fixed(value, 0)
        }
    }

    static func ratio(_ value: Double) -> String { fixed(value, 2) }
    static func percent(_ value: Double) -> String { fixed(value, 0) + " %" }
    static func count(_ value: Double) -> String { grouped(Int(value.rounded())) }

    private static func fixed(_ value: Double, _ places: Int) -> String { String(format: "%.\(places)f", value) }

    /// `1,234,567`.
    private static func grouped(_ value: Int) -> String {
        let digits = Array(String(value))
        return digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }.joined()
    }
}
