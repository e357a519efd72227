import ServerIdentity
import SwiftASN1

/// A date of a certificate, by the profile of RFC 5280 section 4.1.2.5 (stricter than ASN.1).
///
/// - Seconds are required, the zone is `Z`, and there is no fraction (4.1.2.5.1 and 4.1.2.5.2).
/// - UTCTime means 1950 to 2049.
/// - 9999-12-31T23:59:59Z means that there is no well-defined end; it is simply the last instant.
///
/// Q: What of a GeneralizedTime before 2050? A: The CA broke its rule ("through the year 2049 as UTCTime"), but the
/// date is clear and the same section asks applications to read both forms: decoded, with a remark. GnuTLS and OpenSSL
/// accept it silently.
///
/// Q: What of a UTCTime without seconds or with an offset? A: Refused. X.690 section 11.8 forbids both in DER. Old
/// versions of GnuTLS and OpenSSL accept them.
struct CertificateTime {
    let instant: Instant
    /// What the CA should have done otherwise; nil if nothing.
    let remark: String?

    init(_ node: ASN1Node, _ field: @autoclosure () -> String) throws(CertificateDecodingError) {
        switch node.identifier {
        case .utcTime:
            instant = try Self.decode(try node.anyPrimitive(field()), yearDigits: 2, "UTCTime", field())
            remark = nil
        case .generalizedTime:
            instant = try Self.decode(try node.anyPrimitive(field()), yearDigits: 4, "GeneralizedTime", field())
            remark = instant < Self.firstGeneralizedTime ? "\(field()): GeneralizedTime for a date before 2050" : nil
        default:
            throw CertificateDecodingError(
                field: field(), reason: "UTCTime or GeneralizedTime expected, \(node.identifier.name) found")
        }
    }

    /// 2050-01-01T00:00:00Z.
    private static let firstGeneralizedTime =
        Instant(year: 2050, month: 1, day: 1, hour: 0, minute: 0, second: 0) ?? Instant.noExpiry

    private static func decode(
        _ text: ArraySlice<UInt8>, yearDigits: Int, _ form: String, _ field: @autoclosure () -> String
    ) throws(CertificateDecodingError) -> Instant {
        let digits = text.prefix(while: \.isASCIIDigit)
        let rest = text.dropFirst(digits.count)
        let expected = yearDigits + 10
        guard digits.count == expected, rest.count == 1, rest.first == UInt8(ascii: "Z") else {
            throw CertificateDecodingError(
                field: field(), reason: "\(form) \(flaw(digits: digits.count, expected: expected, rest))")
        }
        var fields = digits[...]
        func number(_ count: Int) -> Int {
            let value = fields.prefix(count).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            fields = fields.dropFirst(count)
            return value
        }
        var year = number(yearDigits)
        if yearDigits == 2 { year += year < 50 ? 2000 : 1900 }
        let (month, day, hour, minute, second) = (number(2), number(2), number(2), number(2), number(2))
        guard let instant = Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second) else {
            throw CertificateDecodingError(field: field(), reason: "\(form) '\(EscapedText(text))' is no date")
        }
        return instant
    }

    private static func flaw(digits: Int, expected: Int, _ rest: ArraySlice<UInt8>) -> String {
        switch rest.first {
        case UInt8(ascii: "Z") where rest.count == 1 && digits == expected - 2: "without seconds"
        case UInt8(ascii: "."), UInt8(ascii: ","): "with a fraction of a second"
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            digits == expected ? "with an offset instead of Z" : "without seconds and with an offset"
        case nil where digits == expected: "without Z"
        default: "of the wrong form"
        }
    }
}
