import GnuTLS
import LocalFiles
import ServerIdentity

/// The client's own certificate, if one was given.
enum ClientCredentials {
    /// 1 MiB: a chain and a key have a few KiB.
    private static let maximumLength = 1_024 * 1_024

    static func load(_ chosen: ConnectionOptions.ClientCertificate?) throws(InputProblem) -> Credentials {
        guard let chosen else {
            do throws(GnuTLSError) { return try Credentials() } catch {
                throw InputProblem(
                    code: .internalError, text: "GnuTLS can't be used: \(error); reinstall it, or free memory")
            }
        }
        let (certificate, key) = (chosen.certificate, chosen.key)
        let tokens = [certificate, key].count { $0.hasPrefix("pkcs11:") }
        if tokens == 1 {
            throw InputProblem(code: .usage, text: "--cert and --key: give both as pkcs11: URLs, or both as files")
        }
        let (chain, secret, password): ([UInt8], [UInt8], [UInt8]?)
        do throws(FileProblem) {
            password = try chosen.passwordFile.map { path throws(FileProblem) in
                Array(try DiskFiles().read(path, limit: maximumLength).prefix { $0 != 0x0A && $0 != 0x0D })
            }
            chain = tokens == 2 ? [] : try DiskFiles().read(certificate, limit: maximumLength)
            secret = tokens == 2 ? [] : try DiskFiles().read(key, limit: maximumLength)
        } catch {
            throw InputProblem(error)
        }
        do throws(GnuTLSError) {
            if tokens == 2 { return try Credentials(certificateURL: certificate, keyURL: key) }
            return try Credentials(chainPEM: chain, keyPEM: secret, password: password)
        } catch {
            if error.code == .certificateKeyMismatch { throw mismatch(certificate, key) }
            let named = certificate == key ? "" : " with --key \(EscapedText(key))"
            throw InputProblem(
                code: .inputUnreadable,
                text: "--cert \(EscapedText(certificate))\(named): not a PEM chain and its key: "
                    + "\(error)\(advice(secret, hasPassword: password != nil))")
        }
    }

    private static func mismatch(_ certificate: String, _ key: String) -> InputProblem {
        let place = certificate == key ? "in the same file" : "of --key \(EscapedText(key))"
        return InputProblem(
            code: .inputUnreadable,
            text: "--cert \(EscapedText(certificate)): the private key \(place) does not belong to the first "
                + "certificate; put the certificate of that key first, or give the key that belongs to it")
    }

    private static func advice(_ key: [UInt8], hasPassword: Bool) -> String {
        let text = String(decoding: key, as: UTF8.self)
        guard text.contains("ENCRYPTED") else {
            return text.contains("PRIVATE KEY-----") ? "" : "; no private key is there: name its file with --key"
        }
        return hasPassword ? "; is its password right?" : "; the key has a password: name a file of it with --pass-file"
    }
}
