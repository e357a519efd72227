/// Where systems keep the certificates that they trust.
public enum SystemStore {
    /// The places to look at, best first, each once. Files come before directories: one file is read faster than four
    /// hundred.
    public static let candidates = [
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
