/// A moment in UTC with the resolution of X.509: one second.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds; negative before that.
    public let secondsSinceEpoch: Int64

    /// Takes seconds since 1970-01-01T00:00:00Z; nil outside the years 0000 to 9999, which X.509 can't express.
    public init?(secondsSinceEpoch: Int64) {
        guard Self.range.contains(secondsSinceEpoch) else { return nil }
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Takes a calendar date and time in UTC; nil if there is no such date (30 February, 24:00, second 60).
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        let days = Self.daysSinceEpoch(year: year, month: month, day: day)
        secondsSinceEpoch = Int64(days) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// Reads RFC 3339, `2026-11-23T21:00:00Z` or with an offset; a fraction of a second is cut off. Nil for anything
    /// else.
    public init?(rfc3339 text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
            let day = scanner.number(2), scanner.skip("Tt "), let hour = scanner.number(2), scanner.skip(":"),
            let minute = scanner.number(2), scanner.skip(":"), let second = scanner.number(2)
        else { return nil }
        if scanner.skip(".") { guard scanner.skipDigits() > 0 else { return nil } }
        var offset = 0
        if !scanner.skip("Zz") {
            guard let sign = scanner.sign(), let hours = scanner.number(2), hours < 24, scanner.skip(":"),
                let minutes = scanner.number(2), minutes < 60
            else { return nil }
            offset = sign * (hours * 3_600 + minutes * 60)
        }
        guard scanner.isAtEnd,
            let local = Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(secondsSinceEpoch: local.secondsSinceEpoch - Int64(offset))
    }

    /// Reads a moment as people write it: RFC 3339, a day alone (`2026-11-23`, its beginning in UTC), or seconds since
    /// 1970.
    public init?(parsing text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isASCIIDigit) else {
            guard let instant = Instant(rfc3339: text) ?? Instant(rfc3339: text + "T00:00:00Z") else { return nil }
            self = instant
            return
        }
        guard let seconds = Int64(text) else { return nil }
        self.init(secondsSinceEpoch: seconds)
    }

    /// The earlier moment first.
    public static func < (first: Instant, second: Instant) -> Bool { first.secondsSinceEpoch < second.secondsSinceEpoch }

    /// Whole days until a later moment, rounded down; negative if `later` is past.
    public func days(until later: Instant) -> Int {
        Int((Double(later.secondsSinceEpoch - secondsSinceEpoch) / 86_400).rounded(.down))
    }

    /// 9999-12-31T23:59:59Z, which RFC 5280 section 4.1.2.5 reserves for "no well-defined expiration date".
    public static let noExpiry = Instant(year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59) ?? Instant.epoch
    /// 0000-01-01T00:00:00Z, the first moment that a certificate can express.
    public static let earliest = Instant(unchecked: range.lowerBound)
    /// 1970-01-01T00:00:00Z.
    public static let epoch = Instant(unchecked: 0)

    private init(unchecked seconds: Int64) { secondsSinceEpoch = seconds }

    private static let range: ClosedRange<Int64> = -62_167_219_200...253_402_300_799
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC: `2026-11-23T21:00:00Z`.
    public var description: String {
        let days = Int((Double(secondsSinceEpoch) / 86_400).rounded(.down))
        let rest = Int(secondsSinceEpoch - Int64(days) * 86_400)
        let date = Self.civilDate(daysSinceEpoch: days)
        let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        return day + "T\(padded(rest / 3_600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// The proleptic Gregorian calendar, by counting days of 400-year eras that begin on 1 March.
extension Instant {
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static let daysOfEra = 146_097
    private static let daysFromYearZeroToEpoch = 719_468

    static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysOfEra + dayOfEra - daysFromYearZeroToEpoch
    }

    static func civilDate(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSinceEpoch + daysFromYearZeroToEpoch
        let era = (days >= 0 ? days : days - daysOfEra + 1) / daysOfEra
        let dayOfEra = days - era * daysOfEra
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ digits: Int) -> Int? {
        let taken = rest.prefix(digits)
        guard taken.count == digits, taken.allSatisfy(\.isASCIIDigit) else { return nil }
        rest = rest.dropFirst(digits)
        return taken.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func skip(_ oneOf: String) -> Bool {
        guard let next = rest.first, oneOf.utf8.contains(next) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func skipDigits() -> Int {
        let digits = rest.prefix(while: \.isASCIIDigit).count
        rest = rest.dropFirst(digits)
        return digits
    }

    mutating func sign() -> Int? { skip("+") ? 1 : skip("-") ? -1 : nil }
}
