import ArgumentParser
import Conformance

/// `countersign conformance pkits FILE --engine swift|gnutls|countersigned`
struct PKITSConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pkits", abstract: "NIST PKITS: path validation with certificate policies and CRLs, without names.",
        discussion: """
            Writes {"version","engine","results":[{"id","actual","context"}]}; actual is valid, invalid or skipped, and an engine that could not \
            judge did not accept. The suite's policy is default; purpose, revocation and certificate policies are those of each test. \
            A damaged test is skipped with the reason, and the command ends with 66.
            """)

    @OptionGroup var options: SuiteOptions

    func run() async throws { try await options.run(.pkits) }
}
