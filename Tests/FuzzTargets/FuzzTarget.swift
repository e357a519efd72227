/// One kind of input that anybody may send, thrown at the public interface, and what must hold whatever the octets are.
///
/// A fuzzer calls `check` with octets that it makes (`Tests/Fuzzing`), the ordinary tests with those that were found
/// (`FoundInputs`).
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// A certificate, DER: decoded, described, judged as it is and signed anew.
    case certificate
    /// A revocation list, DER: judged as it is and signed anew.
    case list
    /// What decides whether the list is an indirect one, and the content of revokedCertificates: put into a list and
    /// signed.
    case entries
    /// A stapled OCSP response, DER: judged as it is and signed anew.
    case staple
    /// A presented name, LF, a reference identity.
    case name
    /// Two octets of length, nameConstraints of that length, subjectAltName: both as values of extensions.
    case constraints
    /// Certificates one after the other, leaf first; the last one is trusted.
    case path
    /// AlgorithmIdentifier, SubjectPublicKeyInfo, and the octets of a signature.
    case key
    /// A PEM file.
    case pem
    /// A root program's list: a certdata.txt, or a sidecar if it begins with a brace.
    case certdata
    /// A file of known hosts.
    case knownhosts

    /// - Returns: how many verdicts were acceptances, so that tests can tell whether a target gets that far.
    /// - Throws: `BrokenInvariant` for octets that show a defect of the validator.
    @discardableResult
    package func check(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        switch self {
        case .certificate: return try CertificateTarget.check(octets)
        case .list: return try ListTarget.check(octets)
        case .entries: return try EntriesTarget.check(octets)
        case .staple: return try StapleTarget.check(octets)
        case .name:
            try NameTarget.check(octets)
            return 0
        case .constraints: return try ConstraintsTarget.check(octets)
        case .path: return try PathTarget.check(octets)
        case .key: return try KeyTarget.check(octets)
        case .pem:
            try PEMTarget.check(octets)
            return 0
        case .certdata: return try CertdataTarget.check(octets)
        case .knownhosts:
            try KnownHostsTarget.check(octets)
            return 0
        }
    }
}
