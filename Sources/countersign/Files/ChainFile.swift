import ServerIdentity
import TrustAnchors
import VerdictReport

/// A chain in a PEM file, leaf first; text between the blocks is allowed, as `openssl s_client -showcerts` writes it.
enum ChainFile {
    /// `-` is standard input.
    static func read(_ argument: String) throws(InputProblem) -> CertificateChain {
        let path = argument == "-" ? "/dev/stdin" : argument
        let octets: [UInt8]
        do throws(FileProblem) { octets = try DiskFiles().read(path, limit: PEMBundle.maximumLength) } catch {
            throw InputProblem(code: .inputUnreadable, text: "can't read \(EscapedText(path)): \(error.reason)")
        }
        let bundle = PEMBundle(octets)
        if let problem = bundle.problems.first {
            throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(path)):\(problem.line): \(problem.reason)")
        }
        do throws(CertificateChainError) { return try CertificateChain(bundle.certificates.map(\.der)) } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(path)): \(error)")
        }
    }
}
