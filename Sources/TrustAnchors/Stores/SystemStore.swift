/// Where systems keep the certificates that they trust.
public enum SystemStore {
    /// The places to look at, in order, each once: first the one that the TLS library was built with, then the usual
    /// distributions'.
    ///
    /// - Parameter builtIn: GnuTLS's default store file, if it has one. A `pkcs11:` URL (Fedora's GnuTLS) is no path and is
    ///   left out.
    public static func candidates(builtIn: String?) -> [String] {
        var seen: Set<String> = []
        let first = builtIn.flatMap { $0.isEmpty || $0.hasPrefix("pkcs11:") ? nil : $0 }
        return ([first].compactMap { $0 } + distributions).filter { seen.insert($0).inserted }
    }

    /// Files before directories: one file is read faster than four hundred.
    static let distributions = [
        "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Alpine, Arch, Gentoo
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // Fedora, RHEL: generated for TLS servers only
        "/etc/pki/tls/certs/ca-bundle.crt",  // Fedora before 43, RHEL: a link to the one above
        "/etc/ssl/ca-bundle.pem",  // openSUSE, SLES
        "/var/lib/ca-certificates/ca-bundle.pem",  // openSUSE: where the link above leads
        "/etc/pki/tls/cacert.pem",  // OpenELEC
        "/etc/ssl/cert.pem",  // Alpine's libressl, OpenBSD
        "/usr/local/share/certs/ca-root-nss.crt",  // FreeBSD
        "/usr/local/etc/ssl/cert.pem",  // FreeBSD
        "/etc/ssl/certs",  // hashed directory: openSUSE, Debian without the bundle
        "/etc/pki/tls/certs",  // Fedora, RHEL
        "/etc/openssl/certs",  // NetBSD
    ]
}
