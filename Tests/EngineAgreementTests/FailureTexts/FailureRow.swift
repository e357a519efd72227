import Countersigning
import ServerIdentity

/// A failure that an administrator may meet, and how it is made.
struct FailureRow: Sendable {
    /// What is wrong, as whoever made it knows it.
    let name: String
    /// Words that must not be read there: advice that was followed already, or that is somebody else's.
    let unsaid: [String]
    let report: @Sendable (FailurePKI) async throws -> Report

    init(_ name: String, unsaid: [String] = [], _ report: @escaping @Sendable (FailurePKI) async throws -> Report) {
        self.name = name
        self.unsaid = unsaid
        self.report = report
    }

    static let all =
        time + names + issuers + rights + constraints + strength + form + revocation + demands + subjects + handshakes
}
