import CPSL
public import ServerIdentity

/// The public suffixes of publicsuffix.org, as libpsl finds them: the list that the distribution keeps up to date
/// (Debian: package `publicsuffix`), or the one that libpsl was built with if that is newer.
///
/// Only the list's ICANN section counts: registry-controlled names, `com` and `co.uk`. CABF BR 3.2.2.6 on wildcards
/// says that a CA "SHOULD consult the 'ICANN DOMAINS' section only, not the 'PRIVATE DOMAINS' section": `*.github.io`
/// is a wildcard that the domain's owner rightly has. As the list demands, a top-level label that no rule names is a
/// public suffix too (its prevailing rule is `*`).
///
/// May be asked by any number of threads.
@safe
public final class PublicSuffixList: PublicSuffixes, @unchecked Sendable {  // libpsl's context is only read after it was loaded
    private let context: OpaquePointer

    /// Loads the list, some 10,000 rules, once for the program.
    ///
    /// Nil if libpsl finds no list: the caller must say that names can't be judged by it, and must not take every name
    /// for no public suffix.
    public convenience init?() { unsafe self.init(owning: psl_latest(nil)) }

    /// Loads a list from a file: text, or the compact form that `psl-make-dafsa` makes of it.
    ///
    /// Nil if it can't be read, or holds no rule.
    public convenience init?(file: String) {
        if file.utf8.contains(0) { return nil }
        // Swift lends a NUL-terminated copy of the path for the call.
        unsafe self.init(owning: psl_load_file(file))
    }

    /// libpsl's memory is ours from here on.
    private init?(owning context: OpaquePointer?) {
        guard let context = unsafe context else { return nil }
        unsafe self.context = context
        // 0: a list without rules, by which nothing but top-level labels would be public; -1: a compact one, which does
        // not count them.
        if unsafe psl_suffix_count(context) == 0 { return nil }
    }

    deinit { unsafe psl_free(context) }

    /// Whether a domain name, lower case A-labels, without a dot at either end, is registry-controlled.
    ///
    /// A text with a NUL is no domain name and no public suffix.
    public func isPublicSuffix(_ domain: String) -> Bool {
        if domain.isEmpty || domain.utf8.contains(0) { return false }
        // Swift lends a NUL-terminated copy of the name for the call.
        return unsafe psl_is_public_suffix2(context, domain, Self.registryControlled) == 1
    }

    /// PSL_TYPE_ICANN, and not PSL_TYPE_PRIVATE or PSL_TYPE_NO_STAR_RULE.
    private static let registryControlled = CInt(PSL_TYPE_ICANN)

    /// libpsl's version at run time.
    public static var libraryVersion: String {
        // A static string of the library, never freed.
        guard let text = unsafe psl_get_version() else { return "" }
        return unsafe String(cString: text)
    }
}
