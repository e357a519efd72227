/// A TLS client that talks through memory. What is marked *timed* is measured; the rest carries octets and is not.
protocol MemoryClient: AnyObject {
    /// *Timed.* Makes a session and its first flight.
    func begin() throws
    /// *Timed.* Takes octets of the server and goes as far as it can.
    ///
    /// - Throws: `ContenderError.refused` if the server is not who it should be.
    func take(_ octets: [UInt8]) throws
    /// *Timed.* Lets the session go.
    func end()

    /// Whether the handshake is complete and the server accepted.
    var isComplete: Bool { get }
    /// Whether this session continues an earlier one.
    var isResumed: Bool { get }
    /// Octets for the server, once.
    func takeOutput() -> [UInt8]
    /// Keeps what the next session resumes from; called after a complete handshake and whatever octets came after it.
    func keepForResumption(_ octets: [UInt8]) throws
}

/// Which handshake is done.
public struct MemoryScenario: Sendable {
    /// The versions compared.
    public enum Version: String, CaseIterable, Sendable {
        /// TLS 1.3.
        case tls13 = "TLS1.3"
        /// TLS 1.2.
        case tls12 = "TLS1.2"

        /// What is added to a priority string so that only this version is left.
        var priority: String { ":-VERS-ALL:+VERS-\(rawValue)" }
    }

    let version: Version
    let kind: KeyKind
    let isResumed: Bool

    var task: BenchmarkTask {
        BenchmarkTask(.handshake, "memory \(version.rawValue) \(kind.rawValue) \(isResumed ? "resumed" : "full")")
    }
}
