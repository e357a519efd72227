public import Countersigning
import LocalFiles

/// The octets of a suite on disk, plain or packed by xz; `-` is standard input. Nothing else in this target reads
/// files.
public enum SuiteOctets {
    /// 256 MiB unpacked; x509-limbo has 40 MiB.
    private static let maximumLength = 256 * 1_024 * 1_024

    /// All octets.
    ///
    /// - Throws: `InputProblem` if the file can't be read or unpacked, or has more than 256 MiB unpacked.
    public static func read(_ path: String) throws(InputProblem) -> [UInt8] { try read(path, limit: maximumLength) }

    static func read(_ path: String, limit: Int) throws(InputProblem) -> [UInt8] {
        do throws(FileProblem) { return try PackedInput.octets(of: path, limit: limit) } catch { throw InputProblem(error) }
    }

    /// The octets a chunk at a time, as they are asked for.
    static func chunks(_ path: String) throws(InputProblem) -> SuiteParts.Source {
        let stream: PackedInput
        do throws(FileProblem) { stream = try PackedInput(path) } catch { throw InputProblem(error) }
        return { () throws(InputProblem) in
            do throws(FileProblem) { return try stream.next() } catch { throw InputProblem(error) }
        }
    }
}
