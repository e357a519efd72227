import SwiftASN1
import X509

/// swift-certificates: `Verifier` with RFC 5280's rules and the server's identity.
final class CertificatesChains: Contender {
    let name = "swift-certificates"
    let role = Role.peer
    let task: BenchmarkTask
    private let pki: BenchmarkPKI
    private let kind: KeyKind

    init(_ kind: KeyKind, _ pki: BenchmarkPKI) {
        self.kind = kind
        self.pki = pki
        task = BenchmarkTask(.chains, kind.rawValue)
    }

    func prove() throws {
        let chains = try pki.chains(kind)
        let broken = chains.map { [$0[0].dropLast() + [($0[0].last ?? 0) ^ 1]] + $0.dropFirst() }
        try requireAcceptance("right host, right root") { _ = try run(.right(pki, kind), chains, BenchmarkPKI.leaves) }
        try requireRefusal("wrong host") { _ = try run(.wrongHost(pki, kind), chains, 1) }
        try requireRefusal("wrong root") { _ = try run(.wrongRoot(pki), chains, 1) }
        try requireRefusal("wrong signature") { _ = try run(.right(pki, kind), broken, 1) }
    }

    func run(operations: Int) throws -> Timing { try run(.right(pki, kind), try pki.chains(kind), operations) }

    /// The verifier is asynchronous, though it waits for nothing: one task does all, and the processor time is the
    /// process's.
    private func run(_ question: HandshakeQuestion, _ chains: [[[UInt8]]], _ operations: Int) throws -> Timing {
        let roots = CertificateStore(try BenchmarkPKI.certificates(in: question.rootsFile).map { try Certificate(derEncoded: $0) })
        let host = question.host
        return try waitFor {
            var stopwatch = Stopwatch(.process)
            stopwatch.start()
            for index in 0..<operations {
                let chain = chains[index % chains.count]
                let leaf = try Certificate(derEncoded: chain[0])
                let intermediates = CertificateStore(try chain.dropFirst().map { try Certificate(derEncoded: $0) })
                var verifier = Verifier(rootCertificates: roots) {
                    RFC5280Policy()
                    ServerIdentityPolicy(serverHostname: host, serverIP: nil)
                }
                guard case .validCertificate = await verifier.validate(leaf: leaf, intermediates: intermediates) else {
                    throw ContenderError.refused("by swift-certificates")
                }
            }
            stopwatch.stop()
            return stopwatch.measurement(of: operations)
        }
    }
}
