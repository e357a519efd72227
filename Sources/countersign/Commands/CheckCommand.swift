import ArgumentParser
import Countersigning
import ServerIdentity
import VerdictRecords

/// `countersign check CHAIN.pem --hostname NAME`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge stored chains, offline, as if a server had presented them.",
        discussion: "A file holds PEM certificates, leaf first, one DER certificate, or PKCS#7; text between them is ignored.")

    @Argument(help: ArgumentHelp("The chains, each leaf first; '-' is standard input.", valueName: "chain.pem"))
    var chains: [String] = []

    @Option(
        name: [.long, .customLong("untrusted", withSingleDash: true)],
        help: ArgumentHelp("Certificates behind those of each chain, as a server may send them.", valueName: "file"))
    var untrusted: String?

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
            "Whom the chains must name: a host name, an address, srv:_service.domain or uri:scheme:host. Without it the "
                + "chain alone is judged, which says of no server who it is.", valueName: "name"))
    var hostname: IdentityArgument?

    @OptionGroup var verdict: VerdictOptions

    @Option(
        help: ArgumentHelp("The OCSP response that the server stapled, DER; without it nothing is known of one.", valueName: "file")
    )
    var ocsp: String?

    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        _ = try hostname?.parsed()
        try verdict.trust.validateStandardInput(beside: chains + [untrusted, questions])
        if questions != nil, !chains.isEmpty || hostname != nil || ocsp != nil || untrusted != nil {
            throw ValidationError("the lines of --questions bring chain, name and staple; give no others beside it")
        }
        if questions == nil, chains.isEmpty {
            throw ValidationError("name a file with a chain, and with --hostname whom it must name; or give --questions")
        }
    }

    func run() async throws {
        let others = try untrusted.map { file throws(InputProblem) in try ChainFile.read(file).certificates } ?? []
        let verifier = try Verifier(verdict.options())
        StandardError.warn(verifier.warnings)
        if let questions {
            let status = try await QuestionAnswers(verifier).each(of: questions) { try StandardOutput.write($0.record.line + "\n") }
            throw ExitCode(status.rawValue)
        }
        let staple: StapledResponse = if let ocsp { .response(try OCSPFile.read(ocsp).octets) } else { .unknown }
        var statuses: [ExitStatus] = []
        for file in chains {
            let report = try verifier.report(onFile: file, untrusted: others, for: hostname?.parsed(), staple: staple)
            // Of several files, one that can't be used is an answer like others.
            if chains.count == 1, case .unusable(let problem) = report.outcome { throw problem }
            try StandardOutput.write(output.text(of: report, isFirst: statuses.isEmpty))
            statuses.append(report.exitStatus)
        }
        throw ExitCode(ExitStatus.mostSerious(statuses).rawValue)
    }
}
