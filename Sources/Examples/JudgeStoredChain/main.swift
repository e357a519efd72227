// JudgeStoredChain CHAIN.pem NAME ROOTS.pem
import Countersigning
import ServerIdentity

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
    print("give CHAIN.pem NAME ROOTS.pem")
    ExitStatus.usage.exit()
}

do {
    var options = VerifierOptions()
    options.trust = [.bundle(arguments[3])]
    options.policy = .webpki
    let verifier = try Verifier(options)
    let report = try verifier.check(file: arguments[1], for: arguments[2])
    print(report.conclusion, report.exitStatus)
    report.exitStatus.exit()
} catch {
    print(error.text)
    error.exitStatus.exit()
}
