import ServerIdentity
import TrustAnchors
import VerdictReport

/// A stored OCSP response, DER, as `openssl ocsp -respout` or `gnutls-cli --save-ocsp` writes it.
enum OCSPFile {
    /// 1 MiB. A response is a few KiB, with the responder's certificate in it; TLS could carry 16 MiB.
    static let maximumLength = 1_024 * 1_024

    /// - Throws: `InputProblem` if the file can't be read or is empty. Whether it is a response is for the engines to say.
    static func read(_ path: String) throws(InputProblem) -> StapledResponse {
        let octets: [UInt8]
        do throws(FileProblem) { octets = try DiskFiles().read(path, limit: maximumLength) } catch {
            throw InputProblem(code: .inputUnreadable, text: "can't read \(EscapedText(path)): \(error.reason)")
        }
        if octets.isEmpty { throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(path)): the file is empty") }
        return .response(octets)
    }
}
