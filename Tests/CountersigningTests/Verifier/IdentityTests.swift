import Countersigning
import HandshakeProbe
import NIOCore
import ServerIdentity
import Testing

extension VerifierTests {
    @Suite("Where to connect, and who is expected there")
    struct IdentityTests {
        private let lab: LoopbackLab

        init() throws { lab = try .started() }

        @Test func `an address to dial, and another name to expect`() async throws {
            let host = lab.host("good-ecdsa")
            let (good, byAddress) = (try lab.port("good-ecdsa"), try lab.port("ip-san"))
            let name = ReferenceIdentity.dns(try DNSName(parsing: host))
            let address = ReferenceIdentity.ip(try #require(IPAddress(parsing: "127.0.0.1")))
            func atLoopback(_ options: inout VerifierOptions) { options.connection.address = "127.0.0.1" }
            let rows: [(target: String, change: (inout VerifierOptions) -> Void, exitStatus: ExitStatus)] = [
                ("\(host):\(good)", atLoopback, .countersigned),
                (
                    host,
                    {
                        atLoopback(&$0)
                        $0.connection.defaultPort = good
                    }, .countersigned
                ),
                ("https://\(host):\(good)/path", atLoopback, .countersigned),
                ("127.0.0.1,\(host),tag,\(good)", { _ in }, .countersigned),
                ("127.0.0.1:\(good)", { $0.identity = name }, .countersigned),
                // A server dialled by its address is its name only if the certificate presents the address.
                ("127.0.0.1:\(good)", { _ in }, .refusedIdentity),
                ("127.0.0.1:\(byAddress)", { _ in }, .countersigned),
                ("\(host){127.0.0.1}:\(byAddress)", { _ in }, .refusedIdentity),
                ("\(host){127.0.0.1}:\(byAddress)", { $0.identity = address }, .countersigned),
            ]
            for row in rows {
                let report = try await lab.verifier(row.change).verify(row.target)
                #expect(report.exitStatus == row.exitStatus && report.target == row.target, "\(row.target)")
                #expect(report.judgement?.observation?.address == "127.0.0.1", "\(row.target)")
            }
        }

        @Test func `the server name that is sent is no part of who is expected`() async throws {
            let target = try lab.target("good-ecdsa")
            let rows: [(target: String, sends: ProbeConfiguration.ServerName, sent: String?, exitStatus: ExitStatus)] = [
                (target, .ofTarget, lab.host("good-ecdsa"), .countersigned),
                (target, .name("other.lab.example"), "other.lab.example", .countersigned), (target, .none, nil, .countersigned),
                ("127.0.0.1:\(try lab.port("ip-san"))", .ofTarget, nil, .countersigned),
                (try lab.target("wrong-host"), .name("other-host.lab.example"), "other-host.lab.example", .refusedIdentity),
            ]
            let verifier = try lab.verifier()
            for row in rows {
                var connection = ConnectionOptions()
                connection.serverName = row.sends
                let report = try await verifier.connecting(by: connection).verify(row.target)
                #expect(report.exitStatus == row.exitStatus, "\(row)")
                #expect(report.judgement?.observation?.tls.serverName == row.sent, "\(row)")
            }
        }

        @Test func `another way to connect is another verifier with the same trust`() async throws {
            let verifier = try lab.verifier()
            var connection = ConnectionOptions()
            connection.limits.handshake = .milliseconds(50)
            let hasty = try verifier.connecting(by: connection)
            #expect(hasty.anchors == verifier.anchors)
            #expect(hasty.options.connection.limits == connection.limits)
            #expect(verifier.options.connection.limits == ConnectionOptions().limits)
            #expect(try await hasty.verify(lab.target("stalls")).failure?.code == .timeout)
            #expect(try await verifier.verify(lab.target("good-ecdsa")).exitStatus == .countersigned)

            connection.priority = "NONSENSE"
            let problem = #expect(throws: InputProblem.self) { _ = try verifier.connecting(by: connection) }
            #expect(problem?.code == .usage)
        }
    }
}
