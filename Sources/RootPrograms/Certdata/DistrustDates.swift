import ServerIdentity

/// What all objects of a certificate say together of one date: a date wins over none, the earliest over the others.
///
/// NSS keeps the date in the certificate's object. Since version 3.123 its list has one in a trust object: it is meant
/// as well.
struct DistrustDates {
    /// Nil if none of them has a date.
    private(set) var earliest: Instant?
    /// Whether they have two dates, or two of a class one date and CK_FALSE. Certificate and trust object may: one of
    /// them keeps the date.
    private(set) var differ = false
    private var first: [CertdataObject.Kind: DistrustAfter] = [:]

    mutating func insert(_ date: DistrustAfter, of kind: CertdataObject.Kind) {
        if date == .unstated { return }
        if let known = first[kind] { differ = differ || known != date } else { first[kind] = date }
        guard let instant = date.instant else { return }
        if let earliest { differ = differ || earliest != instant }
        earliest = min(earliest ?? instant, instant)
    }
}
