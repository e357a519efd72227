import GnuTLS
import Testing

@Suite("Priority strings")
struct PriorityTests {
    @Test(
        "names the position of the first part that is unknown",
        arguments: [
            ("NORMAL:+BOGUS", 7), ("NORMAL:-GROUP-ALL:+GROUP-X25519:%NOPE", 32), ("BOGUS", 0), ("NORMAL:\0+VERS-ALL", 7),
        ])
    func positions(text: String, position: Int) {
        let error = #expect(throws: PriorityError.self) { try Priority(text) }
        #expect(error?.position == position)
        #expect(error?.description.contains("character \(position + 1)") == true)
    }

    @Test func `the default of clients is one that GnuTLS knows`() throws {
        #expect(try Priority(Priority.clientDefault).text == Priority.clientDefault)
    }
}
