#if OpenSSL
import COpenSSL

/// The libcrypto that this process runs with.
enum OpenSSLLibrary {
    /// The version at run time, `3.0.22`: the second word of `OpenSSL 3.0.22 25 Aug 2026`, or the number where the text
    /// has another form.
    static var version: String {
        if let text = unsafe OpenSSL_version(OPENSSL_VERSION) {
            let words = unsafe String(cString: text).split(separator: " ")
            if words.count >= 2, words[0] == "OpenSSL" { return String(words[1]) }
        }
        let number = OpenSSL_version_num()
        return "\(number >> 28).\(number >> 20 & 0xFF).\(number >> 4 & 0xFF)"
    }
}

/// Forgets what failed calls left in this thread's error queue: every failure is told by a return value here.
func forgetErrors() { ERR_clear_error() }
#endif
