/// The public suffixes: names under which a registry lets anybody register (`co.uk`).
public protocol PublicSuffixes: Sendable {
    /// Whether a domain name, lower case, without a dot at either end, is a public suffix.
    func isPublicSuffix(_ domain: String) -> Bool
}
