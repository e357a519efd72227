/// A number with a fixed count of decimals: `1234.5`. The same value gives the same text on every machine.
public struct FixedPoint: Hashable, Sendable {
    private let scaled: Int64
    private let places: Int

    /// Rounds to so many decimals (at most 9); what is no number is 0, and what is too large the largest there is.
    public init(_ value: Double, places: Int) {
        self.places = min(max(places, 0), 9)
        let rounded = (value * Double(Self.scale(self.places))).rounded()
        if rounded.isNaN {
            scaled = 0
        } else {
            scaled = Int64(exactly: rounded) ?? (rounded < 0 ? -.max : .max)
        }
    }

    private static func scale(_ places: Int) -> Int64 { (0..<places).reduce(1) { scale, _ in scale * 10 } }
}

extension FixedPoint: CustomStringConvertible {
    /// The digits with a point, as JSON (RFC 8259 section 6) and people write them.
    public var description: String {
        let sign = scaled < 0 ? "-" : ""
        if places == 0 { return sign + String(scaled.magnitude) }
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt64(Self.scale(places)))
        let digits = String(rest)
        return "\(sign)\(whole)." + String(repeating: "0", count: places - digits.count) + digits
    }
}
