import ArgumentParser
import Countersigning
import CrossCheck

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

    /// The shipped entries and those of all files.
    func ledger() throws(InputProblem) -> Ledger {
        let (ledger, warnings) = try LedgerFiles.read(files)
        StandardError.warn(warnings)
        return ledger
    }
}
