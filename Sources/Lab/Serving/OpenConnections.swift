import NIOConcurrencyHelpers
import NIOCore

/// The connections of all servers: so many at most, each for so long at most, and all closed at the end.
final class OpenConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isClosed = false
    }

    /// NIO's lock, in which the thread sanitizer sees who has it. A `Mutex` that two event loops want at once is handed
    /// over by the kernel, which it does not see, and takes for a race.
    private let state = NIOLockedValueBox(State())
    private let maximum: Int

    init(maximum: Int = OpenConnections.maximumConnections) { self.maximum = maximum }

    /// 1,024 connections of all servers together: below the usual limit of open files, above what a batch run keeps
    /// open.
    static let maximumConnections = 1_024
    /// 60 seconds: longer than any client's patience, so that a forgotten connection ends.
    static let maximumLifetime = TimeAmount.seconds(60)

    /// Takes a new connection in.
    ///
    /// - Throws: `NotAdmitted` if there are too many or the lab is being stopped; NIO then closes the connection.
    func admit(_ channel: any Channel) throws(NotAdmitted) {
        let id = ObjectIdentifier(channel)
        let isAdmitted = state.withLockedValue { state in
            if state.isClosed || state.channels.count >= maximum { return false }
            state.channels[id] = channel
            return true
        }
        if !isAdmitted { throw NotAdmitted() }
        let end = channel.eventLoop.scheduleTask(in: Self.maximumLifetime) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in
            end.cancel()
            self.state.withLockedValue { _ = $0.channels.removeValue(forKey: id) }
        }
    }

    /// Closes every connection and admits no more.
    func closeAll() async {
        let open = state.withLockedValue { state in
            state.isClosed = true
            return Array(state.channels.values)
        }
        for channel in open {
            channel.close(promise: nil)
            // The future can't fail; waiting for it is all we want.
            try? await channel.closeFuture.get()
        }
    }
}

/// A connection that the lab does not take.
struct NotAdmitted: Error {}
