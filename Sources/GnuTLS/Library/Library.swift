import CGnuTLS

/// The GnuTLS library that this process runs with.
public enum Library {
    /// The version at run time, `3.7.9`; what a distribution patched into it, this does not tell.
    public static var version: String {
        guard let version = unsafe gnutls_check_version(nil) else { return "unknown" }
        return unsafe String(cString: version)
    }
}
