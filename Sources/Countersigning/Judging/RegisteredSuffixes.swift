import PublicSuffixList

/// The public suffixes of this machine, loaded once and shared by all engines.
enum RegisteredSuffixes {
    /// Nil where libpsl finds no list; then the engine can't judge wildcards by a policy that needs it, and says so in
    /// each answer.
    static let list = PublicSuffixList()
}
