/// A contender in the handshakes through memory: a client, and the server that all talk to.
final class MemoryHandshake: Contender {
    /// Makes a client for a question.
    typealias ClientMaker = (HandshakeQuestion, MemoryScenario) throws -> any MemoryClient

    let name: String
    let role: Role
    let task: BenchmarkTask
    private let pki: BenchmarkPKI
    private let scenario: MemoryScenario
    private let makeClient: ClientMaker
    private let server: MemoryServer
    private var client: (any MemoryClient)?

    init(_ name: String, _ role: Role, _ scenario: MemoryScenario, _ pki: BenchmarkPKI, _ makeClient: @escaping ClientMaker) throws
    {
        self.name = name
        self.role = role
        self.scenario = scenario
        self.pki = pki
        self.makeClient = makeClient
        task = scenario.task
        server = try MemoryServer(pki, scenario)
    }

    func prove() throws {
        try requireAcceptance("right host, right root") { _ = try run(operations: 1) }
        if role == .floor { return }
        try requireRefusal("wrong host") { try handshake(.wrongHost(pki, scenario.kind)) }
        try requireRefusal("wrong root") { try handshake(.wrongRoot(pki)) }
    }

    private func handshake(_ question: HandshakeQuestion) throws {
        var unused = Stopwatch()
        try server.handshake(try makeClient(question, scenario), &unused)
    }

    func run(operations: Int) throws -> Timing {
        let client = try preparedClient()
        var stopwatch = Stopwatch()
        for _ in 0..<operations {
            try server.handshake(client, &stopwatch)
            guard client.isResumed == scenario.isResumed else {
                throw ContenderError.failed("\(name): the session is \(client.isResumed ? "" : "not ")resumed")
            }
        }
        return stopwatch.measurement(of: operations)
    }

    /// The client of all runs; where sessions are resumed, it has done a full handshake.
    private func preparedClient() throws -> any MemoryClient {
        if let client { return client }
        let made = try makeClient(.right(pki, scenario.kind), scenario)
        if scenario.isResumed {
            var unused = Stopwatch()
            try server.handshake(made, &unused, keeps: true)
        }
        client = made
        return made
    }
}
