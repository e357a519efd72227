// VerifyHost HOST[:PORT] [ROOTS.pem]: ends with 0 only if the server is who it should be.
import Countersigning

let arguments = CommandLine.arguments.dropFirst()
var options = VerifierOptions()
if let roots = arguments.dropFirst().first { options.trust = [.bundle(roots)] }
do {
    let verifier = try Verifier(options)
    let report = await verifier.verify(arguments.first ?? "www.example.org")
    print(report.conclusion, report.exitStatus)
    report.exitStatus.exit()
} catch {
    print(error.text)
    error.exitStatus.exit()
}
