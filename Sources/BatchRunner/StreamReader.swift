import Synchronization

/// Reads a stream in a task of its own, as far as it is asked to. A stream may keep it waiting for ever: nobody waits
/// for it.
struct StreamReader<Item: Sendable>: Sendable {
    private let demands: AsyncStream<Void>.Continuation
    private let task: Task<Void, Never>

    /// What the stream gave.
    enum Event: Sendable {
        case item(Item)
        /// As many as were asked for have come.
        case paused
        case end
        case failure(any Error)
    }

    /// How much is read for one demand: so that a stream of small lines costs little, and one of large ones is not
    /// held in memory.
    private static var itemsPerDemand: Int { 64 }
    private static var octetsPerDemand: Int { 1 << 20 }

    /// - Parameters:
    ///   - next: the next item; nil after the last one.
    ///   - octets: how large an item is.
    ///   - post: takes what came.
    init(
        _ next: @escaping @Sendable () async throws -> Item?, octets: @escaping @Sendable (Item) -> Int,
        post: @escaping @Sendable (Event) -> Void
    ) {
        let (stream, demands) = AsyncStream.makeStream(of: Void.self)
        self.demands = demands
        task = Task {
            for await _ in stream {
                var (items, size) = (0, 0)
                while items < Self.itemsPerDemand, size < Self.octetsPerDemand {
                    do {
                        guard let item = try await next() else { return post(.end) }
                        (items, size) = (items + 1, size + octets(item))
                        post(.item(item))
                    } catch { return post(.failure(error)) }
                }
                post(.paused)
            }
        }
    }

    /// Reads on.
    func demand() { demands.yield() }

    /// Reads no further.
    func stop() { task.cancel() }
}
