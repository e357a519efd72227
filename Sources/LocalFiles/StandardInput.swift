import Foundation

/// Standard input of a process that somebody started for its own use.
public enum StandardInput {
    /// Comes back when nobody holds the other end any more: whoever started this process is gone, however it went. What
    /// comes in until then is thrown away.
    public static func end() async {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        Thread.detachNewThread {
            while !FileHandle.standardInput.availableData.isEmpty {}
            end.finish()
        }
        for await _ in ends {}
    }
}
