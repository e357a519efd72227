import ArgumentParser
import Countersigning
import ServerIdentity
import VerdictRecords

/// `countersign check CHAIN.pem --hostname NAME`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge a stored chain, offline, as if a server had presented it.",
        discussion: "The file holds PEM certificates, leaf first, one DER certificate, or PKCS#7; text between them is ignored.")

    @Argument(help: ArgumentHelp("The chain, leaf first.", valueName: "chain.pem"))
    var chain: String?

    @Option(
        help: ArgumentHelp(
            "Judge each line of this file, a question in JSON, instead; '-' is standard input. One JSON record a line.",
            valueName: "file"))
    var questions: String?

    @Option(
        name: [
            .customLong("hostname"), .customLong("verify-hostname"), .customLong("host"),
            .customLong("verify_hostname", withSingleDash: true), .customLong("verify_ip", withSingleDash: true),
        ],
        help: ArgumentHelp(
            "Whom the chain must name: a host name, an address, srv:_service.domain or uri:scheme:host.", valueName: "name"))
    var hostname: IdentityArgument?

    @OptionGroup(title: "Trust") var trust: TrustOptions
    @OptionGroup(title: "Judgement") var judgement: JudgementOptions
    @OptionGroup(title: "Judgement") var selection: EngineSelectionOptions
    @OptionGroup(title: "Judgement") var known: LedgerOptions
    @OptionGroup(title: "Revocation") var revocation: RevocationOptions

    @Option(
        help: ArgumentHelp("The OCSP response that the server stapled, DER; without it nothing is known of one.", valueName: "file")
    )
    var ocsp: String?

    @OptionGroup(title: "Keys") var pinning: PinOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        _ = try hostname?.parsed()
        try trust.validateStandardInput(beside: [chain, questions])
        if questions != nil, chain != nil || hostname != nil || ocsp != nil {
            throw ValidationError("the lines of --questions bring chain, name and staple; give no others beside it")
        }
        if questions == nil, chain == nil || hostname == nil {
            throw ValidationError("give a chain and --hostname, whom it must name; or --questions and a file")
        }
    }

    func run() async throws {
        let presented = try chain.map { file throws(InputProblem) in try ChainFile.read(file) }
        let verifier = try Verifier(
            VerifierOptions(
                trust: trust, judgement: judgement, selection: selection, revocation: revocation, ledger: known,
                pinning: pinning))
        StandardError.warn(verifier.warnings)
        if let questions {
            let status = try await QuestionAnswers(verifier).each(of: questions) { try StandardOutput.write($0.record.line + "\n") }
            throw ExitCode(status.rawValue)
        }
        guard let presented, let identity = try hostname?.parsed() else { return }
        let staple: StapledResponse = if let ocsp { .response(try OCSPFile.read(ocsp).octets) } else { .unknown }
        let report = verifier.check(presented, for: identity, staple: staple, name: chain ?? "")
        try StandardOutput.write(output.text(of: report))
        throw ExitCode(report.exitStatus.rawValue)
    }
}
