import ArgumentParser
import ConformanceSuites
import ServerIdentity
import VerdictReport

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

    /// 64 MiB: the suite has 2. What the tests share stands anywhere in the file, so that it is read at once.
    private static let maximumLength = 64 * 1_024 * 1_024
    private static let chunk = 65_536

    func run() async throws {
        let octets = try SuiteStream(options.file).rest(limit: Self.maximumLength)
        let suite: PKITSSuite
        do throws(SuiteFieldError) { suite = try PKITSSuite(octets, policy: options.policy.policy ?? .default) } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(options.name) is no PKITS suite: \(error)")
        }
        var rest = octets[...]
        let parts = SuiteParts(options.name, member: "tests") { () throws(InputProblem) in
            if rest.isEmpty { return nil }
            defer { rest = rest.dropFirst(Self.chunk) }
            return Array(rest.prefix(Self.chunk))
        }
        try await options.run(.pkits, parts, suite.suiteCase)
    }
}
