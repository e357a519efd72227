import Glibc
import NIOCore
import NIOPosix
import ServerIdentity

/// What the system said when no address of a target could be connected to.
struct ConnectFailure {
    /// `connect`, or `handshake` if the peer answered the connection request and broke off at once: a race with the
    /// first octets.
    let stage: ProbeFailure.Stage
    let code: ProbeFailure.Code
    let text: String

    /// - Parameter only: the address, where there was just one to try.
    init(_ error: any Error, _ deadline: TimeAmount, only: SocketAddress? = nil) {
        if case .connectTimeout? = error as? ChannelError {
            (stage, code) = (.connect, .timeout)
            text = "no answer to the connection request within \(deadline.seconds)"
            return
        }
        guard let error = error as? NIOConnectionError, !error.connectionErrors.isEmpty else {
            (stage, code) = Self.isReset(error) ? (.handshake, .reset) : (.connect, .unreachable)
            text = (only?.ipAddress.map { "\($0): " } ?? "") + Self.describe(error)
            return
        }
        let isTimeout = error.connectionErrors.allSatisfy {
            if case .connectTimeout? = $0.error as? ChannelError { true } else { false }
        }
        if error.connectionErrors.contains(where: { Self.isReset($0.error) }) {
            (stage, code) = (.handshake, .reset)
        } else {
            (stage, code) = (.connect, isTimeout ? .timeout : .unreachable)
        }
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
        case EMFILE, ENFILE: "this machine allows no more open files (ulimit -n); lower --concurrency"
        case EADDRNOTAVAIL: "this machine has no free local port or no such address"
        default: "error \(system.errnoCode)"
        }
    }

    static func isReset(_ error: any Error) -> Bool {
        guard let system = error as? IOError else { return false }
        return system.errnoCode == ECONNRESET || system.errnoCode == EPIPE
    }
}
