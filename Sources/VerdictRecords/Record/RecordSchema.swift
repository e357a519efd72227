/// The JSON Schema (draft 2020-12) of the records, as it ships with the package.
public enum RecordSchema {
    /// The schema as text; `countersign schema` prints it.
    public static var text: String { String(decoding: PackageResources.record_schema_json, as: UTF8.self) }
}
