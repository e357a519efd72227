/// The public suffixes: names under which a registry lets anybody register (`co.uk`).
public protocol PublicSuffixes: Sendable {
    /// Whether a domain name, lower case, without a dot at either end, is a public suffix.
    func isPublicSuffix(_ domain: String) -> Bool
}

extension PublicSuffixes {
    /// The domain that somebody registered: the public suffix and one label more. Nil for a public suffix.
    ///
    /// - Parameter domain: lower case, without a dot at either end.
    public func registeredDomain(of domain: String) -> String? {
        if isPublicSuffix(domain) { return nil }
        var registered = domain[...]
        while let dot = registered.firstIndex(of: ".") {
            let parent = registered[registered.index(after: dot)...]
            if isPublicSuffix(String(parent)) { return String(registered) }
            registered = parent
        }
        return nil
    }
}
