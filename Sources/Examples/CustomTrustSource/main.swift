// CustomTrustSource HOST[:PORT] ROOTS.der…: roots that come from anywhere, as DER.
import Countersigning
import Foundation
import ServerIdentity

let arguments = CommandLine.arguments.dropFirst()
let roots = try arguments.dropFirst().map { path in
    try CertificateDER([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
}

var options = VerifierOptions()
options.trust = [.certificates(roots, source: "the roots of our database")]
let verifier = try Verifier(options)
for warning in verifier.warnings { print(warning) }
print(await verifier.verify(arguments.first ?? "www.example.org").exitStatus)
