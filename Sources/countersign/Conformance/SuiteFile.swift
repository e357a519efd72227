import Foundation
import ServerIdentity
import TrustAnchors
import VerdictReport

/// A test suite on disk: plain, or packed by xz.
enum SuiteFile {
    /// 256 MiB unpacked; x509-limbo has 40 MiB.
    private static let maximumLength = 256 * 1_024 * 1_024

    /// Five minutes: xz unpacks the limit in seconds, on a busy machine in a minute.
    private static let unpackingPatience = Duration.seconds(300)

    static func read(_ path: String) throws(InputProblem) -> [UInt8] {
        let octets: [UInt8]
        do throws(FileProblem) { octets = try DiskFiles().read(path, limit: maximumLength) } catch {
            throw InputProblem(code: .inputUnreadable, text: "can't read \(EscapedText(path)): \(error.reason)")
        }
        let magic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
        guard octets.starts(with: magic) else { return octets }
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/xz") else {
            throw InputProblem(
                code: .inputUnreadable, text: "\(EscapedText(path)) is packed by xz, and /usr/bin/xz is not there; install xz-utils"
            )
        }
        guard
            let unpacked = ChildProcess.octets(
                of: ["/usr/bin/xz", "-dc", "--", path], limit: maximumLength, patience: unpackingPatience)
        else {
            let text = "xz can't unpack \(EscapedText(path)), or to more than \(maximumLength) octets"
            throw InputProblem(code: .inputUnreadable, text: text)
        }
        return unpacked
    }
}
