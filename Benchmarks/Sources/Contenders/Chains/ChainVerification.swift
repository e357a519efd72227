import ServerIdentity

/// What a contender is asked about a stored chain.
protocol ChainVerifier: AnyObject {
    /// Judges a chain, DER, leaf first, from its octets.
    ///
    /// - Parameter index: which of the chains it was made for.
    /// - Returns: whether it is accepted for the host.
    func accepts(_ index: Int) throws -> Bool
}

/// A contender in the verification of stored chains: distinct leaves of one intermediate, each decoded anew.
final class ChainVerification: Contender {
    /// Makes a verifier of these chains for a question.
    typealias Maker = (HandshakeQuestion, [[[UInt8]]]) throws -> any ChainVerifier

    let name: String
    let role: Role
    let task: BenchmarkTask
    private let pki: BenchmarkPKI
    private let kind: KeyKind
    private let make: Maker
    private let verifier: any ChainVerifier

    init(_ name: String, _ role: Role, _ kind: KeyKind, _ pki: BenchmarkPKI, _ make: @escaping Maker) throws {
        self.name = name
        self.role = role
        self.pki = pki
        self.kind = kind
        self.make = make
        task = BenchmarkTask(.chains, kind.rawValue)
        verifier = try make(.right(pki, kind), try pki.chains(kind))
    }

    func prove() throws {
        let chains = try pki.chains(kind)
        try requireAcceptance("right host, right root") { try refuse(.right(pki, kind), chains) }
        try requireRefusal("wrong host") { try refuse(.wrongHost(pki, kind), chains) }
        try requireRefusal("wrong root") { try refuse(.wrongRoot(pki), chains) }
        // The last octet of a certificate is the last of its signature.
        let broken = chains.map { chain in
            chain.enumerated().map { $0.offset == 0 ? $0.element.dropLast() + [($0.element.last ?? 0) ^ 1] : $0.element }
        }
        try requireRefusal("wrong signature") { try refuse(.right(pki, kind), broken) }
    }

    private func refuse(_ question: HandshakeQuestion, _ chains: [[[UInt8]]]) throws {
        let verifier = try make(question, chains)
        for index in chains.indices where try !verifier.accepts(index) { throw ContenderError.refused("chain \(index)") }
    }

    func run(operations: Int) throws -> Timing {
        try Stopwatch.time(operations) { index in
            guard try verifier.accepts(index % BenchmarkPKI.leaves) else { throw ContenderError.refused("chain \(index)") }
        }
    }
}

extension BenchmarkPKI {
    /// Leaf and intermediate of each distinct leaf, DER.
    func chains(_ kind: KeyKind) throws -> [[[UInt8]]] {
        try (0..<Self.leaves).map { try Self.certificates(in: chainFile(kind, $0)) }
    }
}
