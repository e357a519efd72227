import Countersigning
import LocalFiles
import ArgumentParser
import CrossCheck
import ServerIdentity
import TrustAnchors

/// Which differences between engines are known.
struct LedgerOptions: ParsableArguments {
    @Option(
        name: .customLong("ledger"),
        help: ArgumentHelp(
            """
            Known differences beside the shipped ones, which are tried first: JSON by the schema of 'countersign schema --ledger'; may be \
            repeated.
            """,
            valueName: "file"))
    var files: [String] = []

    /// The shipped entries and those of all files. An entry that contradicts an earlier one is named as a warning.
    ///
    /// - Throws: `InputProblem` that names file, line and field.
    func ledger() throws(InputProblem) -> Ledger {
        var ledger = Ledger.known
        for path in files {
            let octets: [UInt8]
            do throws(FileProblem) { octets = try DiskFiles().read(path, limit: LedgerFile.maximumOctets) } catch {
                throw InputProblem(error)
            }
            do throws(LedgerProblem) {
                for contradiction in try ledger.add(try LedgerFile(octets, name: path)) {
                    WarningLines.show([.ledger(contradiction)])
                }
            } catch {
                throw InputProblem(code: .inputUnreadable, text: error.description)
            }
        }
        return ledger
    }
}
