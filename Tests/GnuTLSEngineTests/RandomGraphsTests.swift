import Foundation
import GnuTLS
import GnuTLSEngine
import ServerIdentity
import Testing
import TestKit

/// Graphs of CAs whose every way to an anchor is put to GnuTLS by itself: what it accepts so, the engine must find, and
/// where it accepts none, the engine must not accept.
@Suite("Random graphs of CAs")
struct RandomGraphsTests {
    /// `COUNTERSIGN_RANDOM_GRAPHS` takes so many, with a new seed each time (.ci/long): 3,000 take 40 s.
    private static let wanted = ProcessInfo.processInfo.environment["COUNTERSIGN_RANDOM_GRAPHS"].flatMap { Int($0) }
    private static let count = 1_000
    /// The budget of the search: a graph with no more ways than that must be decided.
    private static let budget = 64
    /// The shortest ways that are tried of one graph: some have tens of thousands.
    private static let maximumWays = 300

    private let certificates = RandomCertificates()

    @Test func `no path that GnuTLS accepts by itself is missed, and none else is accepted`() throws {
        var generator = Self.wanted == nil ? SeededGenerator(seed: 16) : .printed(for: "RandomGraphsTests")
        var counts: [String: Int] = [:]
        func count(_ what: String) { counts[what, default: 0] += 1 }
        let engine = GnuTLSEngine()
        for number in 0..<(Self.wanted ?? Self.count) {
            let graph = RandomGraph(&generator)
            let ways = Ways(graph, maximum: Self.maximumWays)
            let accepted = try acceptedAlone(graph, ways.places)
            let verdict = engine.examine(try question(graph)).verdict
            let context: () -> Comment = { "seed \(generator.seed), graph \(number): \(verdict)\n\(graph)" }
            switch (verdict, accepted) {
            case (.accepted, _?): count("accepted")
            case (.accepted, nil) where ways.isCutShort: count("accepted along a way that was not tried")
            case (.accepted, nil):
                count("accepted beside")
                Issue.record(context())
            case (.refused, nil): count("refused")
            case (.refused, let missed?):
                count("missed")
                Issue.record("GnuTLS accepts \(missed) alone; \(context())")
            case (.undecided, _):
                count("undecided")
                #expect(ways.places.count > Self.budget, context())
            }
        }
        print("RandomGraphsTests: seed \(generator.seed), \(counts.sorted { $0.key < $1.key })")
        let graphs = counts.values.reduce(0, +)
        #expect(counts["accepted", default: 0] > graphs / 4 && counts["refused", default: 0] > graphs / 16)
        #expect(counts["undecided", default: 0] < graphs / 100)
    }

    private func question(_ graph: RandomGraph) throws -> Question {
        let anchors = try graph.anchors.map { TrustAnchor(try certificates.der(of: $0)) }
        return Question(
            chain: try CertificateChain(graph.presented.map { try certificates.der(of: $0) }),
            identity: .dns(try DNSName(parsing: "good.example")), policy: .default,
            anchors: try TrustAnchorSet(anchors, source: "test"),
            instant: try #require(Instant(secondsSinceEpoch: RandomCertificates.now)))
    }

    /// A way that GnuTLS accepts to one anchor, sent alone; nil if there is none.
    private func acceptedAlone(_ graph: RandomGraph, _ ways: [[Int]]) throws -> (way: [Int], anchor: Int)? {
        let list = try CertificateList(der: graph.presented.map { try certificates.der(of: $0).octets })
        let anchors = try graph.anchors.map { try TrustList(anchors: [try certificates.der(of: $0).octets]) }
        for way in ways {
            guard let last = way.last.map({ graph.presented[$0] }) else { continue }
            for (place, anchor) in anchors.enumerated()
            where [last.subject.name, last.issuer.name].contains(graph.anchors[place].subject.name) {
                let found = try anchor.verify(list, order: way, for: nil, at: RandomCertificates.now)
                if found.isTrusted { return (way, place) }
            }
        }
        return nil
    }
}

/// All ways from a leaf over different certificates, each named as issuer by the one before; the shortest first.
private struct Ways {
    private(set) var places: [[Int]] = [[0]]
    /// Whether there are more than the maximum.
    private(set) var isCutShort = false

    init(_ graph: RandomGraph, maximum: Int) {
        var next = 0
        while next < places.count, !isCutShort {
            let way = places[next]
            next += 1
            guard let last = way.last, way.count < 16 else { continue }
            for (place, certificate) in graph.presented.enumerated()
            where certificate.subject.name == graph.presented[last].issuer.name && !way.contains(place) {
                places.append(way + [place])
            }
            isCutShort = places.count > maximum
        }
    }
}
