// VerifyManyLines ROOTS.pem < hosts: a target a line, ten thousand or more, 64 at a time.
import Countersigning

/// The lines of standard input, read no faster than they are asked for.
let targets = AsyncStream(unfolding: { readLine() })

var options = VerifierOptions()
if let roots = CommandLine.arguments.dropFirst().first { options.trust = [.bundle(roots)] }
options.concurrency = 64
let verifier = try Verifier(options)
try await verifier.verify(each: targets) { report in
    print(report.target, report.exitStatus)
}
