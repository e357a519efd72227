import FoundationEssentials  // for Date alone: X509 takes no other form of a moment

/// Days around the instant at which the lab was started: everything is relative to it, nothing reads a clock.
struct LabCalendar: Sendable {
    /// Seconds since 1970.
    let instant: Int64

    /// Midday-to-midday days are not needed: a day is 86,400 seconds before or after the instant.
    func date(day: Int) -> Date { Date(timeIntervalSince1970: Double(instant) + Double(day) * 86_400) }
}
