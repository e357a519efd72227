import ArgumentParser
import Countersigning
import HandshakeBench

/// How hard to load a server.
struct LoadOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Handshakes in flight at once, over all event loops.", valueName: "number"))
    var concurrency = 64

    @Option(help: ArgumentHelp("For how long to begin handshakes; those begun are waited for.", valueName: "seconds"))
    var duration = 5.0

    @Option(
        help: ArgumentHelp(
            "Begin at most so many handshakes a second, all together and evenly; else as many as come.", valueName: "number"))
    var rate: Double?

    @Option(help: ArgumentHelp("Event loops, a thread each; all cores unless given.", valueName: "number"))
    var threads: Int?

    @Flag(help: "Resume sessions instead of making each anew.")
    var resume = false

    @Flag(
        name: .customLong("yes-i-may-load-this-host"),
        help: "Measure a server on another machine; \(BenchOptions.remoteRate) handshakes a second unless --rate says otherwise.")
    var mayLoadThisHost = false

    func validate() throws {
        try Self.check("--concurrency", concurrency, in: BenchOptions.concurrencies, "handshakes")
        try Self.check("--duration", duration, in: BenchOptions.durations, "seconds")
        if let rate { try Self.check("--rate", rate, in: BenchOptions.rates, "a second") }
        if let threads { try Self.check("--threads", threads, in: BenchOptions.threadCounts, "event loops") }
        if let rate, rate * duration < 1 {
            throw ValidationError("--rate \(rate) for --duration \(duration): that is not even one handshake")
        }
    }

    private static func check<Value: Comparable>(
        _ option: String, _ value: Value, in bounds: ClosedRange<Value>, _ unit: String
    ) throws {
        guard bounds.contains(value) else {
            throw ValidationError("\(option) \(value): give \(bounds.lowerBound) to \(bounds.upperBound) \(unit)")
        }
    }

    /// Writes these options into those of the benchmark.
    func apply(to options: inout BenchOptions) {
        options.concurrency = concurrency
        options.duration = duration
        options.rate = rate
        options.threads = threads
        options.isResuming = resume
        options.mayLoadOtherMachines = mayLoadThisHost
    }
}

/// Who judges each handshake.
struct EngineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who judges every handshake: one or more of gnutls, swift and, where it is built in, openssl.", valueName: "list"))
    var engines = NamedEngines([.gnutls, .swift])

    func validate() throws { _ = try names() }

    /// The engines.
    ///
    /// - Throws: `ValidationError` for a name that there is not, or that stands there twice.
    func names() throws -> [EngineName] {
        let names = try engines.parsed()
        for name in names where names.count(where: { $0 == name }) > 1 {
            throw ValidationError("--engines: \(name.rawValue) is named twice")
        }
        return names
    }
}
