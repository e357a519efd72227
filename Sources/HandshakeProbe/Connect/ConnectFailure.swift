import Glibc
import NIOCore
import NIOPosix
import ServerIdentity

/// What the system said when no address of a target could be connected to.
struct ConnectFailure {
    let code: ProbeFailure.Code
    let text: String

    init(_ error: any Error, _ deadline: TimeAmount) {
        if case .connectTimeout? = error as? ChannelError {
            code = .timeout
            text = "no answer to the connection request within \(deadline.seconds)"
            return
        }
        guard let error = error as? NIOConnectionError, !error.connectionErrors.isEmpty else {
            code = .unreachable
            text = Self.describe(error)
            return
        }
        let isTimeout = error.connectionErrors.allSatisfy {
            if case .connectTimeout? = $0.error as? ChannelError { true } else { false }
        }
        code = isTimeout ? .timeout : .unreachable
        text = error.connectionErrors.map { "\($0.target.ipAddress ?? "address"): \(Self.describe($0.error))" }.joined(
            separator: "; ")
    }

    static func describe(_ error: any Error) -> String {
        guard let system = error as? IOError else { return "\(error)" }
        return switch system.errnoCode {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET: "connection reset by peer"
        case EHOSTUNREACH: "no route to host"
        case ENETUNREACH: "network is unreachable"
        case ETIMEDOUT: "connection timed out"
        case EACCES, EPERM: "not permitted"
        case EPIPE: "broken pipe"
        default: "error \(system.errnoCode)"
        }
    }

    static func isReset(_ error: any Error) -> Bool {
        guard let system = error as? IOError else { return false }
        return system.errnoCode == ECONNRESET || system.errnoCode == EPIPE
    }
}
