public import ServerIdentity

/// What an object says of the date after which new certificates are not trusted.
public enum DistrustAfter: Hashable, Sendable {
    /// The object has no such attribute.
    case unstated
    /// CK_FALSE: there is no such date.
    case never
    /// The last second in which a certificate may have been issued.
    case instant(Instant)

    /// Reads the octets of the attribute: the text of a UTCTime (`241130235959Z`, 1950 to 2049) or a GeneralizedTime.
    /// Nil for anything else, CK_FALSE among it.
    public init?(_ octets: [UInt8]) {
        let digits = octets.dropLast()
        guard octets.last == UInt8(ascii: "Z"), digits.count == 12 || digits.count == 14, digits.allSatisfy(\.isASCIIDigit) else {
            return nil
        }
        var rest = digits[...]
        func number(_ count: Int) -> Int {
            let value = rest.prefix(count).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            rest = rest.dropFirst(count)
            return value
        }
        var year = number(digits.count - 10)
        if digits.count == 12 { year += year < 50 ? 2000 : 1900 }
        let (month, day, hour, minute, second) = (number(2), number(2), number(2), number(2), number(2))
        guard let instant = Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second) else {
            return nil
        }
        self = .instant(instant)
    }

    /// The date, if there is one.
    public var instant: Instant? { if case .instant(let instant) = self { instant } else { nil } }
}
