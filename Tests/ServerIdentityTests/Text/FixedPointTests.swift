import ServerIdentity
import Testing

@Suite("Numbers with decimals")
struct FixedPointTests {
    struct Row: Sendable {
        let value: Double
        let places: Int
        let text: String

        init(_ value: Double, _ places: Int, _ text: String) {
            self.value = value
            self.places = places
            self.text = text
        }
    }

    @Test(
        "digits",
        arguments: [
            Row(0, 1, "0.0"), Row(1_234.56, 1, "1234.6"), Row(0.05, 1, "0.1"), Row(0.004, 2, "0.00"), Row(5, 0, "5"),
            Row(9.999, 2, "10.00"), Row(1.002_003, 6, "1.002003"), Row(-0.25, 1, "-0.3"), Row(-12.5, 3, "-12.500"),
            Row(.nan, 1, "0.0"), Row(.infinity, 0, "9223372036854775807"), Row(1, 12, "1.000000000"), Row(7, -3, "7"),
        ])
    func digits(row: Row) {
        #expect(FixedPoint(row.value, places: row.places).description == row.text)
    }

    @Test func `in JSON they are numbers`() {
        let value: JSONValue = ["a": .decimal(FixedPoint(0.5, places: 3))]
        #expect(value.description == #"{"a":0.500}"#)
    }
}
