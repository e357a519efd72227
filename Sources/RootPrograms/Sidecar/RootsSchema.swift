/// The JSON Schema (draft 2020-12) of the sidecar of a list of roots.
public enum RootsSchema {
    /// The schema as text; `countersign schema --roots` prints it.
    public static var text: String { String(decoding: PackageResources.roots_schema_json, as: UTF8.self) }
}
