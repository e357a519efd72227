import ArgumentParser
import Conformance

/// `countersign conformance limbo FILE --engine swift|gnutls|countersigned`
struct LimboConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limbo", abstract: "x509-limbo: is this chain valid for this name at this time?",
        discussion: """
            Writes {"version","harness","results":[{"id","actual_result","context"}]}, the result format of the suite; actual_result is SUCCESS, \
            FAILURE or SKIPPED, and an engine that could not judge did not accept. The suite's policy is webpki for its namespace webpki, \
            rfc5280 for all others. A damaged case is SKIPPED with the reason, and the command ends with 66.
            """)

    @OptionGroup var options: SuiteOptions

    func run() async throws { try await options.run(.limbo) }
}
