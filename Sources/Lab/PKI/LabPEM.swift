import SwiftASN1

/// Certificates as PEM, one after another.
enum LabPEM {
    static func certificates(_ chain: [[UInt8]]) -> String {
        chain.map { PEMDocument(type: "CERTIFICATE", derBytes: $0).pemString + "\n" }.joined()
    }
}
