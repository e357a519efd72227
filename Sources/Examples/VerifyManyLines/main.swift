// VerifyManyLines ROOTS.pem < hosts: a target a line, ten thousand or more, 64 at a time, ten seconds for each.
import Countersigning

/// The lines of standard input, read no faster than they are asked for.
let targets = AsyncStream(unfolding: { readLine() })

var options = VerifierOptions()
if let roots = CommandLine.arguments.dropFirst().first { options.trust = [.bundle(roots)] }
options.concurrency = 64
options.connection.timeout = .seconds(10)
let verifier = try Verifier(options)
var statuses: Set<ExitStatus> = []
try await verifier.verify(each: targets) { report in
    print(report.target, report.exitStatus)
    statuses.insert(report.exitStatus)
}
ExitStatus.mostSerious(statuses).exit()
