import Countersigning
import LocalFiles

/// All octets of a suite on disk: plain, or packed by xz; `-` is standard input.
enum SuiteOctets {
    /// 256 MiB unpacked; x509-limbo has 40 MiB.
    private static let maximumLength = 256 * 1_024 * 1_024

    static func read(_ path: String, limit: Int = maximumLength) throws(InputProblem) -> [UInt8] {
        do throws(FileProblem) { return try PackedInput.octets(of: path, limit: limit) } catch { throw InputProblem(error) }
    }
}
