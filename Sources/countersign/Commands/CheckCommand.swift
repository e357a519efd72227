import ArgumentParser
import Countersigning
import ServerIdentity

/// `countersign check CHAIN.pem --hostname NAME`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge a stored chain, offline, as if a server had presented it.",
        discussion:
            "The file holds PEM certificates, leaf first; text between them is ignored. A single DER certificate is read too.")

    @Argument(help: ArgumentHelp("The chain, leaf first.", valueName: "chain.pem"))
    var chain: String

    @Option(
        name: [
            .customLong("hostname"), .customLong("verify-hostname"), .customLong("host"),
            .customLong("verify_hostname", withSingleDash: true), .customLong("verify_ip", withSingleDash: true),
        ],
        help: ArgumentHelp(
            "Whom the chain must name: a host name, an address, srv:_service.domain or uri:scheme:host.", valueName: "name"))
    var hostname: IdentityArgument

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
        _ = try hostname.parsed()
        try trust.validateStandardInput(beside: [chain])
    }

    func run() throws {
        let presented = try ChainFile.read(chain)
        let verifier = try Verifier(
            VerifierOptions(
                trust: trust, judgement: judgement, selection: selection, revocation: revocation, ledger: known,
                pinning: pinning))
        StandardError.warn(verifier.warnings)
        let staple: StapledResponse = if let ocsp { .response(try OCSPFile.read(ocsp).octets) } else { .unknown }
        let report = verifier.check(presented, for: try hostname.parsed(), staple: staple, name: chain)
        try StandardOutput.write(output.text(of: report))
        throw ExitCode(report.exitStatus.rawValue)
    }
}
