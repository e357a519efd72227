import Countersigning

let verifier = try Verifier()
let report = await verifier.verify("www.example.org")
print(report.conclusion, report.exitStatus)
