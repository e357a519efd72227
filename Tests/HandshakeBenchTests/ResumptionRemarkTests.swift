import Testing

@testable import HandshakeBench

@Suite("The remark on resumption")
struct ResumptionRemarkTests {
    private func remark(_ resumed: Int, of handshakes: Int, isResuming: Bool = true, target: String = "a.example:443") -> String? {
        var load = BenchLoad(concurrency: 1, threads: 1, duration: 1)
        load.isResuming = isResuming
        var figures = BenchFigures()
        figures.handshakes = handshakes
        figures.resumed = resumed
        return BenchRow(server: nil, target: target, priority: "NORMAL", load: load).resumptionRemark(figures)
    }

    @Test(
        "says how many were resumed whenever fewer than all were",
        arguments: [
            (0, 10, "0 of 10 handshakes with a.example:443 were resumed; the figures are those of full handshakes;"),
            (1, 10, "1 of 10 handshakes with a.example:443 were resumed; the figures are those of both kinds together;"),
            (9, 10, "9 of 10 handshakes with a.example:443 were resumed; the figures are those of both kinds together;"),
        ])
    func says(resumed: Int, handshakes: Int, text: String) throws {
        let said = try #require(remark(resumed, of: handshakes))
        #expect(said.hasPrefix("--resume: " + text), "\(said)")
        #expect(said.hasSuffix("measure without --resume"), "\(said)")
    }

    @Test func `is not made where all were resumed, where there was no handshake, and where nobody asked`() {
        #expect(remark(10, of: 10) == nil)
        #expect(remark(0, of: 0) == nil)
        #expect(remark(0, of: 10, isResuming: false) == nil)
    }

    @Test func `writes a target as printable text`() throws {
        let said = try #require(remark(0, of: 1, target: "a\u{1B}[2J.example:443"))
        #expect(said.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) }, "\(said)")
    }
}
