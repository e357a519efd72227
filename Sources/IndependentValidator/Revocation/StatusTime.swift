import ServerIdentity

/// Dates of CRLs and OCSP responses: the rules of `CertificateTime`, read in place where nothing is wrong.
enum StatusTime {
    /// The date in a UTCTime or GeneralizedTime.
    ///
    /// - Parameters:
    ///   - element: where it lies in the octets.
    ///   - onlyGeneralized: refuses UTCTime (RFC 5280 section 5.3.2, RFC 6960 section 4.2.1).
    static func instant(
        _ element: DERCursor.Element, in octets: ArraySlice<UInt8>, onlyGeneralized: Bool = false,
        _ field: @autoclosure () -> String
    ) throws(CertificateDecodingError) -> Instant {
        if onlyGeneralized, element.tag != generalizedTime {
            throw CertificateDecodingError(field: field(), reason: "GeneralizedTime expected")
        }
        if let instant = read(octets[element.content], tag: element.tag) { return instant }
        // Wrong somehow: the slow way says how.
        return try CertificateTime(try parseDER(octets[element.whole], field: field()), field()).instant
    }

    private static func read(_ text: ArraySlice<UInt8>, tag: UInt8) -> Instant? {
        guard text.last == UInt8(ascii: "Z"), text.count == (tag == utcTime ? 13 : 15), tag == utcTime || tag == generalizedTime
        else {
            return nil
        }
        var century = 0
        var place = text.startIndex
        func pair() -> Int? {
            let (tens, ones) = (text[place] &- 0x30, text[place + 1] &- 0x30)
            place += 2
            return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
        }
        if tag == generalizedTime {
            guard let first = pair() else { return nil }
            century = first
        }
        guard let year = pair(), let month = pair(), let day = pair(), let hour = pair(), let minute = pair(), let second = pair()
        else {
            return nil
        }
        if tag == utcTime { century = year < 50 ? 20 : 19 }
        return Instant(year: century * 100 + year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    private static let utcTime: UInt8 = 0x17
    private static let generalizedTime: UInt8 = 0x18
}
