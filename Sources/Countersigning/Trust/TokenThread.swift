import Dispatch
import ServerIdentity
import Synchronization

/// Asks PKCS#11 modules on a thread of their own: one may wait for a reader without a card, or for ever.
enum TokenThread {
    /// 20 seconds for each question to the modules: a slow card needs two or three.
    private static let seconds = 20

    /// Does something that asks modules. One that does not come back keeps its thread until the process ends.
    ///
    /// - Parameters:
    ///   - source: whose modules are asked, for the error.
    ///   - work: what asks them.
    /// - Throws: `InputProblem` if they do not answer in time, or the work's.
    static func ask<Value: Sendable>(
        _ source: String, _ work: @escaping @Sendable () throws(InputProblem) -> Value
    ) throws(InputProblem) -> Value {
        let answer = Answer<Value>()
        let isThere = DispatchSemaphore(value: 0)
        DispatchQueue(label: "countersign.tokens").async {
            let result = Result(catching: work)
            answer.value.withLock { $0 = result }
            isThere.signal()
        }
        guard isThere.wait(timeout: .now() + .seconds(seconds)) == .success, let result = answer.value.withLock({ $0 }) else {
            throw InputProblem(
                code: .inputUnreadable,
                text: "the PKCS#11 modules of \(EscapedText(source)) did not answer within \(seconds) s; see which ones p11-kit's "
                    + "configuration names ('p11-kit list-modules'), or take roots from a file")
        }
        return try result.get()
    }

    private final class Answer<Value: Sendable>: Sendable {
        let value = Mutex<Result<Value, InputProblem>?>(nil)
    }
}
