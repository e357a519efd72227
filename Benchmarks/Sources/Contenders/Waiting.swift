import Dispatch
import Synchronization

/// Waits for asynchronous work in a program that has nothing else to do.
///
/// - Throws: what the work throws.
func waitFor<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let box = ResultBox<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        do { box.set(.success(try await work())) } catch { box.set(.failure(error)) }
        done.signal()
    }
    done.wait()
    guard let result = box.result else { throw ContenderError.failed("the work ended without a result") }
    return try result.get()
}

private final class ResultBox<Value: Sendable>: Sendable {
    private let stored = Mutex<Result<Value, any Error>?>(nil)
    var result: Result<Value, any Error>? { stored.withLock { $0 } }
    func set(_ result: Result<Value, any Error>) { stored.withLock { $0 = result } }
}
