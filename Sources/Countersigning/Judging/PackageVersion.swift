import LocalFiles

/// The distribution's version of a library: backports change verdicts, so 3.7.9 alone says too little.
public enum PackageVersion {
    /// nil where neither dpkg nor rpm knows the library.
    public static func ofGnuTLS() -> String? { first(of: debian("libgnutls30", "libgnutls30t64") + [rpm("gnutls")]) }

    /// nil where neither dpkg nor rpm knows the library.
    public static func ofOpenSSL() -> String? { first(of: debian("libssl3", "libssl3t64") + [rpm("openssl-libs")]) }

    private static func first(of queries: [[String]]) -> String? {
        for query in queries {
            guard let version = ChildProcess.output(of: query), !version.isEmpty, version.utf8.count < 200 else { continue }
            return version
        }
        return nil
    }

    private static func debian(_ packages: String...) -> [[String]] {
        packages.map { ["/usr/bin/dpkg-query", "-W", "-f", "${Version}", $0] }
    }

    private static func rpm(_ package: String) -> [String] { ["/usr/bin/rpm", "-q", "--qf", "%{VERSION}-%{RELEASE}", package] }
}
