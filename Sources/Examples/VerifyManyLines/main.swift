// VerifyManyLines ROOTS.pem < hosts: a target a line, ten thousand or more, 64 at a time, ten seconds for each.
import Countersigning

var options = VerifierOptions()
if let roots = CommandLine.arguments.dropFirst().first { options.trust = [.bundle(roots)] }
options.concurrency = 64
options.connection.timeout = .seconds(10)
var statuses: Set<ExitStatus> = []
do {
    let verifier = try Verifier(options)
    // Read no faster than they are verified; empty lines and comments are passed over.
    try await verifier.verify(each: TargetLines(file: "-")) { report in
        print(report.target, report.exitStatus)
        statuses.insert(report.exitStatus)
    }
} catch let problem as InputProblem {
    print(problem.text)
    statuses.insert(problem.exitStatus)
}
ExitStatus.mostSerious(statuses).exit()
