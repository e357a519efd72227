import Conformance
import Foundation
import InternationalNames
import ServerIdentity

/// Octets of the form of a certificate (one SEQUENCE of the right length), of no more sense than that.
func fakeCertificate(_ seed: UInt8) -> [UInt8] { [0x30, 0x81, 200] + [UInt8](repeating: seed, count: 200) }

/// One PEM block.
func pem(_ octets: [UInt8], label: String = "CERTIFICATE") -> String {
    "-----BEGIN \(label)-----\n\(Data(octets).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed]))\n-----END \(label)-----\n"
}

/// The cases of a suite's JSON.
func parts(_ json: some StringProtocol, member: String = "testcases") throws -> [SuitePart] {
    var splitter = CaseSplitter(member: member)
    try splitter.take(Array(json.utf8))
    try splitter.finish()
    var parts: [SuitePart] = []
    while let part = splitter.next() { parts.append(part) }
    return parts
}

/// A JSON text of members; values are JSON texts themselves.
func object(_ members: [String: String]) -> String {
    "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
}

/// A JSON string.
func string(_ text: String) -> String {
    "\"" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n") + "\""
}

extension SuiteCase {
    var question: SuiteQuestion? { if case .ask(let question) = task { question } else { nil } }

    /// Why there is no question, after a word that says which kind of answer it is.
    var reason: String? {
        switch task {
        case .ask: nil
        case .refuse(let reason): "refuse: \(reason)"
        case .skip(let reason): "skip: \(reason)"
        case .unusable(let reason): "unusable: \(reason)"
        }
    }
}
