import ServerIdentity
import Testing

@Suite("Findings")
struct FindingTests {
    private func name(_ text: String) throws -> ReferenceIdentity { .dns(try DNSName(parsing: text)) }

    @Test func `a mismatch lists what is presented`() throws {
        let presented = ["a.example", "b.example"].map { PresentedIdentity.dns(Array($0.utf8)) }
        let evidence = Evidence.nameMismatch(asked: try name("c.example"), presented: presented)
        #expect(evidence.description == "valid for a.example, b.example, not for c.example")
        #expect(evidence.id == .nameMismatch)
    }

    @Test func `a thousand names are counted, not listed`() throws {
        let presented = (0..<1_000).map { PresentedIdentity.dns(Array("h\($0).example".utf8)) }
        let text = Evidence.nameMismatch(asked: try name("c.example"), presented: presented).description
        #expect(
            text == "valid for h0.example, h1.example, h2.example, h3.example, h4.example and 995 more names, not for c.example")
    }

    @Test func `the kind that is missing is named`() throws {
        let asked = ReferenceIdentity.ip(try #require(IPAddress(parsing: "192.0.2.1")))
        let evidence = Evidence.noUsableName(asked: asked, presented: [.dns(Array("a.example".utf8))])
        #expect(evidence.description == "presents no name of the kind IP-ID, only a.example; asked for 192.0.2.1")
        #expect(
            Evidence.noUsableName(asked: asked, presented: []).description == "presents no name at all; asked for 192.0.2.1 (IP-ID)"
        )
    }

    @Test func `dates are part of the evidence`() throws {
        let end = try #require(Instant(rfc3339: "2026-01-01T00:00:00Z"))
        let now = try #require(Instant(rfc3339: "2026-11-23T21:00:00Z"))
        let expired = Finding(.expired(at: now, notAfter: end), depth: 1)
        #expect(expired.description == "expired on 2026-01-01T00:00:00Z, judged at 2026-11-23T21:00:00Z")
        #expect(Evidence.notYetValid(at: end, notBefore: now).id == .notYetValid)
    }

    @Test func `every finding id is a word of the record, with a category and one scope`() {
        let ids = FindingID.allCases
        #expect(Set(ids.map(\.rawValue)).count == ids.count)
        for id in ids {
            #expect(id.rawValue.utf8.allSatisfy { $0.isASCIILetter || $0 == UInt8(ascii: "_") })
            #expect(id.scope.words.count == 1)
        }
        #expect(ids.filter { $0.category == .time } == [.expired, .notYetValid])
        #expect(ids.filter { $0.scope == .name } == [.nameMismatch, .noUsableName])
    }

    @Test func `only an acceptance counts as one`() throws {
        #expect(Verdict.accepted(path: []).isAccepted)
        #expect(!Verdict.undecided(reason: "").isAccepted)
        #expect(!Verdict.refused([]).isAccepted)
        #expect(
            [Verdict.accepted(path: []), .refused([]), .undecided(reason: "")].map(\.word) == [
                "accepted", "refused", "undecided",
            ])
    }
}
