import Foundation
import ServerIdentity

/// The wall clock of this machine, read here and nowhere else.
enum SystemClock {
    @Sendable static func now() -> Instant {
        Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970.rounded(.down))) ?? .epoch
    }
}
