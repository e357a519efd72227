import Foundation

/// The distribution's version of the GnuTLS library: backports change verdicts, so 3.7.9 alone says too little.
enum PackageVersion {
    /// nil where neither dpkg nor rpm knows the library.
    static func ofGnuTLS() -> String? {
        for query in queries {
            guard let version = ChildProcess.output(of: query), !version.isEmpty, version.utf8.count < 200 else { continue }
            return version
        }
        return nil
    }

    private static let queries = [
        ["/usr/bin/dpkg-query", "-W", "-f", "${Version}", "libgnutls30"],
        ["/usr/bin/dpkg-query", "-W", "-f", "${Version}", "libgnutls30t64"],
        ["/usr/bin/rpm", "-q", "--qf", "%{VERSION}-%{RELEASE}", "gnutls"],
    ]
}
