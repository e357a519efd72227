import Testing

@testable import IndependentValidator

@Suite("Walking over DER")
struct DERCursorTests {
    struct Row: Sendable {
        let octets: Octets
        /// Octets of content; nil if the value is refused.
        let content: Int?
    }

    @Test(
        "lengths (X.690 sections 8.1.3 and 10.1)",
        arguments: [
            Row(octets: [0x04, 0x00], content: 0),
            Row(octets: [0x04, 0x01, 0xAA], content: 1),
            Row(octets: [0x04, 0x01, 0xAA, 0xBB], content: 1),
            Row(octets: [0x04, 0x81, 0x80] + Octets(repeating: 0, count: 128), content: 128),
            Row(octets: [0x04, 0x82, 0x01, 0x00] + Octets(repeating: 0, count: 256), content: 256),
            Row(octets: [], content: nil),
            Row(octets: [0x04], content: nil),
            Row(octets: [0x04, 0x01], content: nil),
            // Not minimal.
            Row(octets: [0x04, 0x81, 0x01, 0xAA], content: nil),
            Row(octets: [0x04, 0x82, 0x00, 0x80] + Octets(repeating: 0, count: 128), content: nil),
            // Indefinite, and reserved.
            Row(octets: [0x30, 0x80, 0x00, 0x00], content: nil),
            Row(octets: [0x04, 0xFF, 0x00], content: nil),
            // Beyond the end, and beyond 32 bits.
            Row(octets: [0x04, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], content: nil),
            Row(octets: [0x04, 0x85, 0x01, 0x00, 0x00, 0x00, 0x00], content: nil),
            Row(octets: [0x04, 0x82, 0x01], content: nil),
            // A tag of several octets.
            Row(octets: [0x1F, 0x81, 0x01, 0x00], content: nil),
        ])
    func length(row: Row) {
        // Not from the start of an array, as most values lie.
        let octets = ([0xEE, 0xEE] + row.octets)[2...]
        var cursor = DERCursor(octets)
        #expect((try? cursor.next("value"))?.content.count == row.content)
        var other = DERCursor(octets)
        #expect((try? other.next(tagged: 0x13, "value")) == nil)
    }

    @Test func `values follow each other to the end`() throws {
        let octets: Octets = [0x02, 0x01, 0x05, 0x04, 0x00, 0x05, 0x00]
        var cursor = DERCursor(octets[...])
        var tags: [UInt8] = []
        while !cursor.isAtEnd {
            #expect(cursor.nextTag == octets[try #require(tags.isEmpty ? 0 : tags.count == 1 ? 3 : 5)])
            tags.append(try cursor.next("value").tag)
        }
        #expect(tags == [0x02, 0x04, 0x05])
        #expect(cursor.nextTag == nil)
    }
}
