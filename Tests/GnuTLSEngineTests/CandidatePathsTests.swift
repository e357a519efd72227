import GnuTLS
import Testing

@testable import GnuTLSEngine

@Suite("Candidate paths")
struct CandidatePathsTests {
    private func link(_ subject: String, _ issuer: String, id: String? = nil, issuerID: String? = nil) -> CertificateLinks {
        CertificateLinks(
            subject: Array(subject.utf8), issuer: Array(issuer.utf8), subjectKeyID: id.map { Array($0.utf8) },
            authorityKeyID: issuerID.map { Array($0.utf8) })
    }

    private func paths(_ links: [CertificateLinks], _ anchors: String...) -> [[Int]] {
        all(links, anchors).paths
    }

    /// The candidates, and whether a limit ended the search.
    private func all(
        _ links: [CertificateLinks], _ anchors: [String], octets: Int = 1_000, isExpired: [Bool] = [],
        areEqual: Bool = false, refuses: @escaping (Int, CandidatePaths.Issuer) -> Bool = { _, _ in false }
    ) -> (paths: [[Int]], isCutShort: Bool) {
        let der = links.indices.map { place in
            [UInt8(areEqual ? min(place, 1) : place % 256), UInt8(areEqual ? 0 : place / 256)]
                + Array(repeating: 0, count: octets - 2)
        }
        var candidates = CandidatePaths(
            links, der: der, anchors: Set(anchors.map { Array($0.utf8) }), isExpired: isExpired, refuses: refuses)
        var paths: [[Int]] = []
        while let path = candidates.next() { paths.append(path) }
        return (paths, candidates.isCutShort)
    }

    @Test func `the order presented does not matter, and what no path needs is left out`() {
        #expect(paths([link("leaf", "A"), link("other", "root"), link("B", "root"), link("A", "B")], "root") == [[0, 3, 2]])
        #expect(paths([link("leaf", "A")], "root") == [])
        #expect(paths([], "root") == [])
    }

    @Test func `a path may end at every anchor on the way, the nearest first`() {
        #expect(
            paths([link("leaf", "A"), link("A", "root"), link("root", "old")], "A", "root", "old") == [[0], [0, 1], [0, 1, 2]])
    }

    @Test func `a fitting key identifier comes first, a contradicting one last`() {
        let links = [
            link("leaf", "A", issuerID: "1"), link("A", "root", id: "2"), link("A", "root"), link("A", "root", id: "1"),
        ]
        #expect(paths(links, "root") == [[0, 3], [0, 2], [0, 1]])
    }

    @Test func `the shortest path comes first, wherever its certificates stand`() {
        let links = [
            link("leaf", "A"), link("A", "B"), link("B", "C"), link("C", "root"), link("B", "root"), link("A", "root"),
        ]
        #expect(paths(links, "root") == [[0, 5], [0, 1, 4], [0, 1, 2, 3]])
        // A contradicting identifier is the last resort, however short the way.
        let ids = [
            link("leaf", "A", issuerID: "1"), link("A", "root", id: "2"), link("A", "B", id: "1"), link("B", "root"),
        ]
        #expect(paths(ids, "root") == [[0, 2, 3], [0, 1]])
    }

    @Test func `of equally long paths, those over expired certificates come last`() {
        let links = [link("leaf", "A"), link("A", "root", id: "1"), link("A", "root")]
        #expect(all(links, ["root"], isExpired: [false, true, false]).paths == [[0, 2], [0, 1]])
    }

    @Test func `what GnuTLS refuses about an issuer is asked when a path comes to it, and ends it`() {
        let links = [link("leaf", "A"), link("A", "B"), link("A", "root"), link("B", "root"), link("X", "Y")]
        #expect(all(links, ["root"]) { _, issuer in issuer == .presented(2) }.paths == [[0, 1, 3]])
        #expect(all(links, ["root"]) { place, issuer in place == 2 && issuer == .anchor }.paths == [[0, 1, 3]])
        #expect(all(links, ["root"]) { place, _ in place == 0 }.paths == [])
    }

    @Test func `a CA has no more CAs below it than it allows`() {
        func links(_ limit: Int) -> [CertificateLinks] {
            let name = Array("B".utf8)
            return [
                link("leaf", "A"), link("A", "B"),
                CertificateLinks(subject: name, issuer: Array("root".utf8), pathLength: limit),
            ]
        }
        #expect(paths(links(1), "root") == [[0, 1, 2]])
        #expect(paths(links(0), "root") == [])
    }

    @Test func `a self-issued certificate that an anchor signed has others of its name behind it`() {
        // A new key, signed by the old one, which is the anchor's: alone in the last place it would be left away.
        let links = [
            link("leaf", "R"), link("R", "R", id: "new"), link("R", "R", id: "1"), link("R", "R", id: "2"),
            link("R", "Z"),
        ]
        let found = all(links, ["R"]) { place, issuer in
            switch issuer {
            case .presented(let issuer): place != 0 || issuer != 1
            case .anchor: place != 1
            }
        }
        #expect(found.paths == [[0, 1, 4], [0, 1, 2, 3], [0, 1, 2, 4], [0, 1, 3, 2], [0, 1, 3, 4]])
    }

    @Test func `loops end, and equal certificates count once`() {
        #expect(paths([link("leaf", "A"), link("A", "B"), link("B", "A"), link("A", "B")], "root") == [])
        #expect(paths([link("leaf", "A"), link("A", "root"), link("A", "root")], "root").first == [0, 1])
        #expect(paths([link("A", "A"), link("A", "A")], "A") == [[0]])
        #expect(all([link("leaf", "A"), link("A", "B"), link("A", "B")], ["B"], areEqual: true).paths == [[0, 1]])
        #expect(paths([link("leaf", "A"), link("A", "B")], "leaf", "A") == [[0]])
        #expect(paths([link("leaf", "A"), link("A", "B")], "leaf", "B") == [[0], [0, 1]])
    }

    @Test func `hostile chains end at the limits`() {
        // Ten certificates for each of twelve names: 10^12 ways.
        var links = [link("leaf", "0")]
        for level in 0..<12 { for copy in 0..<10 { links.append(link("\(level)", "\(level + 1)", id: "\(level).\(copy)")) } }
        let found = all(links, ["12"], octets: 100)
        #expect(found.paths.count == CandidatePaths.maximumPaths && found.isCutShort)
        // 13 certificates of 4 KiB: five paths are 260 KiB.
        let large = all(links, ["12"], octets: 4_096)
        #expect(large.paths.count == 4 && large.isCutShort)
        let none = all(links, ["elsewhere"], octets: 100)
        #expect(none.paths.isEmpty && !none.isCutShort, "no way leads there: nothing is looked at")
        // 1,400 certificates of one name, which could all have issued each other.
        let same = [link("leaf", "A")] + (0..<1_400).map { _ in link("A", "A") }
        let clique = all(same, ["A"], octets: 100, refuses: { _, issuer in issuer == .anchor })
        #expect(clique.paths.isEmpty && clique.isCutShort)
    }

    @Test func `the advice names certificates by their places`() {
        #expect(
            ServerAdvice(path: [0, 2, 1], presented: 4).text
                == "programs that use GnuTLS refuse the chain as presented; along certificates 0, 2, 1 it is accepted: "
                + "leave out certificate 3, which the path does not need, and send the others in the order 0, 2, 1, each one issued by the next"
        )
    }
}
