/// The JSON Schema (draft 2020-12) of the rows of a benchmark, as it ships with the package.
public enum BenchSchema {
    /// The schema as text; `countersign schema --bench` prints it.
    public static var text: String { String(decoding: PackageResources.bench_schema_json, as: UTF8.self) }
}
