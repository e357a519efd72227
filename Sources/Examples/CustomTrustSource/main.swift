// CustomTrustSource HOST[:PORT] ROOTS.der…: roots that come from anywhere, as DER, each with a name of its own.
import Countersigning
import Foundation
import ServerIdentity
import TrustAnchors

let arguments = CommandLine.arguments.dropFirst()

/// Called once, when the verifier is made. `refusal` says why a certificate can't be an anchor.
let database = TrustSource.anchors { refusal throws(InputProblem) in
    var anchors: [TrustAnchor] = []
    var skipped: [SkippedBlock] = []
    for path in arguments.dropFirst() {
        do {
            let root = try CertificateDER([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
            if let reason = refusal(root) {
                skipped.append(SkippedBlock(file: path, line: nil, reason: reason))
            } else {
                anchors.append(TrustAnchor(root, origin: "root \(anchors.count + 1) of our database"))
            }
        } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(path): \(error)")
        }
    }
    do throws(EmptyTrustAnchorSet) {
        return LoadedAnchors(anchors: try TrustAnchorSet(anchors, source: "our database"), skipped: skipped)
    } catch {
        throw InputProblem(code: .inputUnreadable, text: "our database has no root")
    }
}

var options = VerifierOptions()
options.trust = [database]
let verifier = try Verifier(options)
for warning in verifier.warnings { print(warning) }
let report = await verifier.verify(arguments.first ?? "www.example.org")
print(report.exitStatus)
report.exitStatus.exit()
