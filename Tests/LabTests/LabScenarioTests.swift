import Lab
import Testing

@Suite("Lab scenarios")
struct LabScenarioTests {
    @Test func `there are enough of them, each with a name of its own`() {
        let names = LabScenario.all.map(\.name)
        #expect(names.count >= 30)
        #expect(Set(names).count == names.count)
    }

    @Test("every row says what it is and how it is dialled", arguments: LabScenario.all.map(\.name))
    func row(name: String) throws {
        let scenario = try #require(LabScenario.all.first { $0.name == name })
        #expect(!scenario.summary.isEmpty && !scenario.identity.isEmpty && !scenario.expected.description.isEmpty)
        #expect(
            scenario.name.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) })
        if let serverName = scenario.serverName {
            #expect(serverName.hasSuffix(".lab.example"))
        } else {
            #expect(scenario.identity == "127.0.0.1", "RFC 6066 section 3: addresses are not sent")
        }
    }
}
