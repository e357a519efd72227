import Countersigning
import CrossCheck
public import ServerIdentity
import VerdictRecords

/// One row of a benchmark as one line of JSON, by the schema of ``BenchSchema``.
///
/// Question and facts are written as in the record of a target. The question's instant is that of the handshake before
/// the first timed one; each timed one was judged as of its own end, unless a moment was given.
public struct BenchRecord: Sendable {
    /// The row as a value.
    public let value: JSONValue

    /// The version of the schema that the row follows.
    public static let schemaVersion = 1

    /// Makes the JSON of a row.
    public init(_ result: BenchResult) {
        let (row, figures) = (result.row, result.figures)
        let observation = result.first.observation
        value = [
            "schema_version": .integer(Int64(Self.schemaVersion)),
            "target": .string(row.target),
            "lab_server": .optional(row.server),
            "address": .optional(observation?.address),
            "priority": .string(row.priority),
            "tls": (figures.tls ?? observation?.tls).map(JSONRecord.tls) ?? .null,
            "question": JSONRecord.question(result.first),
            "engines": .array(result.first.examination.answers.map { Self.engine($0.engine) }),
            "concurrency": .integer(Int64(row.load.concurrency)),
            "threads": .integer(Int64(row.load.threads)),
            "rate": row.load.rate.map { .decimal(FixedPoint($0, places: 3)) } ?? .null,
            "handshakes": .integer(Int64(figures.handshakes)),
            "resumed": row.load.isResuming ? .integer(Int64(figures.resumed)) : .null,
            "errors": .integer(Int64(figures.errors)),
            "failures": .array(figures.failures.map(Self.failure)),
            "seconds": .decimal(FixedPoint(figures.seconds, places: 3)),
            "handshakes_per_second": .decimal(figures.perSecond),
            "cpu_us_per_handshake": figures.cpuPerHandshake.map(JSONValue.decimal) ?? .null,
            "latency_us": figures.latency.map(Self.latency) ?? .null,
            "memo": row.load.usesMemo
                ? ["hits": .integer(Int64(figures.memoHits)), "misses": .integer(Int64(figures.memoMisses))] : .null,
            "interrupted": .bool(figures.ending == .interrupted),
            "ending": .string(figures.ending.rawValue),
        ]
    }

    /// The row as one line, without a line break.
    public var line: String { value.description }

    private static func engine(_ engine: EngineIdentity) -> JSONValue {
        ["id": .string(engine.id), "version": .string(engine.version), "package_version": .optional(engine.packageVersion)]
    }

    private static func latency(_ latency: BenchLatency) -> JSONValue {
        ["p50": .integer(latency.p50), "p90": .integer(latency.p90), "p99": .integer(latency.p99), "max": .integer(latency.max)]
    }

    private static func failure(_ failure: BenchFailure) -> JSONValue {
        [
            "stage": .string(failure.stage), "code": .string(failure.code), "count": .integer(Int64(failure.count)),
            "text": .string(failure.text),
        ]
    }
}

/// The JSON Schema (draft 2020-12) of the rows of a benchmark, as it ships with the package.
public enum BenchSchema {
    /// The schema as text; `countersign schema --bench` prints it.
    public static var text: String { String(decoding: PackageResources.bench_schema_json, as: UTF8.self) }
}
