import Foundation
public import ServerIdentity

/// The wall clock of this machine, read here and nowhere else.
public enum SystemClock {
    /// Now, to the second.
    @Sendable public static func now() -> Instant {
        Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970.rounded(.down))) ?? .epoch
    }
}
