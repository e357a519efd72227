import GnuTLS
import LocalFiles
import ServerIdentity

/// The client's own certificate, if one was given.
enum ClientCredentials {
    /// 1 MiB: a chain and a key have a few KiB.
    private static let maximumLength = 1_024 * 1_024

    static func load(certificate: String?, key: String?) throws(InputProblem) -> Credentials {
        do {
            guard let certificate, let key else { return try Credentials() }
            let tokens = [certificate, key].filter { $0.hasPrefix("pkcs11:") }.count
            if tokens == 1 {
                throw InputProblem(code: .usage, text: "--cert and --key: give both as pkcs11: URLs, or both as files")
            }
            if tokens == 2 {
                return try Credentials(certificateURL: certificate, keyURL: key)
            }
            let chain = try DiskFiles().read(certificate, limit: maximumLength)
            return try Credentials(chainPEM: chain, keyPEM: DiskFiles().read(key, limit: maximumLength))
        } catch let problem as FileProblem {
            throw InputProblem(problem)
        } catch let problem as InputProblem {
            throw problem
        } catch {
            if certificate == nil {
                throw InputProblem(
                    code: .internalError, text: "GnuTLS can't be used: \(error); reinstall it, or free memory")
            }
            throw InputProblem(
                code: .inputUnreadable,
                text:
                    "--cert \(EscapedText(certificate ?? "")) with --key \(EscapedText(key ?? "")): not a PEM chain and its key: \(error)"
            )
        }
    }
}
