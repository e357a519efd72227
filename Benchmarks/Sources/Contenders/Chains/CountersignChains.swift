import ServerIdentity
import Synchronization

/// Ours: engines asked one question after the other, on so many threads.
final class CountersignChains: ChainVerifier, Sendable {
    private let chains: [CertificateChain]
    private let asking: Asking
    private let engines: EngineSet

    init(_ question: HandshakeQuestion, _ chains: [[[UInt8]]], _ engines: EngineSet) throws {
        self.chains = try chains.map { try CertificateChain($0.map { try CertificateDER($0) }) }
        self.engines = engines
        asking = try question.asking()
    }

    func accepts(_ index: Int) -> Bool { engines.accepts(asking.question(chains[index])) }
}
