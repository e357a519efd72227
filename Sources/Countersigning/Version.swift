/// The version of this package.
public enum Version {
    /// By semantic versioning: `0.1.0`.
    public static let current = "0.1.0"
}
